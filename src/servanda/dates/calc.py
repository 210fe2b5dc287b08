"""Calendar arithmetic on days: months, weeks, quarters, and the ends of each. No clock is read."""

from __future__ import annotations

import calendar
from datetime import date

__all__ = [
    "add_days",
    "add_months",
    "is_day",
    "iso_week",
    "last_of_month",
    "monday",
    "quarter_of",
    "safe_day",
    "year_span",
]

_FIRST, _LAST = date.min, date.max


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar holds that day."""
    return (
        1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    )


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar does not hold it."""
    return date(year, month, day) if is_day(year, month, day) else None


def add_days(day: date, count: int) -> date:
    """Move by `count` days, stopping at the ends of the calendar."""
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, 1), _LAST.toordinal()))


def add_months(day: date, count: int) -> date:
    """Move by `count` months; the day of the month is cut to the length of the month reached."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if year < 1:
        return _FIRST
    if year > 9999:
        return _LAST
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_span(first: int, last: int | None = None) -> tuple[date, date] | None:
    """Return first and last day of a run of years, or None outside the calendar."""
    last = first if last is None else last
    if first < 1 or last > 9999:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return add_days(day, -day.weekday())


def iso_week(day: date) -> str:
    """Write the day's ISO week: `2024-W31`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(month: int) -> int:
    """Return the quarter, 1 to 4, that holds a month."""
    return (month - 1) // 3 + 1
