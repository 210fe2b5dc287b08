"""Resolve what leans on the report's day: weekdays, last and next, ago, today, spans of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from servanda.model.time import Direction, TimeRef, When
from servanda.timex.calendar import (
    add_days,
    add_months,
    monday,
    part_of_decade,
    part_of_month,
    part_of_year,
)
from servanda.timex.resolve_parts import (
    Seen,
    beyond,
    direction_of,
    moved,
    number,
    pick_weekday,
    side,
    stretch,
    tail_of,
)
from servanda.timex.timex3 import duration_unit, grain, unknown

__all__ = ["LEANING"]


def _weekday(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    weekday, tail = int(ref.arg("wd") or 1), tail_of(ref)
    if day is None:
        return Seen(f"XXXX-WXX-{weekday}{tail}", None, "the report's date is not known", leans=True)
    shift, week = number(ref, "shift"), number(ref, "week")
    if week is not None:
        found, why = add_days(monday(day), 7 * week + weekday - 1), "of that week"
    elif shift is not None and shift < 0:
        found, why = (
            pick_weekday(add_days(day, -1), weekday, Direction.PAST),
            "the latest before the report",
        )
    elif shift is not None and shift > 0:
        found, why = (
            pick_weekday(add_days(day, 1), weekday, Direction.FUTURE),
            "the first after the report",
        )
    elif shift == 0 and ref.direction is not Direction.PAST:
        found, why = add_days(monday(day), weekday - 1), "of the report's week"
    else:
        direction = direction_of(ref)
        found, why = pick_weekday(day, weekday, direction), side(direction)
    return Seen(found.isoformat() + tail, When.on(found), why, leans=True)


def _weekend(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    if day is None:
        return Seen(unknown("E"), None, "the report's date is not known", leans=True)
    direction = direction_of(ref)
    saturday = pick_weekday(add_days(day, 1) if day.isoweekday() == 7 else day, 6, direction)
    return Seen(grain(saturday, "E"), stretch(saturday, "E"), side(direction), leans=True)


def _parted(when: When, unit: str, day: date, ref: TimeRef) -> When:
    """Cut a stretch to its early, mid or late part."""
    if ref.mod is None or ref.text.lower().startswith(("earlier", "later")):
        return when
    if unit == "M":
        return part_of_month(day.year, day.month, ref.mod)
    if unit == "Y":
        return part_of_year(day.year, ref.mod, edge=ref.arg("edge") is not None)
    if unit == "T":
        return part_of_decade(day.year // 10 * 10, ref.mod)
    return when


def _rel(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    unit = str(ref.arg("u"))
    if day is None:
        return Seen(unknown(unit), None, "the report's date is not known", leans=True)
    count = int(ref.arg("k") or 0)
    there = moved(
        monday(day) if unit in "WE" else (day if unit == "D" else day.replace(day=1)), unit, count
    )
    when = _parted(stretch(there, unit), unit, there, ref)
    return Seen(grain(there, unit), when, "counted from the report's date", leans=True)


def _whole_days(unit: str, count: int) -> int:
    """Return the days in a number of hours; less than a day is none."""
    return int(count / 24) if unit == "h" else 0


def _offset(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    unit = str(ref.arg("u"))
    whole = duration_unit(unit)
    if day is None:
        return Seen(unknown(whole), None, "the report's date is not known", leans=True)
    count = int(ref.arg("n") or 0)
    if beyond(day, unit, count):
        return Seen(unknown(whole), None, "no calendar reaches that far", leans=True)
    there = add_days(day, _whole_days(unit, count)) if unit in "hmS" else moved(day, unit, count)
    if unit == "Y" and ref.arg("half"):
        there = add_months(there, -6)
    approximate = ref.mod is not None
    when = stretch(there, whole)
    if approximate:
        when = When(when.start, when.end, when.precision, when.basis, (), approximate=True)
    return Seen(grain(there, whole), when, "counted from the report's date", leans=True)


def _today(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    tail = tail_of(ref)
    if day is None:
        return Seen("XXXX-XX-XX" + tail, None, "the report's date is not known", leans=True)
    found = add_days(day, int(ref.arg("k") or 0))
    return Seen(
        found.isoformat() + tail, When.on(found), "counted from the report's date", leans=True
    )


def _span(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    value = str(ref.arg("value"))
    count, unit = number(ref, "n"), str(ref.arg("u"))
    if day is None or count is None or unit in "hmS":
        return Seen(value, None, "a length of time", leans=True)
    way = int(ref.arg("dir") or 0) if ref.form == "span" else 1
    there = moved(day, unit, count * (way or 1))
    first, last = (there, day) if there <= day else (day, there)
    return Seen(value, When.between(first, last), "reckoned from the report's date", leans=True)


def _duration(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    if ref.relation == "within":
        return _span(ref, day, country)
    return Seen(str(ref.arg("value")), None, "a length of time")


LEANING: dict[str, Callable[[TimeRef, date | None, str | None], Seen]] = {
    "weekday": _weekday,
    "weekend": _weekend,
    "rel": _rel,
    "offset": _offset,
    "today": _today,
    "span": _span,
    "duration": _duration,
}
