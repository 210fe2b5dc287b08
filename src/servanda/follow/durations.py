"""Durations as a command line writes them: 90d, 6w, 3m, 1y."""

from __future__ import annotations

import re
from datetime import date

from servanda.dates.calc import add_days, add_months
from servanda.errors import UsageError

__all__ = ["reach"]

_WRITTEN = re.compile(r"\s*(\d{1,5})\s*([dwmy])[a-z]*\s*", re.IGNORECASE)


def reach(day: date, duration: str) -> date:
    """Return the day that lies `duration` after `day`: days, weeks, calendar months or years.

    Raises UsageError where `duration` is not a number with d, w, m or y behind it.
    """
    found = _WRITTEN.fullmatch(duration)
    if found is None:
        raise UsageError(
            duration, "is no length of time", "write a number and d, w, m or y: 90d, 6w, 3m, 1y"
        )
    number, unit = int(found[1]), found[2].lower()
    if unit in "dw":
        return add_days(day, number * (7 if unit == "w" else 1))
    return add_months(day, number * (12 if unit == "y" else 1))
