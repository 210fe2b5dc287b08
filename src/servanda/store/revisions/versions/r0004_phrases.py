"""Phrases: what reports say that others may say too; and reports counted by their days.

Until the first release the table may still change, and this revision with it. Write it out here, as
it is then, when a further revision is added.
"""

from __future__ import annotations

from alembic import op

from servanda.store.schema_index import DAYS, IRRELEVANT, phrase

revision = "0004_phrases"
down_revision = "0003_following"


def upgrade() -> None:
    """Make the table, and the indexes where they are not there."""
    connection = op.get_bind()
    phrase.create(connection)
    for index in (DAYS, IRRELEVANT):
        index.create(connection, checkfirst=True)
