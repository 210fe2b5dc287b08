"""Check: prove a record, row by row; nothing is mended here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Table, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import EvidenceError, RecordFormatError
from servanda.model.entity import Statement
from servanda.model.ids import digest, sha256_text
from servanda.store import schema
from servanda.store.all_tables import metadata
from servanda.store.check_rows import derived, lists, words
from servanda.store.clock import last_instant
from servanda.store.row_mapping import StoredClaim, dating_from_plain, load_claims
from servanda.store.schema import standing
from servanda.store.session import Store

__all__ = ["Problem", "check"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One entity that is wrong: what (an id or a name), and why."""

    what: str
    why: str


def check(store: Store) -> list[Problem]:
    """Return all that is wrong with the record, sorted; an empty list where it is sound."""
    found: list[Problem] = []
    with store.reading() as connection:
        for proof in _PROOFS:
            try:
                found.extend(proof(connection))
            except RecordFormatError as error:  # a cell that cannot be read at all
                found.append(Problem(error.subject, error.reason))
        texts = connection.execute(select(func.count()).select_from(schema.text)).scalar_one()
        indexed = store.dialect.indexed(connection)
        found.extend(Problem("database", why) for why in store.dialect.defects(connection))
    if texts != indexed:
        found.append(Problem("search", f"{indexed} of {texts} texts are in the index"))
    return sorted(set(found))


def _texts(connection: Connection) -> Iterator[Problem]:
    """Every text's hash, every report's id, every block within its text."""
    text, report, edition, block = schema.text, schema.report, schema.edition, schema.block
    lengths: dict[str, int] = {}
    for row in connection.execute(select(text.c.sha256, text.c.content)):
        lengths[row.sha256] = len(row.content)
        if sha256_text(row.content) != row.sha256:
            yield Problem(row.sha256, "the text is not the one this hash was made of")
    for row in connection.execute(select(report)).all():
        if row.sha256 not in lengths:
            yield Problem(row.name, "its text is missing")
        if row.id != digest("r", row.name, row.sha256):
            yield Problem(row.name, "its id is not the hash of its name and text")
    query = (
        select(report.c.name, report.c.sha256, block.c.start, block.c.end)
        .join_from(block, edition, block.c.edition == edition.c.key)
        .join(report, report.c.id == edition.c.report)
    )
    for name, sha256, start, end in connection.execute(query):
        if not 0 <= start <= end <= lengths.get(sha256, end):
            yield Problem(name, f"a block at {start}..{end} lies outside the text")


def _claims(connection: Connection) -> Iterator[Problem]:
    """Every claim, standing or closed: its evidence, word for word, in its report's text."""
    claim, report, text = schema.claim, schema.report, schema.text
    texts = (
        select(report.c.id, text.c.content)
        .join_from(report, text, text.c.sha256 == report.c.sha256)
        .order_by(report.c.id)
    )
    for row in connection.execute(texts):
        try:
            stored = load_claims(connection, claim.c.report == row.id)
        except RecordFormatError as error:
            yield Problem(error.subject, error.reason)
            continue
        for one in stored:
            yield from _evidence(one, row.content)


def _evidence(one: StoredClaim, content: str) -> Iterator[Problem]:
    if not one.claim.evidence:
        yield Problem(one.claim.id, "it has no evidence")
        return
    for evidence in one.claim.evidence:
        try:
            evidence.verify(content)
        except EvidenceError as error:
            yield Problem(one.claim.id, error.reason)
    first = one.claim.evidence[0]
    body = one.claim.body
    identity = digest("c", one.claim.report, body.kind, repr(body), first.start, first.end)
    if identity != one.claim.id:
        yield Problem(one.claim.id, "its id is not the hash of what it says")


def _statements(connection: Connection) -> Iterator[Problem]:
    """Every statement's claim, and its id."""
    table, claim = schema.statement, schema.claim
    query = select(
        table, claim.c.id.label("claim_id"), claim.c.superseded.label("claim_superseded")
    ).join_from(table, claim, table.c.claim == claim.c.key, isouter=True)
    for row in connection.execute(query).mappings():
        if row["claim_id"] is None:
            yield Problem(row["id"], "it rests on a claim that is not there")
            continue
        made = Statement.identity(row["subject"], row["property"], row["value"], row["claim_id"])
        if made != row["id"]:
            yield Problem(row["id"], "its id is not the hash of what it says")
        if row["superseded"] is None and row["claim_superseded"] is not None:
            yield Problem(row["id"], "it stands, but its claim does not")


def _datings(connection: Connection) -> Iterator[Problem]:
    """Every dating can be read, and its first and last day are those that queries use."""
    for row in connection.execute(select(schema.dating)).all():
        when = dating_from_plain(row.dating).when
        days = (when.earliest, when.latest) if when else (None, None)
        if days != (row.earliest, row.latest):
            yield Problem(row.report, "its dating and the days it is sorted by differ")


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
            yield Problem(f"{table.name} of {value}", f"no {other.name} goes with it")


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


def _words(connection: Connection) -> Iterator[Problem]:
    """Every decision, score and grade."""
    yield from (Problem(*fault) for fault in words(connection))


def _lists(connection: Connection) -> Iterator[Problem]:
    """Every list whole, and what is told twice told alike."""
    yield from (Problem(*fault) for fault in lists(connection))


def _derived(connection: Connection) -> Iterator[Problem]:
    """Whatever is derived follows from reports and claims that stand."""
    yield from (Problem(*fault) for fault in derived(connection))


_PROOFS = (
    _texts,
    _claims,
    _statements,
    _datings,
    _orphans,
    _intervals,
    _times,
    _ones,
    _lists,
    _words,
    _derived,
)
