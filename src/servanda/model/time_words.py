"""Times as people write them: "by 31 Mar 2025", "4–6 Oct 2023", "between Sep 2023 and Sep 2024".

Every table, text, page and title for people writes its times here; EDTF is for data. What is written
is never narrower than the time: an interval of more than a quarter is widened to whole months, one of
more than ten years to whole years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from servanda.model.time import Precision, When

__all__ = [
    "UNKNOWN",
    "briefly",
    "day",
    "deadline",
    "deadline_of",
    "month",
    "read_time",
    "said",
    "said_of",
]


UNKNOWN = "unknown"

# The names of months are those of English, not those of the machine.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FEW = 3  # possible days that are named one by one
_EXACT = 92  # days of an interval that is written to the day
_BY_MONTH = 3660  # days of one that is written by month
_DECADE = re.compile(r"\d{3}X")


def day(at: date) -> str:
    """Write a day: "4 Oct 2023"."""
    return f"{at.day} {month(at)} {at.year}"


def month(at: date) -> str:
    """Name a day's month: "Oct"."""
    return _MONTHS[at.month - 1]


def said(when: When | None, unknown: str = UNKNOWN) -> str:
    """Write a time as exactly as it is known; `unknown` where nothing is."""
    if when is None:
        return unknown
    if 0 < len(when.candidates) <= _FEW:
        return _either(when.candidates)
    first, last = when.earliest, when.latest
    if first is None or last is None:
        if last is not None:
            return f"by {day(last)}"
        return f"since {day(first)}" if first is not None else unknown
    words = _span(first, last)
    return f"about {words}" if when.approximate else words


def deadline(when: When | None, unknown: str = "") -> str:
    """Write when something is due: its day, month or year, else its last day: "by 31 Mar 2025"."""
    if when is None:
        return unknown
    if when.earliest is None or when.latest is None or when.candidates or when.approximate:
        return said(when, unknown)
    return said(when) if _unit(when.earliest, when.latest) else f"by {day(when.latest)}"


def briefly(when: When | None) -> str:
    """Write a time in few letters: its day, else its month, its year, or its first and last year."""
    if when is None:
        return ""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return said(when, "")
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{first.year}–{last.year}"
    return f"{month(first)} {first.year}" if first.month == last.month else str(first.year)


def read_time(plain: Mapping[str, Any] | None) -> When | None:
    """Read a time in the contract's form, `{"earliest", "latest", "edtf"}`."""
    return (
        None if not plain else _read(plain["earliest"], plain["latest"], str(plain["edtf"] or ""))
    )


def said_of(plain: Mapping[str, Any] | None, unknown: str = UNKNOWN) -> str:
    """Write a time in the contract's form as `said` does."""
    return said(read_time(plain), unknown)


def deadline_of(plain: Mapping[str, Any] | None, unknown: str = "") -> str:
    """Write a time in the contract's form as `deadline` does."""
    return deadline(read_time(plain), unknown)


@lru_cache(maxsize=4096)
def _read(earliest: str | None, latest: str | None, edtf: str) -> When:
    if edtf.startswith("["):
        return When.one_of(tuple(date.fromisoformat(one) for one in edtf[1:-1].split(",")))
    first, last = (date.fromisoformat(one) if one else None for one in (earliest, latest))
    return When.between(first, last, approximate="~" in edtf)


def _either(days: Sequence[date]) -> str:
    *some, last = days
    same_month = all((one.year, one.month) == (last.year, last.month) for one in days)
    same_year = all(one.year == last.year for one in days)
    names = [
        str(one.day) if same_month else f"{one.day} {month(one)}" if same_year else day(one)
        for one in some
    ]
    return f"{', '.join(names)} or {day(last)}" if names else day(last)


def _unit(first: date, last: date) -> str:
    """Name the day, month, year or decade that two days enclose; "" where there is none."""
    if first == last:
        return day(first)
    edtf = When.between(first, last, Precision.INTERVAL).edtf
    if _DECADE.fullmatch(edtf):
        return f"the {edtf[:-1]}0s"
    if len(edtf) == len("YYYY-MM"):
        return f"{month(first)} {first.year}"
    return edtf if len(edtf) == len("YYYY") else ""


def _span(first: date, last: date) -> str:
    unit = _unit(first, last)
    if unit:
        return unit
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    width = (last - first).days
    if width > _BY_MONTH or _whole_years(first, last):
        return f"between {first.year} and {last.year}"
    same = first.year == last.year
    if width <= _EXACT and not _whole_months(first, last):
        left = f"{first.day} {month(first)}" if same else day(first)
        return f"between {left} and {day(last)}"
    left = month(first) if same else f"{month(first)} {first.year}"
    return f"between {left} and {month(last)} {last.year}"


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and When.month(last.year, last.month).latest == last


def _whole_years(first: date, last: date) -> bool:
    return _whole_months(first, last) and (first.month, last.month) == (1, 12)
