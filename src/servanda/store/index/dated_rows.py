"""What is listed under the days it is of: the timeline's lines and reports, meetings around a day, counts by day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, func, select, type_coerce
from sqlalchemy.engine import Connection

from servanda.model.parties import PartyFilter
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import Day, parts
from servanda.store.index.day_lists import passing_sides
from servanda.store.index.entity_states import in_one, read_cells
from servanda.store.schema import standing
from servanda.store.schema_index import state

__all__ = [
    "load_around",
    "load_between",
    "load_counted",
    "load_dated",
    "load_dated_reports",
    "load_days",
    "load_days_of_reports",
    "load_in_time",
    "load_some_dated",
]


def load_around(
    connection: Connection, kind: str, day: date, most: int
) -> tuple[list[tuple[date, str, Any]], list[tuple[date, str, Any]]]:
    """Return the last ones held on or before `day`, and the next ones after it: see `Entities.around`.

    Those that are next must be reported by then, and not be cancelled.
    """
    given = {"kind": kind, "day": day, "most": most}
    past, ahead = (
        [(row[0], row[1], row[2]) for row in connection.execute(query, given)]
        for query in (_BEFORE, _AFTER)
    )
    return past, ahead


_KIND, _DAY = bindparam("kind", type_=Text), bindparam("day", type_=Day)
_MOST = bindparam("most", type_=Integer)
_BEFORE = (
    select(state.c.last, state.c.owner, state.c.cells)
    .where(state.c.kind == _KIND, state.c.last <= _DAY, state.c.status == "held")
    .order_by(state.c.last.desc(), state.c.owner.desc())
    .limit(_MOST)
)
_AFTER = (
    select(state.c.first, state.c.owner, state.c.cells)
    .where(state.c.kind == _KIND, state.c.first > _DAY, state.c.start <= _DAY)
    .where(state.c.status != "cancelled")
    .order_by(state.c.first, state.c.owner)
    .limit(_MOST)
)


def load_dated(
    connection: Connection, kinds: Collection[str], first: date, last: date
) -> list[tuple[str, str, Any]]:
    """Return owner, kind and cells of what may lie between two days, both included, of some kinds.

    Each must be listed in one state only.
    """
    given = {"kinds": sorted(kinds), "first": first, "last": last}
    text = connection.execute(in_one(_DATED), given).scalar_one()
    return [(owner, kind, cells) for owner, kind, cells in read_cells([text or ""])]


_FIRST, _UP_TO = bindparam("first", type_=Day), bindparam("last", type_=Day)
_DATED = select(state.c.owner, state.c.kind, type_coerce(state.c.cells, Text).label("cells")).where(
    state.c.kind.in_(bindparam("kinds", expanding=True)),
    state.c.first <= _UP_TO,
    state.c.last >= _FIRST,
)


def load_days(connection: Connection, kinds: Collection[str]) -> list[tuple[date, int]]:
    """Return the first days of what is listed in some lists, each with how many begin on it.

    What has no first day is counted under the calendar's own.
    """
    rows = connection.execute(_BY_FIRST_DAY, {"kinds": sorted(kinds)})
    return [(row[0], row[1]) for row in rows]


_BY_FIRST_DAY = (
    select(state.c.first, func.count())
    .where(state.c.kind.in_(bindparam("kinds", expanding=True)))
    .group_by(state.c.first)
)


def load_counted(
    connection: Connection, kinds: Collection[str], first: date, last: date, sides: PartyFilter
) -> list[tuple[str, date, int]]:
    """Count what is listed in some lists and begins between two days, both included, by list and day."""
    query = (
        select(state.c.kind, state.c.first, func.count())
        .where(state.c.kind.in_(sorted(kinds)))
        .where(state.c.first >= first, state.c.first <= last)
        .where(*passing_sides(sides))
        .group_by(state.c.kind, state.c.first)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def load_days_of_reports(connection: Connection) -> list[tuple[date, int]]:
    """Return the first possible days of the relevant reports, else the last, with how many are of each."""
    return [(row[0], row[1]) for row in connection.execute(_REPORTS_BY_DAY) if row[0]]


_REPORT_DAY = func.coalesce(schema.dating.c.earliest, schema.dating.c.latest, type_=Day)
_REPORTS_BY_DAY = (
    select(_REPORT_DAY, func.count())
    .join_from(schema.edition, schema.dating, schema.dating.c.report == schema.edition.c.report)
    .where(standing(schema.edition), standing(schema.dating), schema.edition.c.relevant == 1)
    .group_by(_REPORT_DAY)
)


def load_dated_reports(
    connection: Connection, first: date | None, last: date | None
) -> list[tuple[str, str, str | None, Any]]:
    """Return id, name, title and dating of the relevant reports that may be of these days.

    Without days, those that bear none too.
    """
    given = {name: day for name, day in (("first", first), ("last", last)) if day is not None}
    return _with_dates(connection.execute(_of_reports(frozenset(given)), given).all())


def load_some_dated(
    connection: Connection,
    reports: Collection[str],
    held: Held,
    first: date | None,
    last: date | None,
) -> list[tuple[str, str, str | None, Any]]:
    """Return what `load_dated_reports` does of some reports, as they stood."""
    given = {name: day for name, day in (("first", first), ("last", last)) if day is not None}
    query = _reports_held(held, frozenset(given))
    return [
        one
        for part in parts(sorted(reports))
        for one in _with_dates(
            connection.execute(query.where(schema.edition.c.report.in_(part)), given).all()
        )
    ]


def _with_dates(rows: Sequence[Any]) -> list[tuple[str, str, str | None, Any]]:
    if not rows:
        return []
    reports, names, titles, texts = zip(*rows, strict=True)
    return list(zip(reports, names, titles, read_cells(texts), strict=True))


@cache
def _of_reports(given: Collection[str]) -> Select[Any]:
    """Select the relevant reports with their dates; `given` are the names of the parameters."""
    return _reports_held(standing, given)


def _reports_held(held: Held, given: Collection[str]) -> Select[Any]:
    edition, dating = schema.edition, schema.dating
    dates = type_coerce(dating.c.dating, Text)
    query = (
        select(edition.c.report, edition.c.name, edition.c.title, dates)
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(held(edition), held(dating), edition.c.relevant == 1)
    )
    if "last" in given:
        query = query.where(dating.c.earliest.is_(None) | (dating.c.earliest <= _UP_TO))
    if "first" in given:
        query = query.where(dating.c.latest.is_(None) | (dating.c.latest >= _FIRST))
    if given:
        query = query.where(dating.c.earliest.is_not(None) | dating.c.latest.is_not(None))
    return query


def load_between(
    connection: Connection, kind: str, first: date, last: date
) -> list[tuple[date, str, Any]]:
    """Return day, owner and cells of what was held on one day from `first` to `last`."""
    given = {"kind": kind, "first": first, "last": last}
    return [(row[0], row[1], row[2]) for row in connection.execute(_BETWEEN, given)]


_BETWEEN = (
    select(state.c.first, state.c.owner, state.c.cells)
    .where(state.c.kind == _KIND, state.c.status == "held", state.c.first == state.c.last)
    .where(state.c.first >= _FIRST, state.c.first <= _UP_TO)
    .order_by(state.c.first, state.c.owner)
)


def load_in_time(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all reports, by the first day that each may be of.

    One that has none is placed beside the report read before it.
    """
    day, found = date.min, []
    for row in connection.execute(_IN_ORDER):
        day = row.earliest or day
        found.append((day, row.report))
    return tuple(report for _, report in sorted(found))


_IN_ORDER = (
    select(schema.edition.c.report, schema.dating.c.earliest)
    .join_from(schema.edition, schema.dating, schema.dating.c.report == schema.edition.c.report)
    .where(standing(schema.edition), standing(schema.dating))
    .order_by(schema.edition.c.key)
)
