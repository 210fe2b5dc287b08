"""The day that a source states of a report: in metadata, a mail's header or a `<time>` element.

Such a value is nothing but its day, in any of the usual forms: ISO 8601, RFC 2822, in words, in
digits, as Unix time. What can be read as two days is refused, and so is a day of no calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from servanda.data_tables import word_set
from servanda.model.time import TimeRef
from servanda.timex.calendar import is_day
from servanda.timex.finding import find

__all__ = ["StatedDay", "stated_day"]


_LONGEST = 120  # characters of a value that is a day and no text
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?=$|[T\s,])", re.ASCII)
_ISO_WEEK = re.compile(r"\d{4}-?W\d{2}(?:-?\d)?(?=$|[T\s])", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(?:\d{4}|\d{6})Z?)?$", re.ASCII)
_DIGITS = re.compile(r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?(?=$|[T\s,])", re.ASCII)
_UNIX = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?$", re.ASCII)  # 2001 to 2033
_C_TIME = re.compile(r"([A-Za-z]{3,9} \d{1,2}) \d\d:\d\d:\d\d(?: [A-Z]{1,5})? (\d{4})$", re.ASCII)
_SLASHED_MONTH = re.compile(r"(?<=\d)/(?=[A-Za-z]{3})|(?<=[A-Za-z])/(?=\d)")  # 12/Mar/2024
_CLOCK = re.compile(
    r"T?\b\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d+)?|\b\d{1,2}(?=\s?[ap]\.?m\b)|(?<!\w)[+-]\d{2}:?\d{2}\b"
)
_WORD = re.compile(r"\w+")
_BESIDE = word_set("timex", "beside_stated")
_MONTHS = 12
_Month = tuple[str | int | None, str | int | None]


@dataclass(frozen=True, slots=True)
class StatedDay:
    """The days from `first` to `last` that a value states, or the `problem` for which it states none.

    `iso` is the day as ISO 8601, or the month or year where the value says no more; "" with a problem.
    """

    first: date | None = None
    last: date | None = None
    iso: str = ""
    problem: str = ""


def stated_day(value: str) -> StatedDay:
    """Read a value that is a day and, at most, a clock time and labels: "Tue, 12 Mar 2024 10:00 +0900".

    The day is taken as it stands, in the time zone of whoever wrote it. Digits with dots begin with
    the day, as in every country that writes them; with slashes or dashes day and month must be
    told apart by the numbers. A weekday that the day does not fall on makes it no day.
    """
    value = value.strip()
    if len(value) > _LONGEST:
        return StatedDay(problem="it is longer than any date")
    value = " ".join(value.split())
    for read in (_iso, _iso_week, _compact, _digits, _unix):
        found = read(value)
        if found is not None:
            return found
    return _in_words(_C_TIME.sub(r"\1, \2", _SLASHED_MONTH.sub(" ", value)))


def _of(year: int, month: int, day: int) -> StatedDay:
    if not is_day(year, month, day):
        return StatedDay(problem="no calendar has that day")
    there = date(year, month, day)
    return StatedDay(there, there, there.isoformat())


def _of_month(year: int, month: int = 0) -> StatedDay:
    """Return the days of a month, or of a year where no month is given."""
    if not 0 < year < date.max.year or month > _MONTHS:
        return StatedDay(problem="no calendar has that month")
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1) if month else date(year + 1, 1, 1)
    iso = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    return StatedDay(date(year, month or 1, 1), after - timedelta(days=1), iso)


def _iso(value: str) -> StatedDay | None:
    """Read: 2024-03-12, 2024-03-12T10:00:00+09:00, 2024-03, 2024."""
    if value.isdecimal() and len(value) == 4:
        return _of_month(int(value))
    found = _ISO.match(value)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if found[3] is None and found.end() < len(value):
        return None
    return _of(year, month, day) if found[3] else _of_month(year, max(month, 1) if month else 13)


def _iso_week(value: str) -> StatedDay | None:
    """Read: 2024-W11-2, 2024-W11."""
    found = _ISO_WEEK.match(value)
    if found is None:
        return None
    try:
        first = date.fromisoformat(found[0])
    except ValueError:
        return StatedDay(problem="no calendar has that week")
    whole = found[0].upper().split("W")[1].replace("-", "")
    if len(whole) == 3:
        return StatedDay(first, first, first.isoformat())
    return StatedDay(first, first + timedelta(days=6), found[0])


def _compact(value: str) -> StatedDay | None:
    """Read: 20240312, 20240312T101500Z."""
    found = _COMPACT.match(value)
    return _of(int(found[1]), int(found[2]), int(found[3])) if found else None


def _digits(value: str) -> StatedDay | None:
    """Read: 2024/03/12, 12.03.2024, 13/03/2024, 3-13-2024; 03/04/2024 may be two days."""
    found = _DIGITS.match(value)
    if found is None:
        return None
    a, b, c = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return _of(a, b, c)
    if len(found[4]) != 4:
        return StatedDay(problem="its year has two digits: it may be more than one day")
    if found[2] == "." or a > _MONTHS or a == b or not a or not b:
        return _of(c, b, a)
    if b > _MONTHS:
        return _of(c, a, b)
    return StatedDay(problem=f"it may be {date(c, b, a)} or {date(c, a, b)}")


def _unix(value: str) -> StatedDay | None:
    """Read: 1710201600, 1710201600000, the seconds or milliseconds since 1970."""
    found = _UNIX.match(value)
    if found is None:
        return None
    there = datetime.fromtimestamp(int(found[1]), UTC).date()
    return StatedDay(there, there, there.isoformat())


def _in_words(value: str) -> StatedDay:
    """Read: 12 March 2024, March 12th, 2024, Tue, 12 Mar 2024 10:00:00 +0900, March 2024."""
    refs = find(value)
    days = {one for ref in refs if (one := _full(ref)) is not None}
    months = {(ref.arg("y"), ref.arg("m")) for ref in refs if _is_month(ref)}
    problem = _too_many(days, months) or _beside(value, refs, known=bool(days))
    if problem:
        return StatedDay(problem=problem)
    if not days:
        year, month = months.pop()
        return _of_month(int(year or 0), int(month or 0))
    found = days.pop()
    weekdays = {ref.arg("wd") for ref in refs} - {None}
    if weekdays - {found.isoweekday()}:
        return StatedDay(problem=f"{found} is another day of the week")
    return StatedDay(found, found, found.isoformat())


def _too_many(days: set[date], months: set[_Month]) -> str:
    """Say what keeps a value from being one day or one month; "" where nothing does."""
    if len(days) > 1 or (not days and len(months) > 1):
        return "it names more than one day"
    return "" if days or months else "it states no day"


def _beside(value: str, refs: list[TimeRef], *, known: bool) -> str:
    """Say what is wrong with the words beside the day, where they are more than its labels."""
    rest = _without(value, [ref for ref in refs if _full(ref) is not None or _is_month(ref)])
    words = _WORD.findall(_CLOCK.sub(" ", rest))
    others = [word for word in words if word.lower() not in _BESIDE]
    if not others:
        return ""
    if not known and all(word.isdecimal() for word in others):
        return "no calendar has that day"
    return "it is no day alone"


def _full(ref: TimeRef) -> date | None:
    """Return the day that an expression states with its year."""
    year, month, day = (int(ref.arg(key) or 0) for key in ("y", "m", "d"))
    if ref.form != "day" or ref.arg("era") or not is_day(year, month, day):
        return None
    return date(year, month, day)


def _is_month(ref: TimeRef) -> bool:
    """Whether an expression is a month with its year, or a year, and no part of one."""
    known = {"y", "m"}
    return (
        ref.form in {"month", "year"}
        and isinstance(ref.arg("y"), int)
        and all(key in known for key, _ in ref.args)
        and ref.mod is None
    )


def _without(value: str, refs: list[TimeRef]) -> str:
    """Return what stands around the expressions."""
    for ref in reversed(refs):
        value = f"{value[: ref.start]} {value[ref.end :]}"
    return value
