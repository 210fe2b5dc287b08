"""A second reader: what models answered, and what became of what they proposed.

Until the first release the tables may still change, and this revision with them.
"""

from __future__ import annotations

from alembic import op

from servanda.store.schema_proposals import answer, proposal

revision = "0002_proposals"
down_revision = "0001_record"


def upgrade() -> None:
    """Make the two tables."""
    for table in (answer, proposal):
        table.create(op.get_bind())
