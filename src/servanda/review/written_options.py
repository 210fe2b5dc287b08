"""Grades and lengths of time as people write them in an option or in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from servanda.errors import UsageError

__all__ = ["written_days", "written_grades"]


_GRADES = re.compile(r"(?:[A-F1-6](?:-[A-F1-6])?|\?)+")
_GRADE = re.compile(r"([A-F1-6?])(?:-([A-F1-6]))?")
_DAYS = re.compile(r"\s*(\d{1,3})\s*([dw])[a-z]*\s*", re.IGNORECASE)


def written_grades(scale: Iterable[str], text: str) -> frozenset[str]:
    """Read grades of a scale: `A`, `AB`, `A-C`, `A-C?`, the last of which adds what has none.

    Raises UsageError where they are none of that scale.
    """
    known = list(scale)
    found: set[str] = set()
    plain = text.upper().replace(",", "").replace(" ", "")
    for first, last in _GRADE.findall(plain):
        found.update(map(chr, range(ord(first), ord(last or first) + 1)))
    if _GRADES.fullmatch(plain) is None or not found or not found <= {*known, "?"}:
        such = f"{known[0]}-{known[2]}"
        remedy = f"write {known[0]}, {such}, or {such}? to include what has no grade"
        raise UsageError(text[:40], "it is not a grade", remedy)
    return frozenset(found)


def written_days(text: str) -> timedelta:
    """Read a length of time in days or weeks: `7d`, `2w`. Raises UsageError where it is none."""
    found = _DAYS.fullmatch(text)
    if found is None:
        raise UsageError(text[:40], "it is not a length of time", "write days or weeks: 7d, 2w")
    return timedelta(days=int(found[1]) * (7 if found[2] in "wW" else 1))
