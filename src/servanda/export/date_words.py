"""Times on a page, where no line breaks within a day, and as much of a day as is sure."""

from __future__ import annotations

import re
from datetime import date

from servanda.model import When, time_words
from servanda.model.time_words import month

__all__ = ["day", "month", "partial", "plural", "said"]


# Between a number and a month, and between a month and a year, no line may break.
_WITHIN = re.compile(r"(?<=\d) (?=[A-Z])|(?<=[a-z]) (?=\d{4}\b)")


def day(at: date) -> str:
    """Write a day for a page: "4 Oct 2023"."""
    return _bound(time_words.day(at))


def said(when: When | None) -> str:
    """Write a time for a page as exactly as it is known."""
    return _bound(time_words.said(when))


def _bound(words: str) -> str:
    return _WITHIN.sub("\u00a0", words)


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
