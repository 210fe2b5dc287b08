"""Indexes by which an update finds the meetings of two people, and the open reports that ask for one.

Until the first release they may still change, and this revision with them.
"""

from __future__ import annotations

from alembic import op

from servanda.store.schema_index import MEETING_DAYS, MEETINGS_ASKED

revision = "0005_meeting_days"
down_revision = "0004_phrases"


def upgrade() -> None:
    """Make the indexes where they are not there."""
    for index in (MEETING_DAYS, MEETINGS_ASKED):
        index.create(op.get_bind(), checkfirst=True)
