"""Persons' words: decisions, scores, grades, and what was undone."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text
from sqlalchemy import text as words

revision = "0002_decisions"
down_revision = "0001_reports"

_KEY = BigInteger().with_variant(Integer, "sqlite")
_TIME = Text().with_variant(Text(collation="C"), "postgresql")
_STANDING = words("superseded IS NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decision",
        *_word(),
        Column("action", Text, nullable=False),
        Column("concern", Text, nullable=False),
        Column("targets", Text, nullable=False),
        Column("others", Text, nullable=False),
        Column("field", Text),
        Column("value", Text),
        Column("blind", Integer, nullable=False),
        Column("anchors", Text, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    op.create_table(
        "score",
        *_word(),
        Column("obligor", Text, nullable=False),
        Column("targets", Text, nullable=False),
        Column("value", Integer),
        Column("guideline", Text, nullable=False),
        Column("window_start", _TIME),
        Column("window_end", _TIME),
        Column("blind", Integer, nullable=False),
        Column("anchors", Text, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    op.create_table(
        "grade",
        *_word(),
        Column("scale", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("value", Text, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    op.create_table(
        "undo",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("word", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("at", _TIME, nullable=False),
        Column("reason", Text, nullable=False),
        Column("recorded", _TIME, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_undo_word", "undo", ["word"], unique=True)
    for table in ("decision", "score", "grade"):
        op.create_index(f"ix_{table}_id", table, ["id"])
        op.create_index(f"ix_{table}_author", table, ["author"])
        op.create_index(
            f"{table}_standing_id",
            table,
            ["id"],
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        )


def _word() -> tuple[Column[Any], ...]:
    return (
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False),
        Column("author", Text, nullable=False),
        Column("at", _TIME, nullable=False),
        Column("reason", Text, nullable=False),
    )


def _interval() -> tuple[Column[str], Column[str]]:
    return Column("recorded", _TIME, nullable=False), Column("superseded", _TIME)
