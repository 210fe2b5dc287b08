"""The one writer: a report with its claims and statements, stored whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.engine import Connection

from servanda.errors import EvidenceError, NotFoundError, UndecodableError, UsageError
from servanda.model.addition import is_added
from servanda.model.claim import Claim
from servanda.model.ids import digest, sha256_text
from servanda.model.report import Dating, Report
from servanda.model.time import When
from servanda.store import schema
from servanda.store.claim_times import Resolver, countries, resolve_times
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.row_mapping import (
    StoredClaim,
    block_values,
    claim_values,
    dating_from_plain,
    dating_values,
    edition_values,
    evidence_values,
    load_blocks,
    load_claims,
)
from servanda.store.schema import standing
from servanda.store.schema_proposals import proposal
from servanda.store.statement_cells import cells

__all__ = [
    "add_claims",
    "add_statements",
    "close",
    "prove",
    "put_report",
    "redate",
    "retract",
    "statement_values",
    "update_claims",
    "update_statements",
]


def close(connection: Connection, table: Table, keys: Sequence[int], at: datetime) -> bool:
    """Close the intervals of these rows."""
    if not keys:
        return False
    for part in parts(keys):
        connection.execute(update(table).where(table.c.key.in_(part)).values(superseded=at))
    return True


def update_claims(
    connection: Connection, report: str, claims: Sequence[Claim], at: datetime
) -> bool:
    """Let just these claims of a report stand; return whether that changed any."""
    table = schema.claim
    wanted = {claim.id: claim for claim in reversed(claims)}  # of equal ones the first
    read = [claim for claim in wanted.values() if not is_added(claim)]
    whose = {
        **countries(wanted.values()),
        **countries(read),
    }  # what persons add says nothing of others
    kept: set[str] = set()
    gone: list[int] = []
    for one in load_claims(connection, table.c.report == report, standing(table)):
        new = wanted.get(one.claim.id)
        if new == one.claim and whose[one.claim.id] == one.country:
            kept.add(one.claim.id)
        else:
            gone.append(one.key)
    if gone:
        _close_statements(connection, gone, at)
        close(connection, table, gone, at)
    fresh = [claim for claim in wanted.values() if claim.id not in kept]
    add_claims(connection, fresh, whose, at)
    return bool(gone or fresh)


def add_claims(
    connection: Connection, claims: Sequence[Claim], whose: Mapping[str, str | None], at: datetime
) -> list[StoredClaim]:
    """Add claims that do not stand yet, with their evidence; return them as they are stored."""
    if not claims:
        return []
    table = schema.claim
    rows: list[dict[str, Any]] = [
        {"recorded": at, **claim_values(claim, whose[claim.id])} for claim in claims
    ]
    added = connection.execute(insert(table).returning(table.c.id, table.c.key), rows)
    keys = {row.id: row.key for row in added}
    spans = [{"claim": keys[claim.id], **one} for claim in claims for one in evidence_values(claim)]
    connection.execute(insert(schema.evidence), spans)
    return [StoredClaim(keys[claim.id], claim, whose[claim.id]) for claim in claims]


def add_statements(
    connection: Connection,
    stored: Sequence[StoredClaim],
    published: When | None,
    at: datetime,
    resolver: Resolver,
) -> None:
    """Add the statements that follow from claims just added."""
    rows = {row["id"]: row for one in stored for row in statement_values(one, published, resolver)}
    if rows:
        connection.execute(
            insert(schema.statement), [{"recorded": at, **row} for row in rows.values()]
        )


def _close_statements(connection: Connection, claims: Sequence[int], at: datetime) -> None:
    table = schema.statement
    for part in parts(claims):
        rows = (table.c.claim.in_(part), standing(table))
        connection.execute(update(table).where(*rows).values(superseded=at))


def update_statements(
    connection: Connection, report: str, at: datetime, resolver: Resolver
) -> bool:
    """Make the standing statements of a report follow from its claims and its dating."""
    claim, table, dating = schema.claim, schema.statement, schema.dating
    query = select(dating.c.dating).where(dating.c.report == report, standing(dating))
    published = dating_from_plain(connection.execute(query).scalar_one()).when
    stored = load_claims(connection, claim.c.report == report, standing(claim))
    wanted = {
        row["id"]: row for one in stored for row in statement_values(one, published, resolver)
    }
    gone: list[int] = []
    for old in _standing_statements(connection, [one.key for one in stored]):
        new = wanted.get(old["id"])
        if new is not None and all(old[name] == value for name, value in new.items()):
            del wanted[old["id"]]
        else:
            gone.append(old["key"])
    close(connection, table, gone, at)
    if wanted:
        connection.execute(insert(table), [{"recorded": at, **row} for row in wanted.values()])
    return bool(gone or wanted)


def _standing_statements(connection: Connection, claims: Sequence[int]) -> list[Mapping[str, Any]]:
    """Return the rows of the statements that stand of some claims, by their keys."""
    table = schema.statement
    return [
        dict(row)
        for part in parts(claims)
        for row in connection.execute(
            select(table).where(table.c.claim.in_(part), standing(table))
        ).mappings()
    ]


def statement_values(
    one: StoredClaim, published: When | None, resolver: Resolver
) -> list[dict[str, Any]]:
    """Write the statements that follow from a claim of a report published then."""
    times = dict(resolve_times(one.claim.body, published, one.country, resolver).days)
    return [
        {
            "id": cell.identity(one.claim.id),
            "claim": one.key,
            "subject": cell.subject,
            "property": cell.property,
            "value": cell.value,
            "valid_start": cell.valid.start if cell.valid else None,
            "valid_end": cell.valid.end if cell.valid else None,
            "reported_start": published.start if published else None,
            "reported_end": published.end if published else None,
        }
        for cell in cells(one.claim, times, published)
    ]


def prove(report: Report, claims: Iterable[Claim]) -> None:
    """Raise EvidenceError or UsageError unless report, text, claims and evidence fit together.

    Raises UndecodableError where a word holds what no database keeps as text.
    """
    for value in (report.text.content, *edition_values(report).values()):
        if isinstance(value, str) and "\0" in value:
            reason = f"a NUL character at {value.index(chr(0))}"
            raise UndecodableError(report.name, reason, "correct the source")
    if sha256_text(report.text.content) != report.sha256:
        raise EvidenceError(report.name, "its text is not the one its hash was made of")
    if report.id != digest("r", report.name, report.sha256):
        raise UsageError(report.name, "its id is not the hash of its name and text")
    for claim in claims:
        if claim.report != report.id or any(one.report != report.id for one in claim.evidence):
            raise UsageError(claim.id, f"this claim is not one of report {report.name}")
        if not claim.evidence:
            raise EvidenceError(claim.id, "a claim needs evidence")
        for one in claim.evidence:
            one.verify(report.text.content)


def put_report(
    connection: Connection,
    dialect: Dialect,
    report: Report,
    claims: Sequence[Claim],
    *,
    at: datetime,
    reader: str,
    resolver: Resolver,
) -> bool:
    """Put a report as `reader` read it; return whether that changed anything.

    An older report of that name with another text is retracted, with all that rests on it.
    Raises UndecodableError where its words cannot be stored as text.
    """
    try:
        if _is_first(connection, report.name):
            _put_first(connection, dialect, report, claims, at, reader, resolver)
            return True
        changed = _retract_others(connection, report, at)
        changed |= _update_edition(connection, dialect, report, at)
        changed |= update_claims(connection, report.id, claims, at)
        changed |= update_statements(connection, report.id, at, resolver)
        changed |= _update_reading(connection, report.id, reader, at)
    except UnicodeEncodeError as error:
        reason = f"half a character at {error.start} (a lone surrogate)"
        raise UndecodableError(report.name, reason, "correct the source") from error
    return changed


def _is_first(connection: Connection, name: str) -> bool:
    """Whether the record never held a report of this name, so that there is nothing to compare."""
    table = schema.report
    query = select(table.c.id).where(table.c.name == name).limit(1)
    return connection.execute(query).first() is None


def _put_first(
    connection: Connection,
    dialect: Dialect,
    report: Report,
    claims: Sequence[Claim],
    at: datetime,
    reader: str,
    resolver: Resolver,
) -> None:
    """Put a report of a name that is new to the record: the common case, without look-ups."""
    _add_text(connection, dialect, report)
    _add_edition(connection, report, at)
    values = dating_values(report.id, report.dating)
    connection.execute(insert(schema.dating).values(recorded=at, **values))
    wanted = {claim.id: claim for claim in reversed(claims)}
    stored = add_claims(connection, list(wanted.values()), countries(wanted.values()), at)
    add_statements(connection, stored, report.dating.when, at, resolver)
    connection.execute(insert(schema.reading).values(report=report.id, reader=reader, recorded=at))


def redate(
    connection: Connection, report: str, dating: Dating, *, at: datetime, resolver: Resolver
) -> bool:
    """Hold another dating of a report from now on; return whether it is another one.

    The older one is kept. Raises NotFoundError where no such report stands.
    """
    table = schema.edition
    query = select(table.c.name).where(table.c.report == report, standing(table))
    if connection.execute(query).scalar_one_or_none() is None:
        raise NotFoundError(report, "the record has no such report")
    if not _update_dating(connection, report, dating, at):
        return False
    update_statements(connection, report, at, resolver)
    return True


def retract(connection: Connection, report: str, at: datetime) -> None:
    """Let a report stand no more, nor anything that rests on it; all of it stays reachable."""
    claims = select(schema.claim.c.key).where(schema.claim.c.report == report)
    statement = schema.statement
    mine = (statement.c.claim.in_(claims), standing(statement))
    connection.execute(update(statement).where(*mine).values(superseded=at))
    for one in (schema.claim, schema.dating, schema.reading, schema.edition, proposal):
        rows = (one.c.report == report, standing(one))
        connection.execute(update(one).where(*rows).values(superseded=at))


def _retract_others(connection: Connection, report: Report, at: datetime) -> bool:
    table = schema.edition
    query = select(table.c.report).where(
        table.c.name == report.name, table.c.report != report.id, standing(table)
    )
    others = list(connection.execute(query).scalars())
    for other in others:
        retract(connection, other, at)
    return bool(others)


def _update_edition(connection: Connection, dialect: Dialect, report: Report, at: datetime) -> bool:
    table = schema.edition
    values, blocks = edition_values(report), block_values(report.text.blocks)
    query = select(table).where(table.c.report == report.id, standing(table))
    old = connection.execute(query).mappings().one_or_none()
    if old is not None:
        keys = select(table.c.key).where(table.c.key == old["key"])
        stored = block_values(load_blocks(connection, keys).get(old["key"], ()))
        if stored == blocks and all(old[name] == value for name, value in values.items()):
            return False
        close(connection, table, [old["key"]], at)
    else:
        _add_text(connection, dialect, report)
    _add_edition(connection, report, at)
    if old is None or old["dating"] != values["dating"]:
        _update_dating(connection, report.id, report.dating, at)
    return True


def _add_edition(connection: Connection, report: Report, at: datetime) -> None:
    table = schema.edition
    values, blocks = edition_values(report), block_values(report.text.blocks)
    added = connection.execute(insert(table).values(recorded=at, **values).returning(table.c.key))
    key = added.scalar_one()
    if blocks:
        connection.execute(insert(schema.block), [{"edition": key, **one} for one in blocks])


def _add_text(connection: Connection, dialect: Dialect, report: Report) -> None:
    text, table = schema.text, schema.report
    found = select(text.c.key).where(text.c.sha256 == report.sha256)
    if connection.execute(found).scalar_one_or_none() is None:
        content = report.text.content
        new = insert(text).values(sha256=report.sha256, content=content).returning(text.c.key)
        dialect.index_texts(connection, [(connection.execute(new).scalar_one(), content)])
    known = select(table.c.id).where(table.c.id == report.id)
    if connection.execute(known).scalar_one_or_none() is None:
        values = {"id": report.id, "name": report.name, "sha256": report.sha256}
        connection.execute(insert(table).values(values))


def _update_dating(connection: Connection, report: str, dating: Dating, at: datetime) -> bool:
    table, values = schema.dating, dating_values(report, dating)
    query = select(table.c.key, table.c.dating).where(table.c.report == report, standing(table))
    old = connection.execute(query).one_or_none()
    if old is not None:
        if old.dating == values["dating"]:
            return False
        close(connection, table, [old.key], at)
    connection.execute(insert(table).values(recorded=at, **values))
    return True


def _update_reading(connection: Connection, report: str, reader: str, at: datetime) -> bool:
    table = schema.reading
    query = select(table.c.key, table.c.reader).where(table.c.report == report, standing(table))
    old = connection.execute(query).one_or_none()
    if old is not None:
        if old.reader == reader:
            return False
        close(connection, table, [old.key], at)
    connection.execute(insert(table).values(report=report, reader=reader, recorded=at))
    return True
