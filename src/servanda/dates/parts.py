"""Parts of a month, a year or a decade: what early, mid and late stand for. Conventions, by name."""

from __future__ import annotations

from datetime import date

from servanda.dates.calc import last_of_month
from servanda.model.when import Basis, Precision, When

__all__ = ["part_of_decade", "part_of_month", "part_of_year", "week_of_month"]

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
