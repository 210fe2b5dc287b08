"""Followed addresses, and what came of asking for them.

Until the first release the tables may still change, and this revision with them. Write them out
here, as they are then, when a further revision is added.
"""

from __future__ import annotations

from alembic import op

from servanda.store.following.schema_following import followed, visit

revision = "0003_following"
down_revision = "0002_proposals"


def upgrade() -> None:
    """Make the two tables."""
    for table in (followed, visit):
        table.create(op.get_bind())
