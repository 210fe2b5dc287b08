"""The first schema: every table of `servanda.store.all_tables`, and the full-text index.

Until the first release the tables may still change, and this revision with them. Write them out
here, as they are then, when a second revision is added.
"""

from __future__ import annotations

from alembic import context, op

from servanda.store.all_tables import metadata

revision = "0001_record"
down_revision = None


def upgrade() -> None:
    """Make the tables; the full-text index is the dialect's own."""
    connection = op.get_bind()
    metadata.create_all(connection)
    context.config.attributes["dialect"].create_index(connection)
