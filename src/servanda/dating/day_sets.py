"""Sets of days as bits of one number: cutting a set by a clue is one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from servanda.model.time import Basis, Precision, When

__all__ = ["ALL", "BASE", "as_when", "count", "days_of", "mask_of", "only", "span", "weekdays"]


BASE = date(1970, 1, 1)
LAST = date(2089, 12, 31)
_SIZE = (LAST - BASE).days + 1
ALL = (1 << _SIZE) - 1
_MARGIN = 12 * 366  # days at either end of the calendar of clues that stand for "open"
_WEEK = 7
_LISTED = 31  # as many single days are listed one by one; more become an interval


def span(first: date | None, last: date | None) -> int:
    """Return the days from `first` to `last`, both included; None is open."""
    low = 0 if first is None else max((first - BASE).days, 0)
    high = _SIZE - 1 if last is None else min((last - BASE).days, _SIZE - 1)
    return 0 if high < low else ((1 << (high - low + 1)) - 1) << low


def only(days: Iterable[date]) -> int:
    """Return the set of just these days."""
    mask = 0
    for day in days:
        place = (day - BASE).days
        if 0 <= place < _SIZE:
            mask |= 1 << place
    return mask


@cache
def _weekday(number: int) -> int:
    mask = 0
    first = (number - 1 - BASE.weekday()) % 7
    for place in range(first, _SIZE, 7):
        mask |= 1 << place
    return mask


def weekdays(numbers: Iterable[int]) -> int:
    """Return every day that is one of these weekdays (1 Monday to 7 Sunday)."""
    mask = 0
    for number in set(numbers):
        mask |= _weekday((number - 1) % 7 + 1)
    return mask


def mask_of(when: When) -> int:
    """Return the days an interval admits."""
    return only(when.candidates) if when.candidates else span(when.earliest, when.latest)


def count(mask: int) -> int:
    """Return how many days are in the set."""
    return mask.bit_count()


def days_of(mask: int) -> Iterator[date]:
    """Yield the days of the set, ascending."""
    base = BASE.toordinal()
    while mask:
        low = mask & -mask
        yield date.fromordinal(base + low.bit_length() - 1)
        mask ^= low


def as_when(mask: int, basis: Basis) -> When | None:
    """Write a set as a day, a few days or an interval; a side that no clue has cut is open."""
    if not mask or mask == ALL:
        return None
    low = (mask & -mask).bit_length() - 1
    high = mask.bit_length() - 1
    base = BASE.toordinal()
    first = None if low < _MARGIN else date.fromordinal(base + low)
    last = None if high >= _SIZE - _MARGIN else date.fromordinal(base + high)
    if first is None and last is None:
        return None  # "a Monday", "a May 2": days of every year
    if first is None or last is None:
        return When.between(first, last, Precision.OPEN, basis)
    if count(mask) > _LISTED:
        return When.between(first, last, Precision.INTERVAL, basis)
    days = tuple(days_of(mask))
    run = (days[-1] - days[0]).days + 1
    if run == len(days) and run > _WEEK:
        return When.between(first, last, Precision.INTERVAL, basis)
    return When.one_of(days, basis=basis)
