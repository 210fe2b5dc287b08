"""The geometry of a timeline: lanes of numbered marks; what is not known to the day is a span.

The drawing is numbers and words alone; `templates/timeline.svg.j2` makes SVG of it. A few marks far
from all others do not squeeze the rest: they stand in a margin of their own, with their years. A line
joins what fulfils a plan to the plan, and what answers an incident to the incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.export.date_words import day, month, said
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

TIES = {
    "fulfils": ("fulfils", "fulfilled by"),
    "responds_to": ("answers", "answered by"),
}
"""The ties that are drawn: what is said of one end, and of the other."""

_WIDTH, _LEFT, _RIGHT = 1000, 112, 14
_R = 8.5  # of a mark
_ROW = 22
_HEAD, _FOOT = 10, 26
_YEAR = 366
_MARGIN = 84  # where marks far from all others stand
_FAR = 2 * _YEAR  # days without a mark that make the next one far, at the least
_FAR_SHARE = 0.5  # and the share of the days drawn that they have to come to
_FEW = 1 / 3  # the share of all marks that may be far
# Months between ticks, and up to how many years: so many that the names have room.
_STEPS = ((1, 0.8), (3, 2), (6, 5), (12, 20), (60, 100), (1200, 10_000))


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
class Tick:
    """A month or a year that days are read by; `strong` at the beginning of a year."""

    x: float
    name: str
    strong: bool


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
    today: Tick
    shapes: tuple[Shape, ...]
    ties: tuple[TieLine, ...] = ()


def drawn(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out what is too vague to be drawn, and the earliest where there are too many."""
    return [mark for mark in marks if drawable(mark.when)][-MOST:]


def drawable(when: When) -> bool:
    """Whether a time is exact enough to be drawn."""
    width = when.width
    return (when.earliest or when.latest) is not None if width is None else width <= WIDEST


def draw(marks: Sequence[Mark], today: date, ties: Iterable[Tie] = ()) -> Drawing | None:
    """Lay the marks out, and the ties between those drawn; None where there is nothing to draw."""
    shown = drawn(marks)
    if not shown:
        return None
    scale = _scale(shown, today)
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
    ends = [at for mark in shown for at in _ends(mark.when)]
    plural = "s" if len(shown) > 1 else ""
    return Drawing(
        _WIDTH,
        top + _FOOT,
        _HEAD,
        top,
        f"{len(shown)} event{plural} from {day(min(ends))} to {day(max(ends))}, listed below",
        tuple(lanes),
        (*_ticks(scale), *_far_ticks(shown, scale)),
        scale.breaks,
        Tick(round(scale.x(today), 1), day(today), strong=True),
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


# -- which days the drawing spans ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """The days drawn to scale; `before` and `after` say whether marks stand in a margin beside."""

    first: date
    last: date
    before: bool = False
    after: bool = False

    @property
    def days(self) -> int:
        return max((self.last - self.first).days, 1)

    @property
    def left(self) -> float:
        return _LEFT + (_MARGIN if self.before else 0)

    @property
    def right(self) -> float:
        return _WIDTH - _RIGHT - (_MARGIN if self.after else 0)

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the scale breaks off."""
        return (*((self.left,) if self.before else ()), *((self.right,) if self.after else ()))

    def x(self, at: date) -> float:
        """Return where a day begins, in the drawing's units; in the middle of a margin where it is far."""
        if self.before and at < self.first:
            return _LEFT + _MARGIN / 2
        if self.after and at > self.last:
            return self.right + _MARGIN / 2
        share = (at - self.first).days / self.days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def _scale(marks: Sequence[Mark], today: date) -> _Scale:
    days = sorted([*(at for mark in marks for at in set(_ends(mark.when))), today])
    first, last = _core(days)
    near = [at for at in days if first <= at <= last]
    pad = timedelta(days=max(10, (near[-1] - near[0]).days // 40))
    before, after = days[0] < first, days[-1] > last
    return _Scale(_less(first, pad), _more(last, pad), before, after)


def _core(days: Sequence[date]) -> tuple[date, date]:
    """Return the first and the last day that are not far from the others; `days` are in order."""
    most = int(len(days) * _FEW)
    first, last = 0, len(days) - 1
    for at in range(len(days) - 1, len(days) - 1 - most, -1):
        if _is_far(days[at] - days[at - 1], days[at - 1] - days[0]):
            last = at - 1
    for at in range(most):
        if at < last and _is_far(days[at + 1] - days[at], days[last] - days[at + 1]):
            first = at + 1
    return days[first], days[last]


def _is_far(gap: timedelta, rest: timedelta) -> bool:
    return gap.days > max(_FAR, _FAR_SHARE * rest.days)


# -- where the marks stand -------------------------------------------------------------------


def _lane(marks: Sequence[Mark], scale: _Scale, top: float) -> tuple[int, list[Shape]]:
    """Place the marks of a lane in as many rows as they need not to cover each other."""
    rows: list[list[tuple[float, float]]] = []
    shapes = []
    for mark in marks:
        first, last = _ends(mark.when)
        left, right = scale.x(first), scale.x(_more(last, timedelta(days=1)))
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


def _ticks(scale: _Scale) -> Iterator[Tick]:
    """Choose the months or years that the days are read by."""
    years = scale.days / _YEAR
    step = next(each for each, most in _STEPS if years <= most)
    for at in range(0, 12 * (date.max.year - scale.first.year) + 12, step):
        begins = date(scale.first.year + at // 12, at % 12 + 1, 1)
        if begins > scale.last:
            return
        if begins >= scale.first:
            year = begins.month == 1
            name = str(begins.year) if year else month(begins)
            yield Tick(round(scale.x(begins), 1), name, strong=year)


def _far_ticks(marks: Sequence[Mark], scale: _Scale) -> Iterator[Tick]:
    """Name the days or years of the marks in the margins, with an arrow that leads off the scale."""
    days = [at for mark in marks for at in _ends(mark.when)]
    before = [at for at in days if at < scale.first]
    after = [at for at in days if at > scale.last]
    for far, arrow in ((before, "← {}"), (after, "{} →")):
        if far:
            first, last = min(far), max(far)
            name = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
            name = day(first) if first == last else name
            yield Tick(round(scale.x(far[0]), 1), arrow.format(name), strong=False)


def _ends(when: When) -> tuple[date, date]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    return first, last


def _less(at: date, by: timedelta) -> date:
    return at - by if at - date.min > by else date.min


def _more(at: date, by: timedelta) -> date:
    return at + by if date.max - at > by else date.max
