"""Every table of a record: `metadata` from here knows all of them, whichever module adds them."""

from __future__ import annotations

from servanda.store import schema, schema_decisions, schema_index, schema_proposals
from servanda.store.following import schema_following

__all__ = ["metadata"]


# to import one is to add its tables
_MODULES = (schema, schema_decisions, schema_index, schema_proposals, schema_following)

metadata = _MODULES[0].metadata
