"""Check of lists and of what is told twice: no member is missing, and both tellings agree."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, func, select
from sqlalchemy.engine import Connection

from servanda.errors import RecordFormatError
from servanda.model.report import BlockKind
from servanda.record import migrations, schema
from servanda.record.decisions_rows import TABLES
from servanda.record.rows import dating_from_plain
from servanda.record.schema_decisions import undo

__all__ = ["lists"]

Fault = tuple[str, str]


def lists(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with numbered rows and with cells told twice, as pairs of an id and why."""
    yield from _version(connection)
    yield from _gaps(connection, schema.evidence, schema.claim, schema.claim.c.id)
    yield from _gaps(connection, schema.block, schema.edition, schema.edition.c.report)
    yield from _kinds(connection)
    yield from _places(connection)
    yield from _undone(connection)


def _version(connection: Connection) -> Iterator[Fault]:
    """Compare the last revision with the schema's number."""
    done = list(connection.execute(select(schema.version.c.version_num)).scalars())
    if done != [migrations.revisions()[-1]]:
        yield "record", f"its last revision is told to be {', '.join(done) or 'none'}"


def _gaps(connection: Connection, table: Table, owner: Table, name: Column[str]) -> Iterator[Fault]:
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
        yield str(value), f"a piece of its {table.name} is missing"


def _kinds(connection: Connection) -> Iterator[Fault]:
    """Read what the other checks have no need to: kinds of block, and dates as first read."""
    block, edition = schema.block, schema.edition
    foreign = block.c.kind.not_in([one.value for one in BlockKind])
    query = select(edition.c.report, block.c.kind).join_from(
        block, edition, block.c.edition == edition.c.key
    )
    for report, kind in connection.execute(query.where(foreign).distinct()):
        yield report, f"no block is of kind {kind!r}"
    for report, dating in connection.execute(select(edition.c.report, edition.c.dating)):
        try:
            dating_from_plain(dating)
        except RecordFormatError as error:
            yield report, error.reason


def _places(connection: Connection) -> Iterator[Fault]:
    """Compare a claim's place with where its first evidence starts."""
    claim, evidence = schema.claim, schema.evidence
    first = (evidence.c.claim == claim.c.key) & (evidence.c.ordinal == 0)
    query = select(claim.c.id).join_from(claim, evidence, first)
    for value in connection.execute(query.where(claim.c.place != evidence.c.start)).scalars():
        yield value, "its place is not where its first evidence starts"


def _undone(connection: Connection) -> Iterator[Fault]:
    """Compare when a word was taken back with until when it stood."""
    for table in TABLES:
        query = select(table.c.id).join_from(table, undo, undo.c.word == table.c.id)
        for value in connection.execute(
            query.where(table.c.superseded != undo.c.recorded)
        ).scalars():
            yield value, "when it was taken back is told in two ways"
