"""What puts lists in order stands in columns of its own, so that a database cuts them into pages.

Until the first release the tables may still change, and this revision with them. What is in them is
derived: the index is made again by whatever keeps it up to date.
"""

from __future__ import annotations

from alembic import op

from servanda.store.schema_index import entity, entity_claim, link, state, tenure

revision = "0006_day_lists"
down_revision = "0005_meeting_days"

_TABLES = (entity_claim, link, entity, state, tenure)  # each before those that it refers to


def upgrade() -> None:
    """Make the tables anew, empty."""
    connection = op.get_bind()
    for table in _TABLES:
        table.drop(connection)
    for table in reversed(_TABLES):
        table.create(connection)
