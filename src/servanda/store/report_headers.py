"""Report headers: what a view needs of every report besides its text, in the order of views."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.engine import Connection

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
    """What a view needs of a report besides its text; `story` is the same for copies of one wire."""

    id: str
    name: str
    dating: Dating
    story: str

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
    chosen = edition.c.dating if as_read else dating.c.dating
    query = (
        select(edition.c.report, edition.c.name, edition.c.wire, chosen.label("dating"))
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(held(edition), held(dating))
    )
    if known_by is not None:
        query = query.where(dating.c.latest <= known_by)
    queries = [query]
    if among is not None:
        queries = [query.where(edition.c.report.in_(part)) for part in parts(sorted(among))]
    headers = [
        ReportHeader(row.report, row.name, dating_from_plain(row.dating), row.wire or row.report)
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
