"""Checks of how rows fit together: references, intervals, lists, and the schema's own version."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.store import migrations, schema
from servanda.store.all_tables import metadata
from servanda.store.clock import last_instant
from servanda.store.problem import Problem
from servanda.store.schema import standing

__all__ = ["TABLES"]


_RESTS_ON: tuple[tuple[Table, str, Table, str], ...] = (
    (schema.report, "id", schema.edition, "report"),
    (schema.text, "sha256", schema.report, "sha256"),
)
"""What no foreign key says: a report has an edition, a text a report."""


def _orphans(connection: Connection) -> Iterator[Problem]:
    """Every reference from one table to another."""
    foreign = [
        (table, key.parent.name, key.column.table, key.column.name)
        for table in metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    ]
    for table, column, other, key in (*foreign, *_RESTS_ON):
        lone: ColumnElement[bool] = table.c[column].not_in(select(other.c[key]))
        given = table.c[column].is_not(None)
        query = select(table.c[column]).where(given, lone).distinct()
        for value in connection.execute(query).scalars():
            yield Problem(
                f"{table.name} of {value}", f"it refers to a row of {other.name} that is not there"
            )


def _intervals(connection: Connection) -> Iterator[Problem]:
    """Each standing report has one dating and one reading, and nothing stands without its report."""
    edition = schema.edition
    alive = set(connection.execute(select(edition.c.report).where(standing(edition))).scalars())
    for table in (schema.dating, schema.reading, schema.claim):
        query = select(table.c.report).where(standing(table)).distinct()
        here = set(connection.execute(query).scalars())
        for report in here - alive:
            yield Problem(report, f"its {table.name} stands, but the report does not")
        if table is not schema.claim:
            for report in alive - here:
                yield Problem(report, f"it stands without a {table.name}")


def _times(connection: Connection) -> Iterator[Problem]:
    """Every interval of every table: it ends after it began, and neither is ahead of the clock."""
    last = last_instant(connection)
    for table in metadata.sorted_tables:
        if "recorded" not in table.c or "superseded" not in table.c:
            continue
        column = table.c["id"] if "id" in table.c else next(iter(table.primary_key.columns))
        column = table.c["report"] if "id" not in table.c and "report" in table.c else column
        query = select(column, table.c.recorded, table.c.superseded)
        for value, recorded, superseded in connection.execute(query):
            if superseded is not None and superseded < recorded:
                yield Problem(str(value), f"its {table.name} ended before it began")
            if last is not None and max(recorded, superseded or recorded) > last:
                yield Problem(str(value), f"its {table.name} is of after the last change")


def _ones(connection: Connection) -> Iterator[Problem]:
    """Nothing of which one may stand stands twice: no two live judgements, readings or datings."""
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if not index.unique or "superseded" not in table.c:
                continue
            columns = list(index.columns)
            query = (
                select(columns[0])
                .where(standing(table))
                .group_by(*columns)
                .having(func.count() > 1)
            )
            for value in connection.execute(query).scalars():
                yield Problem(str(value), f"more than one {table.name} of it stands")


def _version(connection: Connection) -> Iterator[Problem]:
    """Compare the last revision done with that of this schema."""
    done = list(connection.execute(select(schema.version.c.version_num)).scalars())
    if done != [migrations.revisions()[-1]]:
        yield Problem("record", f"its last revision is {', '.join(done) or 'none'}")


def _gaps(
    connection: Connection, table: Table, owner: Table, name: Column[str]
) -> Iterator[Problem]:
    """Find lists that do not go from 0 to their end without a gap."""
    (mine,) = (column for column in table.c if column.foreign_keys)
    ordinal, owned = table.c.ordinal, owner.c.key == mine
    query = (
        select(name)
        .join_from(table, owner, owned)
        .group_by(name, mine)
        .having((func.min(ordinal) != 0) | (func.max(ordinal) != func.count() - 1))
    )
    for value in connection.execute(query).scalars():
        yield Problem(str(value), f"a piece of its {table.name} is missing")


def _lists(connection: Connection) -> Iterator[Problem]:
    """Every list of evidence or blocks is whole."""
    yield from _gaps(connection, schema.evidence, schema.claim, schema.claim.c.id)
    yield from _gaps(connection, schema.block, schema.edition, schema.edition.c.report)


TABLES = (_orphans, _intervals, _times, _ones, _version, _lists)
"""The checks, each a function of a connection that yields problems."""
