"""What reports tell of each other's dates, kept; the first dating fills the tables."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Text, column, delete, table

revision = "0006_clues"
down_revision = "0005_states"

_KEY = BigInteger().with_variant(Integer, "sqlite")
_TIME = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; what was weighed before is weighed anew."""
    meta = table("meta", column("key"))
    op.execute(delete(meta).where(meta.c.key == "weighed"))
    op.create_table(
        "witness",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("report", Text, ForeignKey("report.id"), nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("first_day", _TIME),
        Column("last_day", _TIME),
        Column("fine", Integer, nullable=False),
        Column("open", Integer, nullable=False),
        Column("people", Text, nullable=False),
        Column("passages", Text, nullable=False),
        sqlite_strict=True,
    )
    _offices()
    _meetings()
    op.create_table(
        "passage",
        Column("asks", Integer, primary_key=True),
        Column("hash", _KEY, primary_key=True, autoincrement=False),
        Column("witness", _KEY, primary_key=True, autoincrement=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pending",
        Column("report", Text, ForeignKey("report.id"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stir",
        Column("kind", Text, primary_key=True),
        Column("key", _KEY, primary_key=True, autoincrement=False),
        Column("by", _KEY, primary_key=True, autoincrement=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _offices() -> None:
    op.create_table(
        "seat",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("party", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("single", Integer, nullable=False),
        Column("person", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("seat_office", "seat", ["party", "office", "single", "person"], unique=True)
    op.create_table(
        "seen",
        Column("seat", _KEY, ForeignKey("seat.key"), primary_key=True),
        Column("witness", _KEY, ForeignKey("witness.key"), primary_key=True),
        Column("first_day", _TIME, nullable=False),
        Column("last_day", _TIME, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_seen_witness", "seen", ["witness"])
    op.create_index("seen_first", "seen", ["seat", "first_day", "last_day"])
    op.create_index("seen_last", "seen", ["seat", "last_day", "first_day"])
    op.create_table(
        "term",
        Column("seat", _KEY, ForeignKey("seat.key"), primary_key=True),
        Column("witness", _KEY, ForeignKey("witness.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("since", Text),
        Column("until", Text),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_term_witness", "term", ["witness"])
    op.create_table(
        "asked",
        Column("witness", _KEY, ForeignKey("witness.key"), primary_key=True),
        Column("seat", _KEY, ForeignKey("seat.key"), primary_key=True),
        Column("answer", _KEY),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_asked_seat", "asked", ["seat"])


def _meetings() -> None:
    op.create_table(
        "meeting",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("form", Text, nullable=False),
        Column("pair", Text, nullable=False),
        Column("people", Text, nullable=False),
        Column("parties", Text, nullable=False),
        Column("lead", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("meeting_people", "meeting", ["form", "pair", "people"], unique=True)
    op.create_index("meeting_lead", "meeting", ["lead", "parties"])
    op.create_index("meeting_pair", "meeting", ["pair", "parties"])
    op.create_table(
        "meeting_word",
        Column("word", Text, primary_key=True),
        Column("parties", Text, primary_key=True),
        Column("meeting", _KEY, ForeignKey("meeting.key"), primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_meeting_word_meeting", "meeting_word", ["meeting"])
    op.create_table(
        "told",
        Column("meeting", _KEY, ForeignKey("meeting.key"), primary_key=True),
        Column("day", _TIME, primary_key=True),
        Column("claim", Text, primary_key=True),
        Column("witness", _KEY, ForeignKey("witness.key"), nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_told_witness", "told", ["witness"])
    op.create_table(
        "awaited",
        Column("witness", _KEY, ForeignKey("witness.key"), primary_key=True),
        Column("meeting", _KEY, ForeignKey("meeting.key"), primary_key=True),
        Column("weekday", Integer, primary_key=True, autoincrement=False),
        Column("answer", _KEY),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_awaited_meeting", "awaited", ["meeting"])
