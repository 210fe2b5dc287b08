"""Time: an expression as it stands in the text (TimeRef), and what it resolves to (When)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["Basis", "Direction", "Precision", "TimeRef", "TimexType", "When"]


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


# -- When: a resolved time, as a half-open interval of days, never falsely exact


_DAY = timedelta(days=1)
_MANY = 31  # a one-of set longer than this is rendered as its hull


class Precision(StrEnum):
    """How fine the words are, from a day to an interval of any length."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    OPEN = "open"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # the words give it in full
    DERIVED = "derived"  # worked out from the words and the report's date
    ASSUMED = "assumed"  # rests on knowledge from outside the report
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, `start` included and `end` excluded; None is open.

    `candidates`, where given, are the only days possible within the interval, ascending.
    """

    start: date | None
    end: date | None
    precision: Precision = Precision.INTERVAL
    basis: Basis = Basis.DERIVED
    candidates: tuple[date, ...] = ()
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            message = f"an interval must hold a day: {self.start} to {self.end}"
            raise ValueError(message)
        if list(self.candidates) != sorted(set(self.candidates)):
            message = "candidate days must be distinct and ascending"
            raise ValueError(message)

    # -- making ------------------------------------------------------------------------------

    @classmethod
    def on(cls, day: date, *, basis: Basis = Basis.DERIVED) -> When:
        """Make the interval of the single `day`."""
        return cls(day, day + _DAY if day < date.max else None, Precision.DAY, basis)

    @classmethod
    def between(
        cls,
        earliest: date | None,
        latest: date | None,
        precision: Precision = Precision.INTERVAL,
        basis: Basis = Basis.DERIVED,
        *,
        approximate: bool = False,
    ) -> When:
        """Make an interval from its first and last day, both included; None is open."""
        end = None if latest is None or latest == date.max else latest + _DAY
        return cls(earliest, end, precision, basis, (), approximate)

    @classmethod
    def month(cls, year: int, month: int, *, basis: Basis = Basis.DERIVED) -> When:
        """Make the interval of a calendar month."""
        last = calendar.monthrange(year, month)[1]
        return cls.between(date(year, month, 1), date(year, month, last), Precision.MONTH, basis)

    @classmethod
    def year(cls, year: int, *, basis: Basis = Basis.DERIVED) -> When:
        """Make the interval of a calendar year."""
        return cls.between(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, basis)

    @classmethod
    def one_of(cls, days: tuple[date, ...], *, basis: Basis = Basis.DERIVED) -> When:
        """Make a one-of set from at least one day; a single day becomes that day."""
        days = tuple(sorted(set(days)))
        if len(days) == 1:
            return cls.on(days[0], basis=basis)
        return cls(days[0], days[-1] + _DAY, Precision.INTERVAL, basis, days)

    # -- asking ------------------------------------------------------------------------------

    @property
    def earliest(self) -> date | None:
        """First admissible day, or None where it is open."""
        return self.start

    @property
    def latest(self) -> date | None:
        """Last admissible day, or None where it is open."""
        return None if self.end is None else self.end - _DAY

    @property
    def width(self) -> int | None:
        """Number of days from the first to the last, or None where one side is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is left."""
        return self.width == 1

    def holds(self, day: date) -> bool:
        """Whether `day` is admissible."""
        if self.candidates:
            return day in self.candidates
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def covers(self, other: When) -> bool:
        """Whether every day of `other`'s hull lies within this hull."""
        left = self.start is None or (other.start is not None and self.start <= other.start)
        right = self.end is None or (other.end is not None and other.end <= self.end)
        return left and right

    def meets(self, other: When) -> bool:
        """Whether some day is admissible in both."""
        return self.narrowed(other) is not None

    def narrowed(self, other: When) -> When | None:
        """Keep only the days admissible in both; None where there are none.

        The basis is the weaker of the two, the precision that of the narrower.
        """
        start, end = _latest(self.start, other.start), _earliest(self.end, other.end)
        if start is not None and end is not None and end <= start:
            return None
        basis = max(self.basis, other.basis, key=lambda b: _WEAKNESS[b])
        if pool := self.candidates or other.candidates:
            days = tuple(d for d in pool if self.holds(d) and other.holds(d))
            return When.one_of(days, basis=basis) if days else None
        for one in (self, other):
            if (start, end) == (one.start, one.end):
                return When(start, end, one.precision, basis, (), one.approximate)
        single = start is not None and end is not None and (end - start).days == 1
        return When(start, end, Precision.DAY if single else Precision.INTERVAL, basis)

    # -- writing -----------------------------------------------------------------------------

    @property
    def edtf(self) -> str:
        """EDTF form: `2024-07-29`, `2024-07`, `2024`, `202X`, `2024-07-01/2024-07-10`, `../2025-03-31`."""
        if self.candidates and len(self.candidates) <= _MANY:
            return "[" + ",".join(d.isoformat() for d in self.candidates) + "]"
        first, last = self.earliest, self.latest
        if first is None or last is None:
            return f"{first or '..'}/{last or '..'}"
        mark = "~" if self.approximate else ""
        return "/".join(part + mark for part in _written_span(first, last))

    def to_json(self) -> dict[str, str | None]:
        """Write the contract's form: `earliest` and `latest`, both included, and `edtf`."""
        return {
            "earliest": self.earliest.isoformat() if self.earliest else None,
            "latest": self.latest.isoformat() if self.latest else None,
            "edtf": self.edtf,
        }


_WEAKNESS = {Basis.STATED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2, Basis.UNKNOWN: 3}


def _latest(one: date | None, other: date | None) -> date | None:
    return max((d for d in (one, other) if d is not None), default=None)


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((d for d in (one, other) if d is not None), default=None)


def _written_span(first: date, last: date) -> tuple[str, ...]:
    """Write both ends of an interval, or the one calendar unit that it is."""
    start, end = first.isoformat(), last.isoformat()
    if first == last:
        return (start,)
    if first.day == 1 and last == _month_end(first):
        return (start[:7],)
    if (start[5:], end[5:]) != ("01-01", "12-31"):
        return start, end
    if first.year == last.year:
        return (start[:4],)
    decade = first.year % 10 == 0 and last.year == first.year + 9
    return (start[:3] + "X",) if decade else (start[:4], end[:4])


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
