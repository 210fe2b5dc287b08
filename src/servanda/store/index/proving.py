"""Proving the index: two copies of a record are compared, row by row.

One copy holds the index as it was kept up to date, the other as it is derived anew. Both are SQLite
files, and SQLite compares them on disk: no more memory is taken for a large record. Rows are
compared by what they mean, never by their numbers, which depend on what was read first.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import Column, Table, delete, select, update
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.claim_times import Resolver, countries
from servanda.store.problem import Problem
from servanda.store.row_mapping import load_claims
from servanda.store.schema import standing
from servanda.store.schema_index import DERIVED, passage, pending, signature
from servanda.store.writer import update_statements

__all__ = ["differences", "forget"]


_STANDING = (schema.claim, schema.dating, schema.statement)
_COMPARED = tuple(table for table in DERIVED if table is not pending)
_OWN = ("format", "schema", "clock")  # of `meta`: what does not follow from the reports
_TOLD = 100  # differences of one table that are told, each way


def forget(connection: Connection, reader: str, at: datetime, resolver: Resolver) -> None:
    """Take out all that can be made again, and how far making it had come.

    Statements are made again at once, of the reports that this version of the readers read: an
    older one may have worked out times otherwise.
    """
    for table in DERIVED:
        connection.execute(delete(table))
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key.not_in(_OWN)))
    reading, claim = schema.reading, schema.claim
    mine = select(reading.c.report).where(reading.c.reader == reader, standing(reading))
    for report in connection.execute(mine).scalars().all():
        told = load_claims(connection, claim.c.report == report, standing(claim))
        whose = countries(one.claim for one in told)
        for one in told:
            if one.country != whose[one.claim.id]:
                values = {"country": whose[one.claim.id]}
                connection.execute(update(claim).where(claim.c.key == one.key).values(values))
        update_statements(connection, report, at, resolver)


def differences(kept: Path, anew: Path) -> list[Problem]:
    """Compare two SQLite records: what is kept ready in one, and was made anew in the other."""
    found: list[Problem] = []
    both = sqlite3.connect(kept)
    try:
        both.execute("ATTACH ? AS anew", (str(anew),))
        for table in (*_STANDING, *_COMPARED):
            ours, theirs = (_rows(table, place) for place in ("main", "anew"))
            words = _WORDS.get(table.name, f"the {table.name}")
            for one, other, why in (
                (ours, theirs, f"{words} kept of it is not what comes of working it out anew"),
                (theirs, ours, f"{words} is not kept of it, but comes of working it out anew"),
            ):
                query = f"{one} EXCEPT {other} LIMIT {_TOLD}"
                found += (Problem(str(row[0]), why) for row in both.execute(query))
    finally:
        both.close()
    return sorted(set(found))


_WORDS = {"dating": "the date", "entity": "what is"}


def _rows(table: Table, place: str) -> str:
    """Select the rows of a table by what they mean, and how many are alike."""
    columns, joins = _natural(table, place, table.name)
    where = f"WHERE {table.name}.superseded IS NULL " if table in _STANDING else ""
    listed = ", ".join(columns)
    return (
        f"SELECT {listed}, count(*) FROM {place}.{_quoted(table.name)} {' '.join(joins)} "  # noqa: S608 - likewise
        f"{where}GROUP BY {listed}"
    )


def _natural(table: Table, place: str, alias: str) -> tuple[list[str], list[str]]:
    """Name the columns of a table that mean something, and join those that rows are named by."""
    columns: list[str] = []
    joins: list[str] = []
    for column in table.c:
        other = _refers_to(column)
        if other is not None:
            under = f"{alias}_{column.name}"
            mine = f"{_quoted(alias)}.{_quoted(column.name)}"
            joins.append(
                f"LEFT JOIN {place}.{_quoted(other.name)} AS {_quoted(under)} "
                f"ON {_quoted(under)}.key = {mine}"
            )
            more, further = _natural(other, place, under)
            columns += more
            joins += further
        elif column.name not in _NUMBERS:
            columns.append(f"{_quoted(alias)}.{_quoted(column.name)}")
    if "id" in table.c:  # a hash of all the rest
        columns = [f"{_quoted(alias)}.id", *(columns if alias == table.name else ())]
    return columns, joins


_NUMBERS = frozenset({"key", "recorded", "superseded"})


def _refers_to(column: Column[object]) -> Table | None:
    """Return the table whose row's number a column holds."""
    if column is passage.c.signature:  # no foreign key says so
        return signature
    for key in column.foreign_keys:
        if key.column.name == "key":
            return key.column.table
    return None


def _quoted(name: str) -> str:
    return f'"{name}"'
