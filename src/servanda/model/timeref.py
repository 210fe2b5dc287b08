"""TimeRef: a time expression as it stands in the text, not yet resolved.

Time stays symbolic until it can be resolved: "on Thursday" is a function of the report's
date, and that date may become known, or better known, later. `form` names the function and
`args` are its arguments; both are plain data, so that a claim can be stored and its dates
worked out again at any time (`servanda.dates.resolve`). The vocabulary of forms is defined
in `servanda.dates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Direction", "TimeRef", "TimexType"]


class TimexType(StrEnum):
    """TIMEX3 `type` (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Direction(StrEnum):
    """Which side of the report's date an expression without a year points to."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class TimeRef:
    """One time expression.

    `start` and `end` are offsets into the report's text as stored and `text` the words there,
    the TIMEX3 extent (no preposition). `relation` is the preposition's meaning where one
    governs the words: by, until, since, from, before, after, within, as_early_as.
    `mod` is the TIMEX3 modifier (START, MID, END, APPROX, BEFORE, AFTER, ON_OR_BEFORE, …).
    """

    start: int
    end: int
    text: str
    type: TimexType
    form: str
    args: tuple[tuple[str, str | int], ...] = ()
    mod: str | None = None
    relation: str | None = None
    direction: Direction | None = None

    def arg(self, name: str) -> str | int | None:
        """Return the argument called `name`, or None."""
        return dict(self.args).get(name)
