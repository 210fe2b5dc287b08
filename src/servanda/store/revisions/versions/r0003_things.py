"""Entities, kept beside the claims that tell of them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text
from sqlalchemy import text as words

revision = "0003_things"
down_revision = "0002_decisions"

_KEY = BigInteger().with_variant(Integer, "sqlite")
_TIME = Text().with_variant(Text(collation="C"), "postgresql")
_CLOSED = words("superseded IS NOT NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entity",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False, unique=True),
        Column("kind", Text, nullable=False),
        Column("reasons", Text, nullable=False),
        Column("row", Text),
        Column("first_day", _TIME),
        Column("whole_day", _TIME),
        sqlite_strict=True,
    )
    op.create_index("ix_entity_kind", "entity", ["kind"])
    op.create_table(
        "member",
        Column("entity", _KEY, ForeignKey("entity.key"), primary_key=True),
        Column("claim", _KEY, ForeignKey("claim.key"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_claim", "member", ["claim"])
    op.create_table(
        "tie",
        Column("entity", _KEY, ForeignKey("entity.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("type", Text, nullable=False),
        Column("to", Text, nullable=False),
        Column("why", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_tie_to", "tie", ["to"])
    op.create_table(
        "held_key",
        Column("hash", _KEY, primary_key=True, autoincrement=False),
        Column("claim", _KEY, ForeignKey("claim.key"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_held_key_claim", "held_key", ["claim"])
    op.create_table(
        "name",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("name", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("party", Text, nullable=False),
        Column("introduces", Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("name_called", "name", ["name", "office", "party", "introduces"], unique=True)
    op.create_table(
        "called",
        Column("name", _KEY, ForeignKey("name.key"), primary_key=True),
        Column("report", Text, ForeignKey("report.id"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_called_report", "called", ["report"])
    op.create_table(
        "undated",
        Column("report", Text, ForeignKey("report.id"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for table in ("claim", "dating", "edition"):
        op.create_index(
            f"{table}_superseded",
            table,
            ["superseded"],
            sqlite_where=_CLOSED,
            postgresql_where=_CLOSED,
        )
