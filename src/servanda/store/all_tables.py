"""Every table of a record: `metadata` from here knows all of them, whichever module adds them."""

from __future__ import annotations

from servanda.store import schema, schema_decisions
from servanda.store.index import schema_clues, schema_entities

__all__ = ["metadata"]


# to import one is to add its tables
_MODULES = (schema, schema_decisions, schema_entities, schema_clues)

metadata = _MODULES[0].metadata
