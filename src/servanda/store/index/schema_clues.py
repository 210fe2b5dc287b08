"""The tables of what reports tell of each other's dates, and of what is to be dated again.

As `servanda.store.index.schema_entities`: all of it follows from what reports say by their own words. It
is kept so that one more report is weighed against the few that it may say something of.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from servanda.store.columns import KEY, Day, Flag, Plain
from servanda.store.schema import metadata

__all__ = [
    "TABLES",
    "asked",
    "awaited",
    "meeting",
    "meeting_word",
    "passage",
    "pending",
    "seat",
    "seen",
    "stir",
    "term",
    "told",
    "witness",
    "wording",
]


witness = Table(
    "witness",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("first_day", Day),
    Column("last_day", Day),
    Column("fine", Flag, nullable=False),
    Column("open", Flag, nullable=False),
    Column("people", Plain, nullable=False),
    Column("passages", Plain, nullable=False),
    sqlite_strict=True,
)
"""A report as a witness of when others appeared: its own days, and the last names it tells of.

`fine` says that its date is fine enough to date a copy, `open` that others may date it. It tells
or asks something of others only in the tables below.
"""

seat = Table(
    "seat",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("party", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("single", Flag, nullable=False),
    Column("person", Text, nullable=False),
    sqlite_strict=True,
)
"""Somebody, as some report writes the name, in an office; `single` offices have one holder."""
Index("seat_office", seat.c.party, seat.c.office, seat.c.single, seat.c.person, unique=True)

seen = Table(
    "seen",
    metadata,
    Column("seat", KEY, ForeignKey("seat.key"), primary_key=True),
    Column("witness", KEY, ForeignKey("witness.key"), primary_key=True, index=True),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which dated reports name whom as the holder of an office, and the days they may be of."""
Index("seen_first", seen.c.seat, seen.c.first_day, seen.c.last_day)
Index("seen_last", seen.c.seat, seen.c.last_day, seen.c.first_day)

term = Table(
    "term",
    metadata,
    Column("seat", KEY, ForeignKey("seat.key"), primary_key=True),
    Column("witness", KEY, ForeignKey("witness.key"), primary_key=True, index=True),
    Column("ordinal", Integer, primary_key=True),
    Column("since", Plain),
    Column("until", Plain),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""From and until when a report says that somebody holds an office."""

asked = Table(
    "asked",
    metadata,
    Column("witness", KEY, ForeignKey("witness.key"), primary_key=True),
    Column("seat", KEY, ForeignKey("seat.key"), primary_key=True, index=True),
    Column("answer", KEY),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Whose terms of office may date which open report, with a hash of what they last said of it."""

meeting = Table(
    "meeting",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("form", Text, nullable=False),
    Column("pair", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("lead", Text, nullable=False),
    sqlite_strict=True,
)
"""Who meets in which form: names with their parties, and the two states where there are two.

`parties` are those of the people, sorted, where each has one; `lead` is the last word of the first
name.
"""
Index("meeting_people", meeting.c.form, meeting.c.pair, meeting.c.people, unique=True)
Index("meeting_lead", meeting.c.lead, meeting.c.parties)
Index("meeting_pair", meeting.c.pair, meeting.c.parties)

meeting_word = Table(
    "meeting_word",
    metadata,
    Column("word", Text, primary_key=True),
    Column("parties", Text, primary_key=True),
    Column("meeting", KEY, ForeignKey("meeting.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The last words of the names of those who meet."""

told = Table(
    "told",
    metadata,
    Column("meeting", KEY, ForeignKey("meeting.key"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("claim", Text, primary_key=True),
    Column("witness", KEY, ForeignKey("witness.key"), nullable=False, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The claims that tell of a meeting on a day."""

awaited = Table(
    "awaited",
    metadata,
    Column("witness", KEY, ForeignKey("witness.key"), primary_key=True),
    Column("meeting", KEY, ForeignKey("meeting.key"), primary_key=True, index=True),
    Column("weekday", Integer, primary_key=True, autoincrement=False),
    Column("answer", KEY),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which meetings may date which open report, and what was last found of them.

`weekday` is the one that the report names (1 to 7), 0 where it names none, -1 where it is unclear.
"""

passage = Table(
    "passage",
    metadata,
    Column("asks", Flag, primary_key=True),
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("witness", KEY, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By what the copies of a report are found: of open reports (`asks`) and of those that bear a date.

`size` is how many rows the report has on its side. There is no index from a report to its rows, which `witness.passages` lists.
"""

wording = Table(
    "wording",
    metadata,
    Column("witness", KEY, ForeignKey("witness.key"), primary_key=True, autoincrement=False),
    Column("wire", Text, nullable=False),
    Column("day", Integer),
    Column("words", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("facts", Text, nullable=False),
    sqlite_strict=True,
)
"""What is compared of reports that may be copies, and their wires ("" where they have none)."""

pending = Table(
    "pending",
    metadata,
    Column("report", Text, ForeignKey("report.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The reports whose rows in these tables are still to be made anew."""

stir = Table(
    "stir",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("by", KEY, primary_key=True, autoincrement=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What has changed since reports were last dated: a seat, a meeting, an open report.

A copy that may date an open report stands in `by`, else 0.
"""

TABLES = (
    stir,
    pending,
    wording,
    passage,
    awaited,
    told,
    meeting_word,
    meeting,
    asked,
    term,
    seen,
    seat,
    witness,
)
"""All of them, each before those it refers to."""
