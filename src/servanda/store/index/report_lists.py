"""Reports without their texts: listed, the newest first, a part at a time; and counted by their days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.model.ids import ClaimId, EntityId
from servanda.model.report import Dating
from servanda.store import schema
from servanda.store.columns import Day, parts
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing
from servanda.store.schema_index import entity, entity_claim

__all__ = [
    "DayCount",
    "ReportLine",
    "SourceCount",
    "load_before",
    "load_claims_below",
    "load_day_counts",
    "load_first_claims",
    "load_latest",
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


def load_latest(connection: Connection, reports: Collection[str], most: int) -> list[str]:
    """Return those of some reports that are of the latest days; those without a date come last."""
    dating = schema.dating
    query = (
        select(dating.c.earliest, dating.c.report)
        .order_by(dating.c.earliest.desc().nulls_last(), dating.c.report)
        .limit(most)
    )
    groups = (query.where(standing(dating), dating.c.report.in_(part)) for part in parts(reports))
    found = [(row[0] or date.min, row[1]) for one in groups for row in connection.execute(one)]
    return [report for _, report in sorted(found, reverse=True)[:most]]


def load_claims_below(
    connection: Connection, confidence: float, reports: Collection[str]
) -> frozenset[ClaimId]:
    """Return the claims of some reports that are less sure than that, dates aside."""
    claim = schema.claim
    unsure = select(claim.c.id).where(
        standing(claim), claim.c.kind != "date", claim.c.confidence < confidence
    )
    groups = (claim.c.report.in_(part) for part in parts(sorted(reports)))
    return frozenset(
        ClaimId(one) for group in groups for one in connection.scalars(unsure.where(group))
    )


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


# -- counted by their days ---------------------------------------------------------------------


class DayCount(NamedTuple):
    """How many `reports` may be of the days from `first` to `last`; None where an end is not known."""

    first: date | None
    last: date | None
    reports: int


def load_day_counts(connection: Connection, first: date | None) -> tuple[int, list[DayCount]]:
    """Count the relevant reports from before a day, and the others by their days: see `Entities`.

    The irrelevant ones are counted for themselves, so that the many are counted by an index alone.
    """
    count, others = 0, Counter[tuple[date | None, date | None]]()
    for known, earliest, latest, number in connection.execute(*_counting(first)):
        if known or first is None or (latest is not None and latest < first):
            count += number
        else:
            others[earliest, latest] += number
    return count, [DayCount(*days, number) for days, number in others.items() if number > 0]


def _counting(first: date | None) -> tuple[CompoundSelect[Any], dict[str, date]]:
    """Return what counts reports by their days: all, and the irrelevant ones with a minus."""
    if first is None:
        return union_all(_COUNT_ALL, _MINUS), {}
    return union_all(_COUNT_BEFORE, _LATER, _ENDLESS, _MINUS), {"first": first}


def load_before(
    connection: Connection, names: Iterable[str], first: date | None
) -> frozenset[tuple[str, str]]:
    """Return id and name of those of some relevant reports that are from before a day: see `Entities`."""
    query = _NAMED if first is None else _NAMED_BEFORE
    given = {} if first is None else {"first": first}
    return frozenset(
        (report, name)
        for part in parts(names)
        for report, name in connection.execute(query, {"some": part, **given})
    )


_EDITION, _DATING = schema.edition, schema.dating
_FIRST = bindparam("first", type_=Day)
_OF_DAYS = (_DATING.c.earliest, _DATING.c.latest)
_KNOWN: ColumnElement[int] = literal_column("1")
_OPEN: ColumnElement[int] = literal_column("0")
_NOTHING = cast(null(), Day)
_COUNT_ALL = (
    select(_KNOWN.label("known"), _NOTHING, _NOTHING, func.count())
    .select_from(_DATING)
    .where(standing(_DATING))
)
_COUNT_BEFORE = _COUNT_ALL.where(_DATING.c.latest < _FIRST)
# The two apart, so that each looks at its part of the index alone.
_LATER, _ENDLESS = (
    select(_OPEN, *_OF_DAYS, func.count())
    .where(standing(_DATING), which)
    .group_by(_DATING.c.latest, _DATING.c.earliest)
    for which in (_DATING.c.latest >= _FIRST, _DATING.c.latest.is_(None))
)
_IRRELEVANT = select(_EDITION.c.report).where(
    standing(_EDITION), _EDITION.c.relevant == literal_column("0")
)
_MINUS = (
    select(_OPEN, *_OF_DAYS, -func.count())
    .where(standing(_DATING), _DATING.c.report.in_(_IRRELEVANT))
    .group_by(*_OF_DAYS)
)
_NAMED = (
    select(_EDITION.c.report, _EDITION.c.name)
    .join_from(_EDITION, _DATING, _DATING.c.report == _EDITION.c.report)
    .where(standing(_EDITION), standing(_DATING), _EDITION.c.relevant == 1)
    .where(_EDITION.c.name.in_(bindparam("some", expanding=True)))
)
_NAMED_BEFORE = _NAMED.where(_DATING.c.latest < _FIRST)
