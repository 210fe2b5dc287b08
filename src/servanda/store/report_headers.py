"""Report headers: what a view needs of every report besides its text, in the order of views."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import NotFoundError
from servanda.model.report import Dating
from servanda.model.time import When
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing

__all__ = ["ReportHeader", "load_headers", "pick_header"]


Order = tuple[bool, date, date, str]


@dataclass(frozen=True, slots=True)
class ReportHeader:
    """What a view needs of a report besides its text; `wire` is the agency whose mark it bears."""

    id: str
    name: str
    dating: Dating
    wire: str | None

    @property
    def story(self) -> str:
        """What is the same for copies of one wire."""
        return self.wire or self.id

    @property
    def published(self) -> When | None:
        """When it was published, as far as the record knows."""
        return self.dating.when

    @property
    def order(self) -> Order:
        """Sort by first and last possible day, undated ones last, then by name."""
        when = self.dating.when
        first = when.earliest if when else None
        last = when.latest if when else None
        return (first is None and last is None, first or date.min, last or date.max, self.name)


def _headers(dates: ColumnElement[Any]) -> Select[Any]:
    """Select the headers of reports with these dates."""
    edition, dating = schema.edition, schema.dating
    columns = (edition.c.report, edition.c.name, edition.c.wire, dates.label("dating"))
    return select(*columns).join_from(edition, dating, dating.c.report == edition.c.report)


_AS_READ, _AS_DATED = _headers(schema.edition.c.dating), _headers(schema.dating.c.dating)


def load_headers(
    connection: Connection,
    known_by: date | None,
    *,
    as_read: bool = False,
    held: Held = standing,
    among: Collection[str] | None = None,
) -> dict[str, ReportHeader]:
    """Read the headers of the reports that stand, by their ids, in the order of views.

    With `as_read`, each bears the date that its own words and its source gave it, whatever the
    record has since derived from other reports.

    With `known_by`, only those that had appeared by that day whatever day of theirs is the true
    one: an undated report may have appeared later. `held` selects what stood at another time,
    `among` the reports of these ids.
    """
    edition, dating = schema.edition, schema.dating
    query = _AS_READ if as_read else _AS_DATED
    query = query.where(held(edition), held(dating))
    if known_by is not None:
        query = query.where(dating.c.latest <= known_by)
    queries = [query]
    if among is not None:
        queries = [query.where(edition.c.report.in_(part)) for part in parts(sorted(among))]
    headers = [
        ReportHeader(row.report, row.name, dating_from_plain(row.dating), row.wire)
        for query in queries
        for row in connection.execute(query)
    ]
    headers.sort(key=lambda one: one.order)
    return {one.id: one for one in headers}


def pick_header(headers: Mapping[str, ReportHeader], name_or_id: str) -> ReportHeader:
    """Return the one of this id, name, or name without its suffix.

    Raises NotFoundError where there is none, or where several are.
    """
    if name_or_id in headers:
        return headers[name_or_id]
    named = [one for one in headers.values() if one.name == name_or_id] or [
        one for one in headers.values() if PurePath(one.name).stem == name_or_id
    ]
    if len(named) > 1:
        reason = "several reports are called so: " + ", ".join(one.name for one in named)
        raise NotFoundError(name_or_id, reason, "write the name in full")
    if not named:
        raise NotFoundError(name_or_id, "the record has no such report")
    return named[0]
