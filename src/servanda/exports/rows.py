"""Frozen rows as plain JSON values: what filters and tables look at."""

from __future__ import annotations

from servanda.follow.plain import plain_row

__all__ = ["plain_row"]
