"""The tables of how things read on each day, and of who is told to have held which office.

As `servanda.record.schema_things`: all of it follows from the other tables and is replaced as the
record learns more.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from servanda.record.columns import KEY, Day, Plain
from servanda.record.schema import metadata

__all__ = ["post", "post_telling", "state"]

state = Table(
    "state",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("owner", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("start", Day, nullable=False),
    Column("until", Day, nullable=False),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    Column("status", Text, nullable=False),
    Column("cells", Plain),
    sqlite_strict=True,
)
"""How a thing, or an office, is listed on the days from `start` until before `until`.

`first` and `last` are the days it is put in order by: of an event its own, of a promise the one it
was first heard of and that of its deadline. The first and the last day of the calendar stand for
ends that are open or not known. Where `cells` is NULL, the days' answer is worked out from claims.
"""
Index("state_until", state.c.kind, state.c.until)
Index("state_first", state.c.kind, state.c.first)
Index("state_last", state.c.kind, state.c.last)

post = Table(
    "post",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("office", Text, nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("row", Plain, nullable=False),
    sqlite_strict=True,
)
"""One person in one office of one party (`office`), with all that the reports tell of it."""

post_telling = Table(
    "post_telling",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("claim", KEY, ForeignKey("claim.key"), nullable=False, index=True),
    Column("person", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("party", Text),
    Column("told", Integer, nullable=False),  # 1 a tenure, 2 a former one, 4 one to come
    Column("since", Plain),
    Column("until", Plain),
    sqlite_strict=True,
)
"""The claims that name a person with an office."""
