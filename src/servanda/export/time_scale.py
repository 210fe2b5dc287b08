"""The scale of a timeline: which days it spans, where a day stands, and what days are read by.

A few days far from all others do not squeeze the rest: they stand in a margin of their own. Where
somebody chose the days, these are what is spanned, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.export.date_words import day, month
from servanda.model import When

__all__ = ["WIDTH", "Scale", "Tick", "ends", "far_ticks", "fitted", "more", "ticks"]


WIDTH = 1000
"""The width of a timeline, in its own units."""

_LEFT, _RIGHT = 112, 14
_YEAR = 366
_MARGIN = 84  # where marks far from all others stand
_FAR = 2 * _YEAR  # days without a mark that make the next one far, at the least
_FAR_SHARE = 0.5  # and the share of the days drawn that they have to come to
_FEW = 1 / 3  # the share of all marks that may be far
# Days between ticks, and up to how many days; months between ticks, and up to how many years: so
# many that the names have room.
_DAYS = ((1, 10), (7, 70))
_STEPS = ((1, 0.8), (3, 2), (6, 5), (12, 20), (60, 100), (1200, 10_000))


@dataclass(frozen=True, slots=True)
class Tick:
    """A month or a year that days are read by; `strong` at the beginning of a year."""

    x: float
    name: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The days drawn to scale; `before` and `after` say whether marks stand in a margin beside."""

    first: date
    last: date
    before: bool = False
    after: bool = False

    @property
    def days(self) -> int:
        """How many days it spans."""
        return max((self.last - self.first).days, 1)

    @property
    def left(self) -> float:
        """Where the first day stands."""
        return _LEFT + (_MARGIN if self.before else 0)

    @property
    def right(self) -> float:
        """Where the last day stands."""
        return WIDTH - _RIGHT - (_MARGIN if self.after else 0)

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


def fitted(times: Iterable[When], today: date) -> Scale:
    """Span the days of all times and today, but for a few that lie far from all others."""
    days = sorted([*(at for when in times for at in set(ends(when))), today])
    first, last = _core(days)
    near = [at for at in days if first <= at <= last]
    pad = timedelta(days=max(10, (near[-1] - near[0]).days // 40))
    before, after = days[0] < first, days[-1] > last
    return Scale(less(first, pad), more(last, pad), before, after)


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


def ticks(scale: Scale) -> Iterator[Tick]:
    """Choose the days, months or years that the days are read by."""
    step = next((each for each, most in _DAYS if scale.days <= most), None)
    return _months(scale) if step is None else _days(scale, step)


def _days(scale: Scale, step: int) -> Iterator[Tick]:
    """Name every day, or every Monday."""
    at = scale.first if step == 1 else more(scale.first, timedelta(days=-scale.first.weekday() % 7))
    while at <= scale.last:
        new_year = (at.month, at.day) == (1, 1)
        yield Tick(
            round(scale.x(at), 1), day(at) if new_year else f"{at.day} {month(at)}", strong=new_year
        )
        if at == date.max:
            return
        at = more(at, timedelta(days=step))


def _months(scale: Scale) -> Iterator[Tick]:
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


def far_ticks(times: Iterable[When], scale: Scale) -> Iterator[Tick]:
    """Name the days or years of the marks in the margins, with an arrow that leads off the scale."""
    days = [at for when in times for at in ends(when)]
    before = [at for at in days if scale.before and at < scale.first]
    after = [at for at in days if scale.after and at > scale.last]
    for far, arrow in ((before, "← {}"), (after, "{} →")):
        if far:
            first, last = min(far), max(far)
            name = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
            name = day(first) if first == last else name
            yield Tick(round(scale.x(far[0]), 1), arrow.format(name), strong=False)


def ends(when: When) -> tuple[date, date]:
    """Return the first and the last day of a time; of one that is open, the day that is known twice."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    return first, last


def less(at: date, by: timedelta) -> date:
    """Go back from a day, to the first that there is at most."""
    return at - by if at - date.min > by else date.min


def more(at: date, by: timedelta) -> date:
    """Go on from a day, to the last that there is at most."""
    return at + by if date.max - at > by else date.max
