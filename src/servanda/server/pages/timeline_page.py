"""The timeline: lanes of what is dated, from a decade down to a week; every view is an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from servanda.analysis.timeline_list import count_entries, entry_day, list_nearest, nearest
from servanda.errors import UsageError
from servanda.export.drawings.day_amounts import HEIGHT, WIDTH, Bar, day_bars
from servanda.export.html_page import svg, timeline_css
from servanda.export.narrowing import narrowed
from servanda.export.page_rows import capital
from servanda.export.safe_text import shown
from servanda.export.timeline_drawing import (
    MOST,
    TIES,
    Drawing,
    Mark,
    Tie,
    draw,
    drawable,
    joined,
)
from servanda.model import When
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import colours, page, query_of
from servanda.server.pages.page_filters import ListFilters, filters_of
from servanda.server.plain_times import plain_when
from servanda.server.saved_pictures import picture_file
from servanda.server.visit import Looking, Visit, read_day

__all__ = ["router"]


router = APIRouter()

_ZOOM = {"decade": 3653, "5 years": 1827, "year": 366, "quarter": 92, "month": 31, "week": 7}
_KINDS = {
    "consultation": "Consultations",
    "incident": "Incidents",
    "structure": "Changes",
    "office": "Changes",
    "deadline": "Deadlines",
}
"""The kinds of entry, and the lane of each."""
_LOOKS = {
    "overdue": "overdue",
    "done": "done",
    "partly_done": "done",
    "cancelled": "cancelled",
    "revised": "cancelled",
    "dropped": "cancelled",
    "held": "held",
    "": "held",
}
_AMOUNTS = {
    "commitment": "deadlines",
    "consultation": "consultations",
    "incident": "incidents",
    "structure": "changes",
}
"""The lanes as they are counted: the kind of claim that gives each its colour, and its name."""
_LANE_SORTS = {name.capitalize(): sort for sort, name in _AMOUNTS.items()}
_CLOSER = {
    "decade": "year",
    "5 years": "quarter",
    "year": "month",
    "quarter": "week",
    "month": "week",
    "week": "",
}
"""What is looked at where one looks closer at some days of a view; of a week nothing."""
_MOST = 200  # entries of the list
_FEW = 48  # marks that are drawn where not all entries are listed: else lanes are pillars
_BARS = 48


class _Window:
    """The days that are looked at: `zoom` wide, around `at`."""

    def __init__(self, visit: Visit, filters: ListFilters) -> None:
        given = visit.request.query_params
        self.zoom = given.get("zoom") or "year"
        if self.zoom not in _ZOOM:
            raise UsageError("zoom", f"it is not {self.zoom[:40]!r}", f"one of {', '.join(_ZOOM)}")
        self.at = read_day(given, "at") or visit.moment.today
        half = timedelta(days=_ZOOM[self.zoom] // 2)
        self.since = filters.wanted.since or _less(self.at, half)
        self.until = filters.wanted.until or _more(self.at, half)
        self.days = self.since, self.until
        self.chosen = [one for one in given.getlist("kind") if one in _KINDS]
        self.kinds = self.chosen or list(_KINDS)

    def moved(self, by: int) -> str:
        """Return the day in the middle after a step back or forth."""
        step = timedelta(days=_ZOOM[self.zoom] // 2)
        return (_less(self.at, step) if by < 0 else _more(self.at, step)).isoformat()


def _less(at: date, by: timedelta) -> date:
    return at - by if at - date.min > by else date.min


def _more(at: date, by: timedelta) -> date:
    return at + by if date.max - at > by else date.max - timedelta(days=1)


def _rows(visit: Visit, window: _Window, filters: ListFilters) -> list[dict[str, Any]]:
    """List the entries that are looked at; a status they have only where one is asked for."""
    questions = visit.questions
    rows = questions.timeline_entries(since=window.since, until=window.until, kinds=window.kinds)
    if filters.wanted.status:
        rows = questions.with_day_statuses(rows)
    return narrowed(rows, filters.wanted)


def _counted(
    visit: Visit, window: _Window, filters: ListFilters
) -> Counter[tuple[str, str]] | None:
    """Count the entries that are looked at by kind and day; None where each has to be made for that."""
    if filters.wanted.status:
        return None
    sides = filters.wanted.sides
    return count_entries(visit.questions.standing, window.days, window.kinds, sides)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The entries that are listed, each with the status of the day, and the marks of those that are drawn.

    `count` is how many there are, `amounts` the day and the lane of each.
    """

    rows: list[dict[str, Any]]
    marks: list[Mark]
    count: int
    amounts: Iterable[tuple[date, str]]


def _listed(visit: Visit, window: _Window, filters: ListFilters) -> _Listed:
    """List the entries that are looked at, of thousands those around the day in the middle."""
    counted = _counted(visit, window, filters)
    if counted is None or counted.total() <= _MOST:
        rows = _rows(visit, window, filters)
        count, stand = len(rows), Counter((row["kind"], entry_day(row)) for row in rows)
    else:
        standing, lanes = visit.questions.standing, {one: _KINDS[one] for one in window.kinds}
        near = list_nearest(standing, window.days, counted, window.at, _MOST, lanes)
        rows, count, stand = narrowed(near, filters.wanted), counted.total(), counted
    shown = visit.questions.with_day_statuses(
        [rows[at] for at in nearest(rows, _MOST, window.at, _lane)]
    )
    there = [
        (number, row, when)
        for number, row in enumerate(shown, 1)
        if (when := plain_when(row["when"])) is not None and drawable(when, window.days)
    ]
    most = MOST if len(shown) == count else _FEW
    drawn = nearest([row for _, row, _ in there], most, window.at, _lane)
    amounts = ((date.fromisoformat(day), _KINDS[kind]) for kind, day in stand.elements())
    return _Listed(shown, [_mark(*there[at]) for at in drawn], count, amounts)


def _bars(listed: _Listed, window: _Window) -> tuple[Bar, ...]:
    """Count the entries by their days, where not all are listed."""
    if len(listed.rows) == listed.count:
        return ()
    days = ((day, _LANE_SORTS[lane]) for day, lane in listed.amounts)
    return day_bars(days, window.days, list(_AMOUNTS), _BARS)


def _lane(row: dict[str, Any]) -> str:
    return _KINDS[row["kind"]]


def _mark(number: int, row: dict[str, Any], when: When) -> Mark:
    look = _LOOKS.get(row["status"], "planned")
    # A term of office has the id of its person, who may have several.
    known = "" if row["kind"] == "office" else row["id"]
    return Mark(number, _lane(row), when, capital(shown(row["what"])), look, known)


def _is_dated(row: dict[str, Any]) -> bool:
    when = row["when"]
    return bool(when and (when["earliest"] or when["latest"]))


def _ties(visit: Visit, marks: Iterable[Mark]) -> list[Tie]:
    """List what fulfils a plan, or answers an incident, among those that are drawn."""
    ids = {mark.id for mark in marks if mark.id}
    return [Tie(*one) for one in visit.questions.ties(ids, TIES)]


def _picture(drawing: Drawing | None) -> Markup | None:
    """Draw the lanes; their marks are links, so they are a group and no single image."""
    if drawing is None:
        return None
    # The template has escaped whatever a report says.
    return Markup(svg(drawing).replace('role="img"', 'role="group"', 1))  # noqa: S704


@router.get("/timeline")
def show_timeline(visit: Looking) -> HTMLResponse:
    """Draw the lanes, and the list under them."""
    filters = filters_of(visit)
    window = _Window(visit, filters)
    asked = {**filters.shown, "zoom": window.zoom, "kind": window.chosen, "at": window.at}
    return page(
        visit,
        "timeline_page.html.j2",
        window=window,
        amounts=_AMOUNTS,
        size=(WIDTH, HEIGHT),
        closer=_CLOSER[window.zoom],
        zooms=list(_ZOOM),
        kinds=list(_KINDS),
        filters=filters,
        asked=asked,
        here=query_of(asked),
        **kept_for(visit, lambda: _shown(visit, window, filters)),
    )


def _shown(visit: Visit, window: _Window, filters: ListFilters) -> dict[str, Any]:
    """Give what the page shows: the picture, the first of the entries, and how many there are."""
    listed = _listed(visit, window, filters)
    ties = _ties(visit, listed.marks)
    return {
        "picture": _picture(draw(listed.marks, visit.moment.today, ties, window.days)),
        "joined": joined(listed.marks, ties),
        "rows": list(enumerate(listed.rows, 1)),
        "count": listed.count,
        "bars": _bars(listed, window),
        "left_out": sum(map(_is_dated, listed.rows)) - len(listed.marks),
    }


@router.get("/timeline.{form}")
def save_timeline(visit: Looking, form: str) -> Response:
    """Give the drawing as a file, SVG or PNG."""
    filters = filters_of(visit)
    window = _Window(visit, filters)
    marks = _listed(visit, window, filters).marks
    drawing = draw(marks, visit.moment.today, _ties(visit, marks), window.days)
    if drawing is None:
        raise UsageError("the timeline", "there is nothing to draw", "widen the days")
    return picture_file("timeline", form, svg(drawing), colours() + timeline_css())
