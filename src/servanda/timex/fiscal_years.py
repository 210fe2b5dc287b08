"""Fiscal years by country, as data. Unknown country: as wide as the world's fiscal years are."""

from __future__ import annotations

from datetime import date
from functools import cache

from servanda.data_tables import rows
from servanda.model.time import Basis, Precision, When
from servanda.timex.calendar import add_days, add_months

__all__ = ["fiscal_number", "fiscal_year"]


# The earliest fiscal year called N begins in July of N-1, the latest ends in March of N+1.
_WIDE_FROM, _WIDE_TO = (7, 1), (3, 31)


@cache
def _starts() -> dict[str, tuple[int, bool]]:
    """Return country -> (first month, whether the year is named after the year it begins in)."""
    return {code: (int(month), named == "start") for code, month, named in rows("timex", "fiscal")}


def fiscal_year(
    first: int, last: int | None, country: str | None, *, split: int | None = None
) -> tuple[When, str]:
    """Return the days of fiscal years `first` to `last`, and why.

    `split` is the second year of a form such as "FY 2024-25": the year then begins in `first`
    whatever the country's habit.
    """
    last = first if last is None else last
    found = _starts().get(country or "")
    if found is None:
        earliest = date(max(first - 1, 1), *_WIDE_FROM)
        latest = date(min(last + 1, 9999), *_WIDE_TO)
        when = When.between(
            earliest, latest, Precision.FISCAL_YEAR, Basis.DERIVED, approximate=False
        )
        return when, "whose fiscal year is not known: the widest any state uses"
    month, by_start = found
    begin = first if by_start or split is not None or month == 1 else first - 1
    start = date(begin, month, 1)
    years = last - first + 1 if split is None or split - first <= 1 else split - first
    end = add_days(add_months(start, 12 * years), -1)
    when = When.between(start, end, Precision.FISCAL_YEAR, Basis.DERIVED)
    return when, f"the fiscal year of {country} begins in month {month}"


def fiscal_number(day: date, country: str | None) -> int | None:
    """Return the number of the fiscal year that holds `day`, or None where the country is unknown."""
    found = _starts().get(country or "")
    if found is None:
        return None
    month, by_start = found
    begin = day.year if day.month >= month else day.year - 1
    return begin if by_start or month == 1 else begin + 1
