"""Every table of a record: `metadata` from here knows all of them, whichever module adds them."""

from __future__ import annotations

from servanda.store import schema, schema_decisions, schema_index, schema_proposals

__all__ = ["metadata"]


# to import one is to add its tables
_MODULES = (schema, schema_decisions, schema_index, schema_proposals)

metadata = _MODULES[0].metadata
