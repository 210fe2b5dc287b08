"""What every rule of resolving needs: the parts of an expression, and the nearest year, month or day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.model.time import Basis, Direction, Precision, TimeRef, When
from servanda.timex.calendar import add_days, add_months, monday, safe_day

__all__ = [
    "Seen",
    "based",
    "beyond",
    "direction_of",
    "moved",
    "number",
    "pick_day",
    "pick_month",
    "pick_weekday",
    "side",
    "stretch",
    "tail_of",
    "year_of",
]


_DAYS = {"D": 1, "W": 7, "E": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "T": 120, "C": 1200, "L": 12000}


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading: TIMEX3 value, interval (None where not known), why, and whether the anchor counted."""

    value: str
    when: When | None
    why: str
    leans: bool = False


def number(ref: TimeRef, name: str) -> int | None:
    """Return the argument called `name` as a number, or None."""
    value = ref.arg(name)
    return None if value is None else int(value)


def direction_of(ref: TimeRef) -> Direction | None:
    """Return which way the expression looks, its own or its antecedent's."""
    inherited = ref.arg("dir")
    if ref.direction is None and inherited in ("past", "future"):
        return Direction(str(inherited))
    return ref.direction


def side(direction: Direction | None) -> str:
    """Say in words which way was taken."""
    if direction is Direction.PAST:
        return "the latest not after the report"
    if direction is Direction.FUTURE:
        return "the first not before the report"
    return "the nearest to the report"


def year_of(ref: TimeRef, day: date | None) -> int | None:
    """Return the year stated, or reckoned from "last year", "this year", "next year"."""
    year, relative = number(ref, "y"), number(ref, "ry")
    if year is not None:
        return year
    if relative is not None and day is not None:
        return day.year + relative
    return None


def tail_of(ref: TimeRef) -> str:
    """Write the time of day behind a day's value, or nothing."""
    clock, part, zone = ref.arg("clock"), ref.arg("tod"), number(ref, "zone")
    if clock is not None:
        mark = (
            ""
            if zone is None
            else ("Z" if zone == 0 else f"{'+' if zone > 0 else '-'}{abs(zone):02d}")
        )
        return f"T{clock}{mark}"
    return "" if part is None else f"T{part}"


def based(when: When, *, leans: bool) -> When:
    """Return the interval as stated in full, or derived where it leans on the report."""
    basis = Basis.DERIVED if leans else Basis.STATED
    return When(when.start, when.end, when.precision, basis, when.candidates, when.approximate)


def stretch(day: date, unit: str) -> When:
    """Return the whole day, week, month, quarter, year, decade or century that holds `day`."""
    if unit == "D":
        return When.on(day)
    if unit == "W":
        start = monday(day)
        return When.between(start, add_days(start, 6), Precision.WEEK)
    if unit == "E":
        start = add_days(monday(day), 5)
        return When.between(start, add_days(start, 1))
    if unit == "M":
        return When.month(day.year, day.month)
    if unit == "Q":
        start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return When.between(start, add_days(add_months(start, 3), -1), Precision.QUARTER)
    length = {"Y": 1, "T": 10, "C": 100, "L": 1000}[unit]
    first = max(day.year // length * length, 1)
    precision = {1: Precision.YEAR, 10: Precision.DECADE}.get(length, Precision.CENTURY)
    return When.between(
        date(first, 1, 1),
        date(min(day.year // length * length + length - 1, 9999), 12, 31),
        precision,
    )


def moved(day: date, unit: str, count: int) -> date:
    """Move a day by `count` units, stopping at the ends of the calendar."""
    if unit in _DAYS:
        return add_days(day, count * _DAYS[unit])
    return add_months(day, count * _MONTHS.get(unit, 0))


def beyond(day: date, unit: str, count: int) -> bool:
    """Whether `count` units from `day` lie outside the calendar."""
    if unit in _DAYS:
        there = day.toordinal() + count * _DAYS[unit]
        return not 1 <= there <= date.max.toordinal()
    months = day.year * 12 + day.month - 1 + count * _MONTHS.get(unit, 0)
    return not 1 <= months // 12 <= date.max.year


# -- Choose the year, month or day an incomplete expression means, seen from one day


# A day without a year that would lie that far back is the coming one, where that is at hand.
_LONG_GONE, _AT_HAND = 350, 7  # days
_LEAN_PAST = 1.6  # without a verb the future must be that much nearer than the past


def pick_day(anchor: date, month: int, day: int, direction: Direction | None) -> date | None:
    """Return the day with that month and day which is meant from `anchor`."""
    candidates = [
        found
        for year in range(anchor.year - 8, anchor.year + 9)
        if (found := safe_day(year, month, day)) is not None
    ]
    behind = max((d for d in candidates if d <= anchor), default=None)
    ahead = min((d for d in candidates if d >= anchor), default=None)
    if (
        direction is Direction.PAST
        and behind is not None
        and ahead is not None
        and (anchor - behind).days > _LONG_GONE
        and (ahead - anchor).days <= _AT_HAND
    ):
        return ahead  # "thanked them for hosting the summit on June 16", said the day before
    return _choose(anchor, behind, ahead, direction)


def pick_month(anchor: date, month: int, direction: Direction | None) -> date:
    """Return the first day of the month which is meant from `anchor`."""
    here = anchor.replace(day=1)
    back = (anchor.month - month) % 12
    forth = (month - anchor.month) % 12
    behind, ahead = add_months(here, -back), add_months(here, forth)
    return _choose(here, behind, ahead, direction) or here


def pick_weekday(anchor: date, weekday: int, direction: Direction | None) -> date:
    """Return the weekday (1 Monday to 7 Sunday) which is meant from `anchor`; the day itself counts."""
    if direction is Direction.FUTURE:
        return add_days(anchor, (weekday - anchor.isoweekday()) % 7)
    return add_days(anchor, -((anchor.isoweekday() - weekday) % 7))


def _choose(
    anchor: date, behind: date | None, ahead: date | None, direction: Direction | None
) -> date | None:
    if behind is None or ahead is None:
        return behind or ahead
    if direction is Direction.PAST:
        return behind
    if direction is Direction.FUTURE:
        return ahead
    back, forth = (anchor - behind).days, (ahead - anchor).days
    return ahead if forth * _LEAN_PAST < back else behind
