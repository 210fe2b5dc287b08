"""Many new reports at once: their rows are made first and then written table by table.

What a report comes to is the same as when it is put alone (`servanda.store.writer.put_report`): the
same rows, with the same keys in the same order, under an instant of its own. Only the number of
statements sent to the database differs: a dozen for all of them, not for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from servanda.errors import UndecodableError
from servanda.model.claim import Claim
from servanda.model.report import Report
from servanda.store import schema
from servanda.store.claim_times import Resolver, countries
from servanda.store.clock import Change, instant
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.row_mapping import (
    StoredClaim,
    block_values,
    claim_values,
    dating_values,
    edition_values,
    evidence_values,
)
from servanda.store.writer import put_report, statement_values

__all__ = ["Arrival", "put_in_order"]


_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report with its claims, and the instant at which the record learns of it."""

    report: Report
    claims: Sequence[Claim]
    at: datetime


@dataclass(slots=True)
class _Rows:
    """Rows for the tables."""

    report: list[dict[str, Any]] = field(default_factory=list)
    edition: list[dict[str, Any]] = field(default_factory=list)
    block: list[dict[str, Any]] = field(default_factory=list)
    dating: list[dict[str, Any]] = field(default_factory=list)
    claim: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    statement: list[dict[str, Any]] = field(default_factory=list)
    reading: list[dict[str, Any]] = field(default_factory=list)

    def written(self) -> tuple[tuple[Table, list[dict[str, Any]]], ...]:
        """Pair tables with their rows, each after those that it refers to."""
        return (
            (schema.report, self.report),
            (schema.edition, self.edition),
            (schema.block, self.block),
            (schema.dating, self.dating),
            (schema.claim, self.claim),
            (schema.evidence, self.evidence),
            (schema.statement, self.statement),
            (schema.reading, self.reading),
        )


def put_in_order(
    change: Change,
    dialect: Dialect,
    arrivals: Sequence[Arrival],
    *,
    reader: str,
    resolver: Resolver,
) -> None:
    """Put reports within one change, each under an instant of its own; its end is the last of them.

    Raises UndecodableError where words cannot be stored as text; then nothing is to be kept.
    """
    connection = change.connection
    known = _known_names(connection, {one.report.name for one in arrivals})
    least = change.at
    for is_new, group in _runs(arrivals, known):
        if is_new:
            timed = []
            for one in group:
                timed.append(replace(one, at=max(instant(one.at), least)))
                least = timed[-1].at + _LEAST
            _put_new(connection, dialect, timed, reader, resolver)
            change.at, change.made = timed[-1].at, True
            continue
        for one in group:
            at = max(instant(one.at), least)
            if put_report(
                connection, dialect, one.report, one.claims, at=at, reader=reader, resolver=resolver
            ):
                least = at + _LEAST
                change.at, change.made = at, True


def _runs(arrivals: Sequence[Arrival], known: set[str]) -> Iterator[tuple[bool, list[Arrival]]]:
    """Cut arrivals where those of a new name and those of a known one meet."""
    seen = set(known)
    run: list[Arrival] = []
    was_new = True
    for one in arrivals:
        is_new = one.report.name not in seen
        seen.add(one.report.name)
        if run and is_new != was_new:
            yield was_new, run
            run = []
        was_new = is_new
        run.append(one)
    if run:
        yield was_new, run


def _known_names(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return which of these names any report ever had."""
    table = schema.report
    known: set[str] = set()
    for part in parts(names):
        found = select(table.c.name).where(table.c.name.in_(part))
        known.update(connection.execute(found).scalars())
    return known


def _put_new(
    connection: Connection,
    dialect: Dialect,
    arrivals: Sequence[Arrival],
    reader: str,
    resolver: Resolver,
) -> None:
    """Put reports whose names are new to the record, and differ, with all their claims."""
    wanted = [_distinct(one.claims) for one in arrivals]
    next_edition = _numbers(connection, dialect, schema.edition, len(arrivals))
    next_claim = _numbers(connection, dialect, schema.claim, sum(map(len, wanted)))
    rows = _Rows()
    for arrival, claims in zip(arrivals, wanted, strict=True):
        _add_report(rows, arrival, next_edition(), reader)
        _add_claims(rows, arrival, claims, next_claim, resolver)
    try:
        _write_texts(connection, dialect, arrivals)
        for table, found in rows.written():
            if found:
                dialect.insert(connection, table, found)
    except UnicodeEncodeError as error:
        reason = f"half a character at {error.start} (a lone surrogate)"
        named = ", ".join(one.report.name for one in arrivals)
        raise UndecodableError(named, reason, "correct the source") from error


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Leave out claims that are there twice, of equal ones all but the first."""
    return list({claim.id: claim for claim in reversed(claims)}.values())


def _numbers(
    connection: Connection, dialect: Dialect, table: Table, count: int
) -> Callable[[], int]:
    """Take so many keys of a table, ascending; return what gives them one by one."""
    return iter(dialect.numbers(connection, table, count) if count else ()).__next__


def _add_report(rows: _Rows, arrival: Arrival, key: int, reader: str) -> None:
    report, at = arrival.report, arrival.at
    rows.report.append({"id": report.id, "name": report.name, "sha256": report.sha256})
    rows.edition.append({"key": key, "recorded": at, **edition_values(report)})
    rows.block += [{"edition": key, **one} for one in block_values(report.text.blocks)]
    rows.dating.append({"recorded": at, **dating_values(report.id, report.dating)})
    rows.reading.append({"report": report.id, "reader": reader, "recorded": at})


def _add_claims(
    rows: _Rows,
    arrival: Arrival,
    claims: list[Claim],
    number: Callable[[], int],
    resolver: Resolver,
) -> None:
    whose = countries(claims)
    published = arrival.report.dating.when
    cells: dict[str, dict[str, Any]] = {}
    for claim in claims:
        country = whose[claim.id]
        key = number()
        rows.claim.append({"key": key, "recorded": arrival.at, **claim_values(claim, country)})
        rows.evidence += [{"claim": key, **one} for one in evidence_values(claim)]
        for row in statement_values(StoredClaim(key, claim, country), published, resolver):
            cells[row["id"]] = {"recorded": arrival.at, **row}
    rows.statement += cells.values()


def _write_texts(connection: Connection, dialect: Dialect, arrivals: Sequence[Arrival]) -> None:
    """Write the texts that the record does not have, each once, and index their words."""
    contents = {one.report.sha256: one.report.text.content for one in arrivals}
    table = schema.text
    for part in parts(list(contents)):
        there = select(table.c.sha256).where(table.c.sha256.in_(part))
        for sha256 in connection.execute(there).scalars():
            del contents[sha256]
    if not contents:
        return
    keys = dialect.numbers(connection, table, len(contents))
    rows = [
        {"key": key, "sha256": sha256, "content": content}
        for key, (sha256, content) in zip(keys, contents.items(), strict=True)
    ]
    dialect.insert(connection, table, rows)
    dialect.index_texts(connection, list(zip(keys, contents.values(), strict=True)))
