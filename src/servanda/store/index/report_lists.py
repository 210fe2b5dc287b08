"""Lists of reports without their texts: the newest first, a part at a time, with what is in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.model.ids import ClaimId, EntityId
from servanda.model.report import Dating
from servanda.store import schema
from servanda.store.columns import parts
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing
from servanda.store.schema_index import entity, entity_claim

__all__ = [
    "ReportLine",
    "SourceCount",
    "load_first_claims",
    "load_lines",
    "load_newest",
    "load_sources",
]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list: what is known of it besides its text, and how many claims it has by kind.

    `key` grows with every report recorded.
    """

    key: int
    id: str
    name: str
    title: str | None
    publisher: str | None
    wire: str | None
    relevant: bool
    because: str | None
    recorded: datetime
    dating: Dating
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A publisher with a wire: how many reports, the first and last day of them as text."""

    publisher: str | None
    wire: str | None
    reports: int
    relevant: int
    first: str | None
    last: str | None


def load_newest(
    connection: Connection, most: int, *, before: int | None = None, after: int | None = None
) -> list[str]:
    """Return the ids of the reports recorded last, the newest first, between two keys."""
    edition = schema.edition
    query = select(edition.c.report).where(standing(edition))
    if before is not None:
        query = query.where(edition.c.key < before)
    if after is not None:
        query = query.where(edition.c.key > after)
    return list(connection.execute(query.order_by(edition.c.key.desc()).limit(most)).scalars())


def load_newest_among(connection: Connection, reports: Collection[str], most: int) -> list[str]:
    """Return those of some reports that were recorded last, the newest first."""
    edition = schema.edition
    found: list[tuple[int, str]] = []
    for part in parts(sorted(reports)):
        query = select(edition.c.key, edition.c.report).where(
            edition.c.report.in_(part), standing(edition)
        )
        found += [(row.key, row.report) for row in connection.execute(query)]
    return [report for _, report in sorted(found, reverse=True)[:most]]


def load_lines(connection: Connection, reports: Collection[str]) -> list[ReportLine]:
    """Return some reports by their ids, the newest first."""
    edition, dating, claim = schema.edition, schema.dating, schema.claim
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    found = []
    for part in parts(sorted(reports)):
        # Added to nothing, so that a database looks for the reports, not for all of a kind.
        by_kind = (
            select(claim.c.report, claim.c.kind, func.count())
            .where(claim.c.report.in_(part), standing(claim))
            .group_by(claim.c.report, claim.c.kind)
        )
        for report, kind, count in connection.execute(by_kind):
            counts[report][kind] = count
        query = (
            select(edition, dating.c.dating.label("dated"))
            .join_from(edition, dating, dating.c.report == edition.c.report)
            .where(edition.c.report.in_(part), standing(edition), standing(dating))
        )
        found += [
            ReportLine(
                row["key"],
                row["report"],
                row["name"],
                row["title"],
                row["publisher"],
                row["wire"],
                bool(row["relevant"]),
                row["because"],
                row["recorded"],
                dating_from_plain(row["dated"]),
                counts[row["report"]],
            )
            for row in connection.execute(query).mappings()
        ]
    return sorted(found, key=lambda line: -line.key)


def load_first_claims(connection: Connection, reports: Collection[str]) -> dict[ClaimId, EntityId]:
    """Return the claims of some reports that were the first recorded about an entity, with that."""
    claim = schema.claim
    found: dict[ClaimId, EntityId] = {}
    for part in parts(sorted(reports)):
        mine = (
            select(entity_claim.c.entity)
            .join_from(entity_claim, claim, claim.c.key == entity_claim.c.claim)
            .where(claim.c.report.in_(part), standing(claim))
        )
        first = (
            select(entity_claim.c.entity, func.min(entity_claim.c.claim).label("claim"))
            .where(entity_claim.c.entity.in_(mine))
            .group_by(entity_claim.c.entity)
            .subquery()
        )
        query = (
            select(claim.c.id, entity.c.id.label("about"))
            .join_from(first, claim, claim.c.key == first.c.claim)
            .join(entity, entity.c.key == first.c.entity)
            .where(claim.c.report.in_(part))
        )
        found |= {ClaimId(row.id): EntityId(row.about) for row in connection.execute(query)}
    return found


def load_sources(connection: Connection) -> list[SourceCount]:
    """Count the reports of every publisher and wire; goes through all reports, without their texts."""
    edition, dating = schema.edition, schema.dating
    query = (
        select(
            edition.c.publisher,
            edition.c.wire,
            func.count(),
            func.sum(edition.c.relevant),
            func.min(dating.c.earliest),
            func.max(dating.c.earliest),
        )
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(standing(edition), standing(dating))
        .group_by(edition.c.publisher, edition.c.wire)
    )
    return [
        SourceCount(row[0], row[1], row[2], int(row[3] or 0), _day(row[4]), _day(row[5]))
        for row in connection.execute(query)
    ]


def _day(value: object) -> str | None:
    return None if value is None else str(value)[:10]
