"""The first schema: what was read and decided, the index of it, and the full-text index."""

from __future__ import annotations

from alembic import context, op

from servanda.store.all_tables import metadata
from servanda.store.following.schema_following import followed, visit
from servanda.store.schema_index import phrase
from servanda.store.schema_proposals import answer, proposal

revision = "0001_record"
down_revision = None

_LATER = (answer, proposal, followed, visit, phrase)  # tables of later revisions


def upgrade() -> None:
    """Make the tables; the full-text index is the dialect's own."""
    connection = op.get_bind()
    tables = [table for table in metadata.sorted_tables if table not in _LATER]
    metadata.create_all(connection, tables=tables)
    context.config.attributes["dialect"].create_index(connection)
