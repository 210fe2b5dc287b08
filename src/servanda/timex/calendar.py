"""Calendar arithmetic: months, weeks, quarters, seasons, and what early, mid and late stand for."""

from __future__ import annotations

import calendar
from datetime import date

from servanda.data_tables import word_set
from servanda.model.time import Basis, Precision, When

__all__ = [
    "add_days",
    "add_months",
    "is_day",
    "iso_week",
    "last_of_month",
    "monday",
    "part_of_decade",
    "part_of_month",
    "part_of_year",
    "quarter_of",
    "safe_day",
    "season_of",
    "season_span",
    "season_year",
    "week_of_month",
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


# -- parts of a month, a year or a decade: what early, mid and late stand for, by convention


EARLY_MONTH_ENDS = 10
MID_MONTH_ENDS = 20
YEAR_PARTS = {"START": (1, 3), "MID": (4, 9), "END": (10, 12)}
YEAR_EDGES = {
    "START": (1, 1),
    "MID": (5, 8),
    "END": (12, 12),
}  # the beginning, the middle, the end of
DECADE_PARTS = {"START": (0, 3), "MID": (4, 6), "END": (6, 9)}


def part_of_month(year: int, month: int, mod: str | None) -> When:
    """Return 1–10, 11–20 or 21–end of the month, or all of it."""
    last = last_of_month(year, month).day
    spans = {
        "START": (1, EARLY_MONTH_ENDS),
        "MID": (EARLY_MONTH_ENDS + 1, MID_MONTH_ENDS),
        "END": (MID_MONTH_ENDS + 1, last),
    }
    if mod not in spans:
        return When.month(year, month)
    first, final = spans[mod]
    return When.between(
        date(year, month, first), date(year, month, final), Precision.PART_OF_MONTH, Basis.DERIVED
    )


def week_of_month(year: int, month: int, nth: int) -> When:
    """Return the first to fifth seven days of a month, or with -1 its last seven."""
    last = last_of_month(year, month).day
    first = last - 6 if nth < 0 or nth * 7 > last else nth * 7 - 6
    return When.between(date(year, month, first), date(year, month, first + 6), Precision.WEEK)


def part_of_year(year: int, mod: str | None, *, edge: bool = False) -> When:
    """Return a quarter or half of the year, or with `edge` the narrower beginning, middle or end."""
    table = YEAR_EDGES if edge else YEAR_PARTS
    if mod not in table:
        return When.year(year)
    first, final = table[mod]
    precision = Precision.MONTH if first == final else Precision.INTERVAL
    return When.between(date(year, first, 1), last_of_month(year, final), precision, Basis.DERIVED)


def part_of_decade(year: int, mod: str | None, length: int = 10) -> When:
    """Return the first, middle or last years of a decade that begins in `year`, or all of it."""
    first, final = DECADE_PARTS.get(mod or "", (0, length - 1)) if length == 10 else (0, length - 1)
    if length > 10 and mod in DECADE_PARTS:
        third = length // 3
        first, final = {
            "START": (0, third),
            "MID": (third, 2 * third),
            "END": (2 * third, length - 1),
        }[mod]
    precision = Precision.DECADE if length == 10 else Precision.CENTURY
    if mod is not None:
        precision = Precision.INTERVAL
    return When.between(
        date(year + first, 1, 1), date(year + final, 12, 31), precision, Basis.DERIVED
    )


# -- seasons as months, by hemisphere


_NORTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SOUTH = {"SP": 9, "SU": 12, "FA": 3, "WI": 6}
_SOUTHERN = word_set("timex", "southern")


def _first_month(season: str, country: str | None) -> int:
    return (_SOUTH if country in _SOUTHERN else _NORTH)[season]


def season_span(season: str, year: int, country: str | None) -> tuple[date, date]:
    """Return first and last day of the season that begins in `year`."""
    start = date(min(max(year, 1), 9998), _first_month(season, country), 1)
    return start, add_days(add_months(start, 3), -1)


def season_year(season: str, year: int, country: str | None) -> When:
    """Return the season named with a year; one across New Year may lie at either end of it."""
    start, end = season_span(season, year, country)
    if end.year != start.year:
        start = season_span(season, year - 1, country)[0]
    return When.between(start, end, Precision.SEASON, Basis.DERIVED)


def season_of(
    season: str, anchor: date, shift: int | None, country: str | None
) -> tuple[When, int]:
    """Return the last (-1), this (0) or next (1) such season from `anchor`, and its year."""
    spans = [season_span(season, anchor.year + k, country) for k in range(-2, 3)]
    if shift is not None and shift < 0:
        start, end = max((s for s in spans if s[1] < anchor), default=spans[0])
    elif shift is not None and shift > 0:
        start, end = min((s for s in spans if s[0] > anchor), default=spans[-1])
    else:
        # the one that holds the day, or the one that begins in its calendar year
        holding = [s for s in spans if s[0] <= anchor <= s[1]]
        start, end = (
            holding[0]
            if holding
            else next((s for s in spans if s[0].year == anchor.year), spans[2])
        )
    return When.between(start, end, Precision.SEASON, Basis.DERIVED), start.year
