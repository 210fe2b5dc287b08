"""What a report tells, kept: its claims, and the statements that follow from them.

Both compare what is to stand with what stands; rows that differ are closed and made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select, update
from sqlalchemy.engine import Connection

from servanda.model.claims import Claim
from servanda.model.when import When
from servanda.record import schema
from servanda.record.resolve import Resolver, countries, resolve_times
from servanda.record.rows import (
    StoredClaim,
    claim_values,
    dating_from_plain,
    evidence_values,
    load_claims,
)
from servanda.record.schema import standing
from servanda.record.statements import cells

__all__ = ["add_claims", "add_statements", "close", "keep_claims", "keep_statements"]

_PART = 500  # databases bound the number of parameters


def close(connection: Connection, table: Table, keys: Sequence[int], at: datetime) -> bool:
    """Close the intervals of these rows."""
    if not keys:
        return False
    for start in range(0, len(keys), _PART):
        part = keys[start : start + _PART]
        connection.execute(update(table).where(table.c.key.in_(part)).values(superseded=at))
    return True


def keep_claims(connection: Connection, report: str, claims: Sequence[Claim], at: datetime) -> bool:
    """Let just these claims of a report stand; return whether that changed any."""
    table = schema.claim
    wanted = {claim.id: claim for claim in reversed(claims)}  # of equal ones the first
    whose = countries(wanted.values())
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
    rows = {row["id"]: row for one in stored for row in _rows(one, published, resolver)}
    if rows:
        connection.execute(
            insert(schema.statement), [{"recorded": at, **row} for row in rows.values()]
        )


def _close_statements(connection: Connection, claims: Sequence[int], at: datetime) -> None:
    table = schema.statement
    for start in range(0, len(claims), _PART):
        part = claims[start : start + _PART]
        rows = (table.c.claim.in_(part), standing(table))
        connection.execute(update(table).where(*rows).values(superseded=at))


def keep_statements(connection: Connection, report: str, at: datetime, resolver: Resolver) -> bool:
    """Make the standing statements of a report follow from its claims and its dating."""
    claim, table, dating = schema.claim, schema.statement, schema.dating
    query = select(dating.c.dating).where(dating.c.report == report, standing(dating))
    published = dating_from_plain(connection.execute(query).scalar_one()).when
    stored = load_claims(connection, claim.c.report == report, standing(claim))
    wanted = {row["id"]: row for one in stored for row in _rows(one, published, resolver)}
    mine = select(claim.c.key).where(claim.c.report == report, standing(claim))
    gone: list[int] = []
    olds = connection.execute(select(table).where(table.c.claim.in_(mine), standing(table)))
    for old in olds.mappings().all():
        new = wanted.get(old["id"])
        if new is not None and all(old[name] == value for name, value in new.items()):
            del wanted[old["id"]]
        else:
            gone.append(old["key"])
    close(connection, table, gone, at)
    if wanted:
        connection.execute(insert(table), [{"recorded": at, **row} for row in wanted.values()])
    return bool(gone or wanted)


def _rows(one: StoredClaim, published: When | None, resolver: Resolver) -> list[dict[str, Any]]:
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
