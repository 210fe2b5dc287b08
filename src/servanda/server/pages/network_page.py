"""Who consulted whom over time: states or people, all years or one, as a drawing and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from servanda.errors import UsageError
from servanda.export.drawings.consultation_network import PEOPLE, STATES, Network, consulted
from servanda.export.drawings.network_drawing import (
    Layout,
    draw_network,
    lay_out,
    network_css,
    network_svg,
)
from servanda.export.narrowing import narrowed
from servanda.server.kept_answers import kept_for
from servanda.server.network_people import with_people
from servanda.server.page_templates import colours, page, query_of
from servanda.server.pages.page_filters import ListFilters, filters_of, part_of
from servanda.server.saved_pictures import picture_file
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter()
_LEVELS = (STATES, PEOPLE)
_BACK, _AHEAD = (1, 3, 10, 30), 10  # years looked at, counted from today
_MOST_DRAWN = 2_000  # consultations
_MOST = 200  # rows of the table on a page
_YEARS = 12  # that are offered to step through


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is looked at: the network, the part in the days chosen, and the places of the nodes.

    `every` says whether no consultation was left out, because there are too many.
    """

    level: str
    filters: ListFilters
    whole: Network
    layout: Layout
    part: Network
    years: tuple[int, ...]
    every: bool


def _seen(visit: Visit) -> _Seen:
    given = visit.request.query_params
    level = given.get("of") or STATES
    if level not in _LEVELS:
        raise UsageError("of", f"it is not {level[:40]!r}", f"one of {', '.join(_LEVELS)}")
    filters = filters_of(visit)
    rows, every = _rows(visit, filters)
    if level == PEOPLE:
        rows = with_people(visit.questions, rows)
    years = _years(rows, every=every)
    wanted = {row["id"] for row in narrowed(rows, filters.wanted)}
    of_party = [row for row in rows if _concerns(row, filters)]
    whole = consulted(of_party, level)
    lit = [row for row in of_party if row["id"] in wanted]
    part = whole if len(lit) == len(of_party) else consulted(lit, level)
    return _Seen(level, filters, whole, lay_out(whole), part, tuple(years[:_YEARS]), every)


def _years(rows: Sequence[Mapping[str, Any]], *, every: bool) -> list[int]:
    """Give the years of some consultations, the latest first; and those before, where not all are here."""
    found = {int(day[:4]) for row in rows if (day := _day(row))}
    if found and not every:
        found.update(range(max(1, max(found) - _YEARS + 1), max(found)))
    return sorted(found, reverse=True)


def _concerns(row: Mapping[str, Any], filters: ListFilters) -> bool:
    """Whether a consultation is one of the parties chosen, whenever it was."""
    return not filters.wanted.parties or filters.wanted.sides.passes(row)


def _day(row: Mapping[str, Any]) -> str:
    when = row["when"]
    return str(when["earliest"] or when["latest"] or "")


def _rows(visit: Visit, filters: ListFilters) -> tuple[list[dict[str, Any]], bool]:
    """List the consultations of the years around today and of the days chosen, and say whether all.

    Those of the last years first: what is drawn is bounded, however much there is.
    """
    year, last = visit.moment.today.year, _january(visit.moment.today.year + _AHEAD)
    rows: list[dict[str, Any]] = []
    back = 0
    for back in _BACK:
        rows = _between(visit, _january(year - back), last)
        if len(rows) >= _MOST_DRAWN:
            break
    every = back == _BACK[-1] and len(rows) <= _MOST_DRAWN
    rows = rows[-_MOST_DRAWN:]
    wanted = filters.wanted
    if not every and (wanted.since or wanted.until):
        first = wanted.since or _january(year - back)
        chosen = _between(visit, first, wanted.until or last)[-_MOST_DRAWN:]
        known = {row["id"] for row in chosen}
        rows = [*chosen, *(row for row in rows if row["id"] not in known)]
    return visit.questions.with_day_statuses(rows), every


def _january(year: int) -> date:
    return date(max(1, min(9998, year)), 1, 1)


def _between(visit: Visit, since: date, until: date) -> list[dict[str, Any]]:
    """List the consultations of some days in order, before they have the status of today."""
    return visit.questions.timeline_entries(since=since, until=until, kinds=["consultation"])


@router.get("/network")
def show_network(visit: Looking) -> HTMLResponse:
    """Draw the network, and the table under it."""
    filters = filters_of(visit)
    shown = kept_for(visit, lambda: _shown(visit))
    asked = {**filters.shown, "of": shown["level"]}
    return page(visit, "network_page.html.j2", filters=filters, asked=asked, **shown)


def _shown(visit: Visit) -> dict[str, Any]:
    """Give what the page shows: the picture, and the part of the table that is asked for."""
    seen = _seen(visit)
    asked = {**seen.filters.shown, "of": seen.level}
    drawing = draw_network(seen.whole, seen.layout, seen.part)
    links = {
        key: f"/network?{query_of(asked, party=node.party)}"
        if seen.level == STATES
        else f"/people/{key}"
        if key.startswith("pe-")
        else f"/search?{query_of({}, q=node.name)}"
        for key, node in seen.whole.nodes.items()
    }
    picture = None
    if drawing is not None:
        # Its nodes are links, so it is a group and no single image; the template escapes all words.
        text = network_svg(drawing, links).replace('role="img"', 'role="group"', 1)
        picture = Markup(text)  # noqa: S704
    part = part_of(visit, list(seen.part.contacts), _MOST)
    named = {key for row in part.rows for key in (row.one, row.other)}
    return {
        "picture": picture,
        "part": part,
        "nodes": {key: seen.part.nodes[key] for key in named},
        "links": {key: links[key] for key in named},
        "left_out": len(seen.whole.nodes) - len(seen.layout.places),
        "level": seen.level,
        "levels": _LEVELS,
        "years": seen.years,
        "bound": None if seen.every else _MOST_DRAWN,
        "year": _year_of(seen.filters),
    }


def _year_of(filters: ListFilters) -> int | None:
    """Return the year that the days chosen are; None where they are something else."""
    since, until = filters.wanted.since, filters.wanted.until
    if since and until and (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31)):
        return since.year
    return None


@router.get("/network.{form}")
def save_network(visit: Looking, form: str) -> Response:
    """Give the drawing as a file, SVG or PNG."""
    seen = _seen(visit)
    drawing = draw_network(seen.whole, seen.layout, seen.part)
    if drawing is None:
        raise UsageError("the network", "there is nothing to draw", "widen the days")
    return picture_file("network", form, network_svg(drawing), colours() + network_css())
