"""Times as people write them, and as much of a day as is sure for formats that know no intervals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from servanda.model import Precision, When

__all__ = ["NO_DATE", "day", "month", "partial", "plural", "said"]


NO_DATE = "no date"

# Month names are the page's language, not the machine's.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FEW = 3  # possible days that are named one by one


def day(at: date) -> str:
    """Write a day, with blanks where no line may break: "4 Oct 2023"."""
    return f"{at.day}\u00a0{month(at)}\u00a0{at.year}"


def month(at: date) -> str:
    """Name a day's month: "Oct"."""
    return _MONTHS[at.month - 1]


def said(when: When | None) -> str:
    """Write a time as exactly as it is known."""
    if when is None:
        return NO_DATE
    if 0 < len(when.candidates) <= _FEW:
        return _either(when.candidates)
    first, last = when.earliest, when.latest
    if first is None or last is None:
        if last is not None:
            return f"by {day(last)}"
        return f"from {day(first)}" if first is not None else NO_DATE
    words = _span(first, last)
    if when.candidates:
        return f"some day within {words}"
    return f"about {words}" if when.approximate else words


def partial(when: When | None) -> str | None:
    """Return `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, whatever all days of `when` share; else None."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest, when.latest
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return first.isoformat()[:4] if first.year == last.year else None


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a number with its noun: "1 report", "2 reports", "no reports"."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}"


def _either(days: Iterable[date]) -> str:
    *some, last = days
    same = all((d.year, d.month) == (last.year, last.month) for d in some)
    names = [str(d.day) if same else day(d) for d in some]
    return f"{', '.join(names)} or {day(last)}" if names else day(last)


def _span(first: date, last: date) -> str:
    if first == last:
        return day(first)
    edtf = When.between(first, last, Precision.INTERVAL).edtf
    if len(edtf) == len("YYYY"):
        return edtf
    if len(edtf) == len("YYYY-MM"):
        return f"{month(first)}\u00a0{first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day}\u00a0{month(first)} – {day(last)}"
    return f"{day(first)} – {day(last)}"
