"""The tables of what was read, the same on every database (all tables: `servanda.store.all_tables`).

Rows are never changed in place; only their intervals are closed: a row stands from `recorded`
until `superseded` (NULL while it stands), so that an older answer stays reachable. What is a
hash of its content (`text`, `report`) has no interval at all. Instants and days are ISO 8601
text, in UTC, of one width, so that their order as text is their order in time.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.elements import ColumnElement

from servanda.store.columns import KEY, REAL, Day, Flag, Instant, Plain

__all__ = [
    "block",
    "claim",
    "dating",
    "edition",
    "evidence",
    "interval",
    "meta",
    "metadata",
    "one_standing",
    "reading",
    "report",
    "standing",
    "statement",
    "text",
    "version",
]

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import DDLCompiler

metadata = MetaData()


@compiles(CreateIndex, "postgresql")
def _create_index(create: CreateIndex, compiler: DDLCompiler, **options: Any) -> str:
    """Let an index on PostgreSQL be of the rows that it is of on SQLite.

    To name them for PostgreSQL beside the table would load that dialect, and all its drivers, for
    every question of a file.
    """
    index = create.element
    index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    return str(compiler.visit_create_index(create, **options))  # type: ignore[no-untyped-call]


def interval() -> tuple[Column[datetime], Column[datetime]]:
    """Make the two columns that say since when a row stands, and until when it did."""
    return (
        Column("recorded", Instant, nullable=False),
        Column("superseded", Instant, nullable=True),
    )


def standing(table: Table) -> ColumnElement[bool]:
    """Select the rows of `table` that stand now."""
    return table.c.superseded.is_(None)


def one_standing(table: Table, column: str) -> None:
    """Let at most one row of `table` stand for each value of `column`."""
    Index(
        f"{table.name}_standing_{column}",
        table.c[column],
        unique=True,
        sqlite_where=standing(table),
    )


meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

version = Table(
    "alembic_version",
    metadata,
    Column("version_num", Text, primary_key=True),
    sqlite_strict=True,
)
"""The last revision done (see `servanda.store.migrations`)."""

text = Table(
    "text",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("content", Text, nullable=False),
    sqlite_strict=True,
)
"""Texts as stored, once each, however many reports bear them."""

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("sha256", Text, ForeignKey("text.sha256"), nullable=False, index=True),
    sqlite_strict=True,
)
"""What makes a report itself: its name and its text."""

edition = Table(
    "edition",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("wire", Text),
    Column("url", Text),
    Column("language", Text),
    Column("dateline_place", Text),
    Column("relevant", Flag, nullable=False),
    Column("because", Text),
    Column("dating", Plain, nullable=False),  # as read; what holds now stands in `dating`
    *interval(),
    sqlite_strict=True,
)
"""What is known of a report besides its name and text, as one reading gave it."""
one_standing(edition, "report")
one_standing(edition, "name")

block = Table(
    "block",
    metadata,
    Column("edition", KEY, ForeignKey("edition.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    sqlite_strict=True,
)

dating = Table(
    "dating",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("dating", Plain, nullable=False),
    Column("earliest", Day),
    Column("latest", Day),
    *interval(),
    sqlite_strict=True,
)
"""When a report was published, with the reasons; earlier datings stay."""
one_standing(dating, "report")

reading = Table(
    "reading",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    *interval(),
    sqlite_strict=True,
)
"""Which version of the readers a report's standing claims come from, and when it finished."""
one_standing(reading, "report")

claim = Table(
    "claim",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False, index=True),
    Column("body", Plain, nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", REAL, nullable=False),
    Column("country", Text),  # whose calendar its times count in (fiscal years)
    Column("place", Integer, nullable=False),  # where its first evidence starts
    *interval(),
    sqlite_strict=True,
)
one_standing(claim, "id")

evidence = Table(
    "evidence",
    metadata,
    Column("claim", KEY, ForeignKey("claim.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    sqlite_strict=True,
)

statement = Table(
    "statement",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),
    Column("claim", KEY, ForeignKey("claim.key"), nullable=False, index=True),
    Column("subject", Text, nullable=False, index=True),
    Column("property", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("valid_start", Day),
    Column("valid_end", Day),
    Column("reported_start", Day),
    Column("reported_end", Day),
    *interval(),
    sqlite_strict=True,
)
"""The cells of the record. Intervals of days are half-open; NULL is open or unknown."""
one_standing(statement, "id")
