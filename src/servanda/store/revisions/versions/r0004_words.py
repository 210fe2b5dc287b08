"""The index of words made anew: every accent is folded as search folds it, not those of Latin only."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import column, select, table

revision = "0004_words"
down_revision = "0003_things"

_BATCH = 200


def upgrade() -> None:
    """Put every text into a new index."""
    dialect, connection = context.config.attributes["dialect"], op.get_bind()
    text = table("text", column("key"), column("content"))
    dialect.create_index(connection)
    last = -1
    while True:
        query = select(text.c.key, text.c.content).where(text.c.key > last)
        rows = connection.execute(query.order_by(text.c.key).limit(_BATCH)).all()
        if not rows:
            return
        for key, content in rows:
            dialect.index_text(connection, key, content)
        last = rows[-1].key
