"""The tables of what claims come to: things, what they are told by, and where to look for more.

Nothing here is anybody's word. All of it follows from the other tables and can be made anew at any
time, so its rows bear no interval and are replaced as the record learns more; a view of an earlier
state is worked out from the claims that stood then.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from servanda.record import schema
from servanda.record.columns import KEY, Flag, Plain
from servanda.record.schema import metadata

__all__ = ["called", "held_key", "member", "name", "thing", "tie"]

thing = Table(
    "thing",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False, index=True),
    Column("reasons", Plain, nullable=False),
    Column("row", Plain),
    sqlite_strict=True,
)
"""A thing that some claims tell of.

`row` is what is long in how it is listed, and the same on all days, or told with its days; the rest
is its states (`servanda.record.schema_states`).
"""

member = Table(
    "member",
    metadata,
    Column("thing", KEY, ForeignKey("thing.key"), primary_key=True),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which claims tell of which thing."""

tie = Table(
    "tie",
    metadata,
    Column("thing", KEY, ForeignKey("thing.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("type", Text, nullable=False),
    Column("to", Text, nullable=False, index=True),
    Column("why", Text, nullable=False),
    sqlite_strict=True,
)
"""The ties from a thing to others, which are named by their ids."""

held_key = Table(
    "held_key",
    metadata,
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True, index=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""By what a claim can be found (`servanda.identity.keys`), as 64-bit hashes."""

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
