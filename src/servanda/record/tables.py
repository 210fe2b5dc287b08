"""Every table of a record: `metadata` from here knows all of them, whichever module adds them."""

from __future__ import annotations

from servanda.record import schema, schema_clues, schema_decisions, schema_states, schema_things

__all__ = ["metadata"]

# to import one is to add its tables
_MODULES = (schema, schema_decisions, schema_things, schema_states, schema_clues)

metadata = _MODULES[0].metadata
