"""Every table of a record: `metadata` from here knows all of them, whichever module adds them."""

from __future__ import annotations

from servanda.record import schema

__all__ = ["metadata"]

metadata = schema.metadata
