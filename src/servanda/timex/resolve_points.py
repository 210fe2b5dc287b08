"""Resolve points of the calendar: days, months, years, decades, quarters, seasons, fiscal years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from servanda.model.time import Basis, Direction, Precision, TimeRef, When
from servanda.timex.calendar import (
    add_days,
    add_months,
    iso_week,
    part_of_decade,
    part_of_month,
    part_of_year,
    safe_day,
    season_of,
    season_year,
    week_of_month,
    year_span,
)
from servanda.timex.draft import inner
from servanda.timex.fiscal_years import fiscal_number, fiscal_year
from servanda.timex.resolve_parts import (
    Seen,
    based,
    direction_of,
    number,
    pick_day,
    pick_month,
    side,
    tail_of,
    year_of,
)
from servanda.timex.timex3 import grain, year_value

__all__ = ["POINTS"]


_LONGEST_YEAR = 400  # days; what is longer only bounds a fiscal year
_SHORT_AHEAD = 10  # years: "'35" written in 2031 is still of this century


def _day(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    month, dom, tail = int(ref.arg("m") or 1), int(ref.arg("d") or 1), tail_of(ref)
    year = year_of(ref, day)
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{month:02d}-{dom:02d}", None, "before our era")
    if year is not None:
        found = safe_day(year, month, dom)
        if found is None:
            return Seen(f"{year:04d}-{month:02d}-{dom:02d}", None, "no calendar holds that day")
        stated = ref.arg("y") is not None
        basis = Basis.STATED if stated else Basis.DERIVED
        return Seen(
            found.isoformat() + tail,
            When.on(found, basis=basis),
            "stated in full" if stated else "the year counted from the report's",
            leans=not stated,
        )
    generic = f"XXXX-{month:02d}-{dom:02d}{tail}"
    if day is None:
        return Seen(generic, None, "the year is not known", leans=True)
    direction = direction_of(ref)
    picked = pick_day(day, month, dom, direction)
    if picked is None:
        return Seen(generic, None, "no year near the report holds that day", leans=True)
    return Seen(picked.isoformat() + tail, When.on(picked), side(direction), leans=True)


def _month(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    month = int(ref.arg("m") or 1)
    year, leans = year_of(ref, day), ref.arg("y") is None
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{month:02d}", None, "before our era")
    why = "the year counted from the report's" if leans else "stated in full"
    if year is None and day is not None:
        first, why = _chosen_month(ref, day, month)
        year = first.year
    if (leans and day is None) or year is None or not 1 <= year <= 9999:
        return Seen(f"XXXX-{month:02d}", None, "the year is not known", leans=leans)
    week = number(ref, "week")
    if week is not None:
        when = week_of_month(year, month, week)
        middle = when.start or date(year, month, 1)
        return Seen(iso_week(add_days(middle, 3)), when, "a week of that month", leans=leans)
    earlier = ref.mod == "START" and ref.text.lower().startswith("earlier")
    when = part_of_month(year, month, None if earlier else ref.mod)
    return Seen(f"{year:04d}-{month:02d}", based(when, leans=leans), why, leans=leans)


def _chosen_month(ref: TimeRef, day: date, month: int) -> tuple[date, str]:
    """Return the first day of the month that is meant, seen from `day`, and why."""
    shift, here = number(ref, "shift"), day.replace(day=1)
    if shift is None:
        direction = direction_of(ref)
        return pick_month(day, month, direction), side(direction)
    if shift < 0:
        first = pick_month(add_months(here, -1), month, Direction.PAST)
        return first, "the latest before the report's month"
    if shift > 0:
        first = pick_month(add_months(here, 1), month, Direction.FUTURE)
        return first, "the first after the report's month"
    return date(day.year, month, 1), "in the report's year"


def _year(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    short = number(ref, "yy")
    if short is not None and day is None:
        return Seen(f"XX{short:02d}", None, "the century is not known", leans=True)
    if short is not None and day is not None:
        year = day.year // 100 * 100 + short
        year -= 100 if year > day.year + _SHORT_AHEAD else 0
        return Seen(f"{year:04d}", When.year(year), "the latest such year", leans=True)
    year = int(ref.arg("y") or 0)
    if ref.arg("era") == "BC":
        return Seen(year_value(year, "BC"), None, "before our era")
    if not 1 <= year <= 9999:
        return Seen(f"{year:04d}", None, "no calendar holds that year")
    when = part_of_year(year, ref.mod, edge=ref.arg("edge") is not None)
    return Seen(f"{year:04d}", based(when, leans=False), "stated in full")


def _decade(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    year, short = number(ref, "y"), number(ref, "yy")
    leans = year is None
    if year is None:
        if day is None or short is None:
            return Seen(f"XX{(short or 0) // 10}", None, "the century is not known", leans=True)
        year = day.year // 100 * 100 + short
        if year > day.year + 20:
            year -= 100
    half = number(ref, "half")
    if half is not None:
        start = year + 5 * (half - 1)
        when = When.between(date(start, 1, 1), date(start + 4, 12, 31), Precision.INTERVAL)
        return Seen(f"{year // 10:03d}", based(when, leans=leans), "five years", leans=leans)
    return Seen(
        f"{year // 10:03d}",
        based(part_of_decade(year, ref.mod), leans=leans),
        "ten years",
        leans=leans,
    )


def _century(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    nth = int(ref.arg("c") or 1)
    if ref.arg("era") == "BC":
        return Seen(f"BC{nth - 1:02d}", None, "before our era")
    first = max((nth - 1) * 100, 1)
    span = year_span(first, (nth - 1) * 100 + 99)
    when = None if span is None else When.between(*span, Precision.CENTURY, Basis.STATED)
    if when is not None and ref.mod is not None and nth > 1:
        when = part_of_decade(first, ref.mod, 100)
    return Seen(f"{nth - 1:02d}", when, "a hundred years")


def _quarter(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    quarter, half, shift = number(ref, "q"), number(ref, "h"), number(ref, "shift")
    label = f"Q{quarter}" if quarter else f"H{half}"
    length = 3 if half is None else 6
    offset = length * ((quarter or half or 1) - 1)  # months from the start of its year
    of = inner(ref, "of")
    if of is not None:
        base = _fiscal(of, day, str(ref.arg("country") or country or "") or None)
        return _of_fiscal_year(base, label, length, offset)
    if shift is not None:
        return _counted_quarter(day, shift)
    year, leans = year_of(ref, day), ref.arg("y") is None
    why = "stated in full" if not leans else "the year counted from the report's"
    if year is None:
        if day is None:
            return Seen(f"XXXX-{label}", None, "the year is not known", leans=True)
        direction = direction_of(ref)
        year, why = pick_month(day, offset + 1, direction).year, side(direction)
    start = date(min(max(year, 1), 9998), offset + 1, 1)
    when = _months(start, length, Precision.QUARTER if length == 3 else Precision.HALF)
    return Seen(f"{start.year:04d}-{label}", based(when, leans=leans), why, leans=leans)


def _months(start: date, count: int, precision: Precision) -> When:
    """Return the `count` months that begin on `start`."""
    return When.between(start, add_days(add_months(start, count), -1), precision)


def _of_fiscal_year(base: Seen, label: str, length: int, offset: int) -> Seen:
    """Return a quarter or half of a fiscal year; all of the year where that is only bounded."""
    value = f"{base.value}-{label}"
    if base.when is None or base.when.start is None or (base.when.width or 0) > _LONGEST_YEAR:
        return Seen(value, base.when, base.why, leans=base.leans)
    when = _months(add_months(base.when.start, offset), length, Precision.QUARTER)
    return Seen(value, when, base.why, leans=base.leans)


def _counted_quarter(day: date | None, shift: int) -> Seen:
    """Return the last, this or the next quarter."""
    if day is None:
        return Seen("XXXX-QX", None, "the report's date is not known", leans=True)
    start = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * shift)
    when = _months(start, 3, Precision.QUARTER)
    return Seen(grain(start, "Q"), when, "counted from the report's quarter", leans=True)


def _season(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    season, shift = str(ref.arg("s")), number(ref, "shift")
    year = year_of(ref, day)
    leans = ref.arg("y") is None
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{season}", None, "before our era")
    if year is not None:
        return Seen(
            f"{year:04d}-{season}", season_year(season, year, country), "that year's", leans=leans
        )
    if day is None:
        return Seen(f"XXXX-{season}", None, "the year is not known", leans=True)
    if shift is None:
        direction = direction_of(ref)
        shift = {Direction.PAST: -1, Direction.FUTURE: 1, None: 0}[direction]
        here, named = season_of(season, day, 0, country)
        if here.holds(day) or shift == 0:
            return Seen(f"{named:04d}-{season}", here, side(direction), leans=True)
    when, named = season_of(season, day, shift, country)
    return Seen(f"{named:04d}-{season}", when, "counted from the report's day", leans=True)


def _fiscal(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    country = str(ref.arg("country") or country or "") or None
    if ref.arg("from_m") is not None:
        return _fiscal_from(ref, day)
    end_year, to_month = number(ref, "end_y"), number(ref, "to_m")
    if end_year is not None and to_month is not None:
        start = date(end_year, to_month, 1)
        when = _months(add_months(start, -11), 12, Precision.FISCAL_YEAR)
        return Seen(f"FY{end_year:04d}", when, "the words say when it ends")
    year, shift = number(ref, "y") if end_year is None else end_year, number(ref, "shift")
    if year is not None:
        return _fiscal_year(ref, year, country, leans=shift is not None)
    if day is None or shift is None:
        return Seen("FYXXXX", None, "the report's date is not known", leans=True)
    named = fiscal_number(day, country)
    if named is None:
        when, _ = fiscal_year(day.year + shift, None, None)
        return Seen("FYXXXX", when, "whose fiscal year is not known", leans=True)
    return _fiscal_year(ref, named + shift, country, leans=True)


def _fiscal_from(ref: TimeRef, day: date | None) -> Seen:
    """Return the fiscal year from a month that the words name."""
    month, year = number(ref, "from_m") or 1, number(ref, "y")
    if year is None:
        if day is None:
            return Seen("XXXX", None, "the year is not known", leans=True)
        year = pick_month(day, month, direction_of(ref)).year
    when = _months(date(year, month, 1), 12, Precision.FISCAL_YEAR)
    return Seen(f"FY{year:04d}", when, "the words say in which month it begins")


def _fiscal_year(ref: TimeRef, year: int, country: str | None, *, leans: bool) -> Seen:
    """Return a fiscal year by its number, or the part of it, or the years up to another."""
    if not 2 <= year <= 9990:
        return Seen(f"FY{year:04d}", None, "no calendar holds that year")
    last = number(ref, "y2")
    when, why = fiscal_year(year, last, country, split=number(ref, "split"))
    value = f"FY{year:04d}" if last is None else f"FY{year:04d}/FY{last or year:04d}"
    known = when.start is not None and when.width is not None and when.width < _LONGEST_YEAR
    if known and when.start is not None and ref.mod in {"START", "END"}:
        start = when.start if ref.mod == "START" else add_months(when.start, 9)
        when = _months(start, 3, Precision.INTERVAL)
    return Seen(value, when, why, leans=leans)


POINTS: dict[str, Callable[[TimeRef, date | None, str | None], Seen]] = {
    "day": _day,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "fiscal": _fiscal,
}
