"""How entities read on each day, kept; what was kept before is settled anew with the next report."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text, column, delete, table

revision = "0005_states"
down_revision = "0004_words"

_KEY = BigInteger().with_variant(Integer, "sqlite")
_TIME = Text().with_variant(Text(collation="C"), "postgresql")
_KEPT = ("member", "tie", "held_key", "called", "name", "undated", "entity")


def upgrade() -> None:
    """Make the tables; empty those whose rows were listed another way."""
    for name in _KEPT:
        op.execute(delete(table(name)))
    meta = table("meta", column("key"))
    op.execute(delete(meta).where(meta.c.key == "settled"))
    op.drop_column("entity", "first_day")
    op.drop_column("entity", "whole_day")
    op.create_table(
        "state",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("owner", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("start", _TIME, nullable=False),
        Column("until", _TIME, nullable=False),
        Column("first", _TIME, nullable=False),
        Column("last", _TIME, nullable=False),
        Column("status", Text, nullable=False),
        Column("cells", Text),
        sqlite_strict=True,
    )
    op.create_index("ix_state_owner", "state", ["owner"])
    for name in ("until", "first", "last"):
        op.create_index(f"state_{name}", "state", ["kind", name])
    op.create_table(
        "post",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False, unique=True),
        Column("office", Text, nullable=False),
        Column("person", Text, nullable=False),
        Column("row", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_post_office", "post", ["office"])
    op.create_index("ix_post_person", "post", ["person"])
    op.create_table(
        "post_telling",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("claim", _KEY, ForeignKey("claim.key"), nullable=False),
        Column("person", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("party", Text),
        Column("told", Integer, nullable=False),
        Column("since", Text),
        Column("until", Text),
        sqlite_strict=True,
    )
    op.create_index("ix_post_telling_claim", "post_telling", ["claim"])
    op.create_index("ix_post_telling_person", "post_telling", ["person"])
