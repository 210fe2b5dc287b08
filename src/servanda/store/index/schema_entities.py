"""The tables of what claims come to: entities, how they read on each day, and where to look for more."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from servanda.store import schema
from servanda.store.columns import KEY, Day, Flag, Plain
from servanda.store.schema import metadata

__all__ = ["called", "entity", "held_key", "member", "name", "post", "post_telling", "state", "tie"]


entity = Table(
    "entity",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False, index=True),
    Column("reasons", Plain, nullable=False),
    Column("row", Plain),
    sqlite_strict=True,
)
"""An entity that some claims tell of.

`row` is what is long in how it is listed, and the same on all days, or told with its days; the rest
is its states (`servanda.store.index.schema_entities`).
"""

member = Table(
    "member",
    metadata,
    Column("entity", KEY, ForeignKey("entity.key"), primary_key=True),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which claims tell of which entity."""

tie = Table(
    "tie",
    metadata,
    Column("entity", KEY, ForeignKey("entity.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("to", Text, nullable=False, index=True),
    Column("why", Text, nullable=False),
    sqlite_strict=True,
)
"""The ties from an entity to others, which are named by their ids."""

held_key = Table(
    "held_key",
    metadata,
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By what a claim can be found (`servanda.resolution.claim_keys`), as 64-bit hashes."""

name = Table(
    "name",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("introduces", Flag, nullable=False),
    sqlite_strict=True,
)
"""The ways in which anybody is called, each once; empty cells stand for what is not told."""
Index(
    "name_called",
    name.c.name,
    name.c.office,
    name.c.party,
    name.c.introduces,
    unique=True,
)

called = Table(
    "called",
    metadata,
    Column("name", KEY, ForeignKey("name.key"), primary_key=True),
    Column("report", Text, ForeignKey("report.id"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which reports call somebody so."""

for _table in (schema.claim, schema.dating, schema.edition):
    # What was closed is little beside what stands; what was closed lately must be quick to find.
    Index(
        f"{_table.name}_superseded",
        _table.c.superseded,
        sqlite_where=_table.c.superseded.is_not(None),
        postgresql_where=_table.c.superseded.is_not(None),
    )


# -- The tables of how entities read on each day, and of who is told to have held which office


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
"""How an entity, or an office, is listed on the days from `start` until before `until`.

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
