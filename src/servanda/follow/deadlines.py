"""Deadlines: the one a claim gives, the one it moved, and how far ahead of it a day is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from servanda.identity.times import dated, same_end
from servanda.model import (
    CommitmentStatus,
    ResolvedClaim,
    When,
)

__all__ = ["SOON", "deadline", "first_day", "sharper", "shifted", "standing_on"]

SOON = 90
"""Days before its last day from which a commitment counts as due."""

_STATUS = CommitmentStatus
_SHIFT = re.compile(
    r"\b(?P<n>an?|one|two|three|four|five|six|\d+)[ -](?P<unit>year|month|week|day)s?[ -]"
    r"(?P<way>earlier|ahead|sooner|early|before|in advance|later|behind|late)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LATER = frozenset({"later", "behind", "late"})


def deadline(claim: ResolvedClaim) -> When | None:
    """Return the deadline a claim gives; a day gone by when its report appeared is none."""
    given = claim.time("due")
    first = claim.published.earliest if claim.published else None
    if (
        given is not None
        and given.latest is not None
        and first is not None
        and given.latest < first
    ):
        return None
    return given


def shifted(when: When, words: str) -> When | None:
    """Work out the deadline that words like "a year earlier than planned" moved; None if unclear."""
    found = _SHIFT.search(words)
    if found is None:
        return None
    written = found["n"].lower()
    number = _NUMBERS.get(written) or int(written)
    sign = -1 if found["way"].lower() in _LATER else 1
    unit = found["unit"].lower()

    def move(day: date | None) -> date | None:
        if day is None:
            return None
        if unit in ("day", "week"):
            return day + timedelta(days=sign * number * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + sign * number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        while True:  # the 31st of a month that has but 30 days is its last day
            try:
                return day.replace(year=year, month=month + 1)
            except ValueError:
                day -= timedelta(days=1)

    end = move(when.end)
    return When(move(when.start), end, when.precision, when.basis)


def standing_on(last: date, today: date) -> CommitmentStatus:
    """Say where a commitment whose last day is `last` stands on `today`, as long as nobody met it."""
    if today > last:
        return _STATUS.OVERDUE
    return _STATUS.DUE if (last - today).days <= SOON else _STATUS.PLANNED


def sharper(due: When | None, given: When | None) -> When | None:
    """Keep the deadline told last; of two that agree, the one that leaves fewer days open."""
    if given is None or due is None:
        return given or due
    if same_end(due, given) and (due.width or 10**6) < (given.width or 10**6):
        return due
    return given


def first_day(when: When | None) -> date:
    """Return a time's first known day, to sort by; what has none, or is vague, comes last."""
    fine = dated(when)
    return (fine and fine.earliest) or date.max
