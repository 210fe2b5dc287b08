"""The geometry of a timeline: lanes of numbered marks; what is not known to the day is a span.

The drawing is numbers and words alone; `templates/timeline.svg.j2` makes SVG of it. A line joins what fulfils a plan to the plan, and what answers an incident to the incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.export.date_words import day, said
from servanda.export.time_scale import (
    WIDTH,
    Scale,
    Tick,
    ends,
    far_ticks,
    fitted,
    more,
    ticks,
)
from servanda.model import When

__all__ = [
    "LANES",
    "MOST",
    "TIES",
    "WIDEST",
    "Drawing",
    "Mark",
    "Tie",
    "TieLine",
    "draw",
    "drawable",
    "drawn",
    "joined",
]


LANES = ("Consultations", "Incidents", "Changes", "Deadlines")
"""The lanes, from top to bottom."""

WIDEST = 731
"""Days: what may lie anywhere in more than two years is listed, not drawn."""

MOST = 120
"""Marks on one drawing; of more, the latest are drawn."""

Days = tuple[date, date]
"""The first and the last of some days."""

TIES = {
    "fulfils": ("fulfils", "fulfilled by"),
    "responds_to": ("answers", "answered by"),
}
"""The ties that are drawn: what is said of one end, and of the other."""

_R = 8.5  # of a mark
_ROW = 22
_HEAD, _FOOT = 10, 26


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its number in the list, its lane, its time, what it says, how it looks.

    `look` is held, planned, cancelled, overdue or done; a look is a shape as well as a colour.
    """

    number: int
    lane: str
    when: When
    what: str
    look: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two marks, by their ids: `of` fulfils or answers `to`."""

    of: str
    sort: str
    to: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane's band: its name, and where it begins and how high it is."""

    name: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark as drawn: its box, the middle of its number, and the words shown on pointing at it."""

    mark: Mark
    words: str
    x: float
    y: float
    width: float
    height: float
    radius: float
    number_x: float
    number_y: float
    vague: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    """A line from a plan to what fulfils it, or from an incident to what answers it, with its words."""

    sort: str
    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole timeline, in units of its own width and height."""

    width: int
    height: int
    top: int
    bottom: int
    about: str
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]
    today: Tick | None
    shapes: tuple[Shape, ...]
    ties: tuple[TieLine, ...] = ()


def drawn(marks: Sequence[Mark], between: Days | None = None) -> list[Mark]:
    """Leave out what is too vague to be drawn or lies elsewhere, and the earliest where there are too many."""
    return [mark for mark in marks if drawable(mark.when, between)][-MOST:]


def drawable(when: When, between: Days | None = None) -> bool:
    """Whether a time is exact enough to be drawn, and stands between two days where these are given."""
    if not (when.earliest or when.latest) or (when.width or 0) > WIDEST:
        return False
    if between is None:
        return True
    first, last = ends(when)
    return first <= between[1] and last >= between[0]


def draw(
    marks: Sequence[Mark], today: date, ties: Iterable[Tie] = (), between: Days | None = None
) -> Drawing | None:
    """Lay the marks out, and the ties between those drawn; None where there is nothing to draw.

    With `between`, the drawing spans these days, both included, and nothing else.
    """
    shown = drawn(marks, between)
    if not shown:
        return None
    times = [mark.when for mark in shown]
    scale = Scale(*between) if between else fitted(times, today)
    lanes: list[Lane] = []
    shapes: list[Shape] = []
    top = _HEAD
    for name in LANES:
        mine = [mark for mark in shown if mark.lane == name]
        if not mine:
            continue
        rows, found = _lane(mine, scale, top)
        lanes.append(Lane(name, top, rows * _ROW + 8))
        shapes += found
        top += lanes[-1].height + 4
    days = [at for when in times for at in ends(when)]
    plural = "s" if len(shown) > 1 else ""
    return Drawing(
        WIDTH,
        top + _FOOT,
        _HEAD,
        top,
        f"{len(shown)} event{plural} from {day(min(days))} to {day(max(days))}, listed below",
        tuple(lanes),
        (*ticks(scale), *far_ticks(times, scale)),
        scale.breaks,
        None
        if between and not between[0] <= today <= between[1]
        else Tick(round(scale.x(today), 1), day(today), strong=True),
        tuple(shapes),
        tuple(_tie_lines(shapes, ties)),
    )


def joined(marks: Iterable[Mark], ties: Iterable[Tie]) -> dict[int, list[str]]:
    """Say of each mark, by its number, what it fulfils or answers, and what does so of it."""
    numbers = {mark.id: mark.number for mark in marks if mark.id}
    found: dict[int, list[str]] = {}
    for tie in ties:
        one, other = numbers.get(tie.of), numbers.get(tie.to)
        if one is None or other is None:
            continue
        here, there = TIES[tie.sort]
        found.setdefault(one, []).append(f"{here} {other}")
        found.setdefault(other, []).append(f"{there} {one}")
    return found


# -- where the marks stand -------------------------------------------------------------------


def _lane(marks: Sequence[Mark], scale: Scale, top: float) -> tuple[int, list[Shape]]:
    """Place the marks of a lane in as many rows as they need not to cover each other."""
    rows: list[list[tuple[float, float]]] = []
    shapes = []
    for mark in marks:
        first, last = ends(mark.when)
        left, right = scale.x(first), scale.x(more(last, timedelta(days=1)))
        if right - left < 2 * _R:
            middle = (left + right) / 2
            left, right = middle - _R, middle + _R
        free = (at for at, row in enumerate(rows) if _fits(row, left, right))
        at = next(free, len(rows))
        if at == len(rows):
            rows.append([])
        rows[at].append((left, right))
        shapes.append(_shape(mark, left, right, top + 4 + at * _ROW + _ROW / 2))
    return len(rows), shapes


def _fits(row: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + 3 <= start or end + 3 <= left for start, end in row)


def _shape(mark: Mark, left: float, right: float, middle: float) -> Shape:
    width = right - left
    return Shape(
        mark,
        f"{mark.number}. {said(mark.when)}: {mark.what}",
        round(left, 1),
        round(middle - _R, 1),
        round(width, 1),
        2 * _R,
        _R if mark.lane != "Deadlines" else 2,
        round(left + min(width / 2, 14), 1),
        round(middle + 3.4, 1),
        width > 4 * _R,
    )


def _tie_lines(shapes: Sequence[Shape], ties: Iterable[Tie]) -> Iterator[TieLine]:
    """Join the marks that ties join, from what came first in them to what followed."""
    by_id = {shape.mark.id: shape for shape in shapes if shape.mark.id}
    for tie in ties:
        one, other = by_id.get(tie.to), by_id.get(tie.of)
        if one is None or other is None or one is other or tie.sort not in TIES:
            continue
        words = f"{other.mark.number} {TIES[tie.sort][0]} {one.mark.number}"
        yield TieLine(tie.sort, _curve(one, other), words)


def _curve(one: Shape, other: Shape) -> str:
    """Write the path from one mark's edge to another's: across lanes, or over the lane they share."""
    start, end = one.x + one.width / 2, other.x + other.width / 2
    if abs(one.y - other.y) < _ROW / 2:  # in one row: a bow over what stands between
        top, high = one.y, one.y - _ROW * 0.8
        return f"M{start:.1f} {top:.1f}C{start:.1f} {high:.1f} {end:.1f} {high:.1f} {end:.1f} {top:.1f}"
    down = one.y < other.y
    first = one.y + one.height if down else one.y
    last = other.y if down else other.y + other.height
    middle = (first + last) / 2
    return f"M{start:.1f} {first:.1f}C{start:.1f} {middle:.1f} {end:.1f} {middle:.1f} {end:.1f} {last:.1f}"
