"""A timeline as inline SVG: lanes of numbered marks, what is not known to the day drawn as a span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.export.date_words import day, said, text
from servanda.model import When

__all__ = ["LANES", "MOST", "WIDEST", "Mark", "drawn", "svg"]


LANES = ("Consultations", "Incidents", "Changes", "Deadlines")
"""The lanes, from top to bottom."""

WIDEST = 731
"""Days: what may lie anywhere in more than two years is listed, not drawn."""

MOST = 120
"""Marks on one drawing; of more, the latest are drawn."""

_WIDTH, _LEFT, _RIGHT = 1000, 112, 14
_R = 8.5  # of a mark
_ROW = 22
_HEAD, _FOOT = 10, 26
_YEAR = 366
_STEPS = (
    (1, 0.8),
    (3, 2),
    (6, 5),
    (12, 20),
    (60, 100),
    (1200, 10_000),
)  # months; up to so many years


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


def drawn(marks: Sequence[Mark]) -> list[Mark]:
    """Leave out what is too vague to be drawn, and the earliest where there are too many."""
    found = [mark for mark in marks if mark.when.width is None or mark.when.width <= WIDEST]
    found = [mark for mark in found if mark.when.earliest or mark.when.latest]
    return found[-MOST:]


def svg(marks: Sequence[Mark], today: date) -> str:
    """Draw the marks; empty where there are none."""
    shown = drawn(marks)
    if not shown:
        return ""
    firsts, lasts = zip(*(_ends(mark.when) for mark in shown), strict=True)
    pad = timedelta(days=max(10, (max(lasts) - min(firsts)).days // 40))
    scale = _Scale(_less(min(*firsts, today), pad), _more(max(*lasts, today), pad))
    lanes: list[str] = []
    parts: list[str] = []
    top = _HEAD
    for lane in LANES:
        mine = [mark for mark in shown if mark.lane == lane]
        if not mine:
            continue
        rows, pieces = _lane(mine, scale, top)
        height = rows * _ROW + 8
        lanes.append(f'<rect class="lane" x="0" y="{top}" width="{_WIDTH}" height="{height}"/>')
        lanes.append(f'<text class="lane-name" x="10" y="{top + 19}">{lane}</text>')
        parts += pieces
        top += height + 4
    ticks = list(_ticks(scale, top))
    now = scale.x(today)
    side = "end" if now > _WIDTH - 50 else "middle"
    line = (
        f'<line class="today" x1="{now:.1f}" x2="{now:.1f}" y1="{_HEAD}" y2="{top}"/>'
        f'<text class="today-name" x="{now:.1f}" y="{top + 22}" text-anchor="{side}">'
        f"{day(today)}</text>"
    )
    told = f"{len(shown)} events from {day(min(firsts))} to {day(max(lasts))}, listed below"
    return (
        f'<svg class="timeline" role="img" aria-labelledby="tl-title tl-desc" '
        f'viewBox="0 0 {_WIDTH} {top + _FOOT}" preserveAspectRatio="xMidYMid meet">'
        f'<title id="tl-title">Timeline</title><desc id="tl-desc">{told}</desc>'
        f"{''.join(lanes)}{''.join(ticks)}{line}{''.join(parts)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    @property
    def days(self) -> int:
        return max((self.last - self.first).days, 1)

    def x(self, at: date) -> float:
        """Return where a day begins, in the drawing's units."""
        share = (at - self.first).days / self.days
        return _LEFT + min(max(share, 0.0), 1.0) * (_WIDTH - _LEFT - _RIGHT)


def _lane(marks: Sequence[Mark], scale: _Scale, top: float) -> tuple[int, list[str]]:
    """Draw the marks of a lane in as many rows as they need not to cover each other."""
    ends: list[float] = []
    pieces = []
    for mark in marks:
        first, last = _ends(mark.when)
        left, right = scale.x(first), scale.x(_more(last, timedelta(days=1)))
        if right - left < 2 * _R:
            middle = (left + right) / 2
            left, right = middle - _R, middle + _R
        row = next((at for at, end in enumerate(ends) if end + 3 <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = right
        pieces.append(_mark(mark, left, right, top + 4 + row * _ROW + _ROW / 2))
    return len(ends), pieces


def _mark(mark: Mark, left: float, right: float, middle: float) -> str:
    words = f"{mark.number}. {said(mark.when)}: {mark.what}"
    width = right - left
    shape = (
        f'<rect x="{left:.1f}" y="{middle - _R:.1f}" width="{width:.1f}" '
        f'height="{2 * _R:.1f}" rx="{_R if mark.lane != "Deadlines" else 2}"/>'
    )
    at = left + min(width / 2, 14)
    vague = " vague" if width > 4 * _R else ""
    number = f'<text x="{at:.1f}" y="{middle + 3.4:.1f}" text-anchor="middle">{mark.number}</text>'
    return (
        f'<a href="#e{mark.number}"><g class="mark {mark.lane.lower()} {mark.look}{vague}">'
        f"<title>{text(words)}</title>{shape}{number}</g></a>"
    )


def _ticks(scale: _Scale, bottom: float) -> Iterator[str]:
    """Draw the months or years that the days are read by, so many that their names have room."""
    years = scale.days / _YEAR
    step = next(each for each, most in _STEPS if years <= most)
    for at in range(0, 12 * (date.max.year - scale.first.year) + 12, step):
        month = date(scale.first.year + at // 12, at % 12 + 1, 1)
        if month > scale.last:
            return
        if month < scale.first:
            continue
        x, year = scale.x(month), month.month == 1
        name = str(month.year) if year else day(month).split("\u00a0")[1]
        yield (
            f'<line class="tick{" year" if year else ""}" x1="{x:.1f}" x2="{x:.1f}" '
            f'y1="{_HEAD}" y2="{bottom}"/><text class="tick-name" x="{x:.1f}" '
            f'y="{bottom + 10}" text-anchor="middle">{name}</text>'
        )


def _ends(when: When) -> tuple[date, date]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    return first, last


def _less(at: date, by: timedelta) -> date:
    return at - by if at - date.min > by else date.min


def _more(at: date, by: timedelta) -> date:
    return at + by if date.max - at > by else date.max
