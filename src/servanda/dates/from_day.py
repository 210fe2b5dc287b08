"""Resolve one expression seen from one day, or from no day at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from servanda.dates.calc import add_days, add_months, monday, safe_day, year_span
from servanda.dates.draft import inner
from servanda.dates.fiscal import fiscal_number, fiscal_year
from servanda.dates.parts import part_of_decade, part_of_month, part_of_year
from servanda.dates.pick import pick_day, pick_month, pick_weekday
from servanda.dates.seasons import season_of, season_year
from servanda.dates.values import duration_unit, grain, unknown, year_value
from servanda.model.timeref import Direction, TimeRef
from servanda.model.when import Basis, Precision, When

__all__ = ["Seen", "seen_from"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading: TIMEX3 value, interval (None where not known), why, and whether the anchor counted."""

    value: str
    when: When | None
    why: str
    leans: bool = False


def seen_from(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    """Return what `ref` means seen from `day` (None: the report's date is not known)."""
    handler = _FORMS.get(ref.form)
    if handler is None:
        return Seen(str(ref.arg("value") or ""), None, "no calendar date")
    return handler(ref, day, country)


def _int(ref: TimeRef, name: str) -> int | None:
    value = ref.arg(name)
    return None if value is None else int(value)


def _direction(ref: TimeRef) -> Direction | None:
    inherited = ref.arg("dir")
    if ref.direction is None and inherited in ("past", "future"):
        return Direction(str(inherited))
    return ref.direction


def _side(direction: Direction | None) -> str:
    if direction is Direction.PAST:
        return "the latest not after the report"
    if direction is Direction.FUTURE:
        return "the first not before the report"
    return "the nearest to the report"


def _year_of(ref: TimeRef, day: date | None) -> int | None:
    """Return the year stated, or reckoned from "last year", "this year", "next year"."""
    year, relative = _int(ref, "y"), _int(ref, "ry")
    if year is not None:
        return year
    if relative is not None and day is not None:
        return day.year + relative
    return None


def _tail(ref: TimeRef) -> str:
    clock, part, zone = ref.arg("clock"), ref.arg("tod"), _int(ref, "zone")
    if clock is not None:
        mark = "" if zone is None else ("Z" if zone == 0 else f"{'+' if zone > 0 else '-'}{abs(zone):02d}")
        return f"T{clock}{mark}"
    return "" if part is None else f"T{part}"


def _day(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    month, number, tail = int(ref.arg("m") or 1), int(ref.arg("d") or 1), _tail(ref)
    year = _year_of(ref, day)
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{month:02d}-{number:02d}", None, "before our era")
    if year is not None:
        found = safe_day(year, month, number)
        if found is None:
            return Seen(f"{year:04d}-{month:02d}-{number:02d}", None, "no calendar holds that day")
        stated = ref.arg("y") is not None
        basis = Basis.STATED if stated else Basis.DERIVED
        return Seen(
            found.isoformat() + tail,
            When.on(found, basis=basis),
            "stated in full" if stated else "the year counted from the report's",
            leans=not stated,
        )
    generic = f"XXXX-{month:02d}-{number:02d}{tail}"
    if day is None:
        return Seen(generic, None, "the year is not known", leans=True)
    direction = _direction(ref)
    picked = pick_day(day, month, number, direction)
    if picked is None:
        return Seen(generic, None, "no year near the report holds that day", leans=True)
    return Seen(picked.isoformat() + tail, When.on(picked), _side(direction), leans=True)


def _month(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    month = int(ref.arg("m") or 1)
    year, shift = _year_of(ref, day), _int(ref, "shift")
    why, leans = "stated in full", ref.arg("y") is None
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{month:02d}", None, "before our era")
    if leans and day is None:
        return Seen(f"XXXX-{month:02d}", None, "the year is not known", leans=True)
    if year is None and day is not None:
        if shift is not None and shift < 0:
            first = pick_month(add_months(day.replace(day=1), -1), month, Direction.PAST)
            why = "the latest before the report's month"
        elif shift is not None and shift > 0:
            first = pick_month(add_months(day.replace(day=1), 1), month, Direction.FUTURE)
            why = "the first after the report's month"
        elif shift == 0:
            first, why = date(day.year, month, 1), "in the report's year"
        else:
            direction = _direction(ref)
            first, why = pick_month(day, month, direction), _side(direction)
        year = first.year
    elif leans:
        why = "the year counted from the report's"
    if year is None or not 1 <= year <= 9999:
        return Seen(f"XXXX-{month:02d}", None, "the year is not known", leans=leans)
    when = part_of_month(year, month, ref.mod)
    if ref.mod == "START" and ref.text.lower().startswith("earlier"):
        when = part_of_month(year, month, None)
    return Seen(f"{year:04d}-{month:02d}", _based(when, leans=leans), why, leans=leans)


def _based(when: When, *, leans: bool) -> When:
    basis = Basis.DERIVED if leans else Basis.STATED
    return When(when.start, when.end, when.precision, basis, when.candidates, when.approximate)


def _year(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    year = int(ref.arg("y") or 0)
    if ref.arg("era") == "BC":
        return Seen(year_value(year, "BC"), None, "before our era")
    if not 1 <= year <= 9999:
        return Seen(f"{year:04d}", None, "no calendar holds that year")
    when = part_of_year(year, ref.mod, edge=ref.arg("edge") is not None)
    return Seen(f"{year:04d}", _based(when, leans=False), "stated in full")


def _decade(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    year, short = _int(ref, "y"), _int(ref, "yy")
    leans = year is None
    if year is None:
        if day is None or short is None:
            return Seen(f"XX{(short or 0) // 10}", None, "the century is not known", leans=True)
        year = day.year // 100 * 100 + short
        if year > day.year + 20:
            year -= 100
    return Seen(f"{year // 10:03d}", _based(part_of_decade(year, ref.mod), leans=leans), "ten years", leans=leans)


def _century(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    number = int(ref.arg("c") or 1)
    if ref.arg("era") == "BC":
        return Seen(f"BC{number - 1:02d}", None, "before our era")
    first = max((number - 1) * 100, 1)
    span = year_span(first, (number - 1) * 100 + 99)
    when = None if span is None else When.between(*span, Precision.CENTURY, Basis.STATED)
    if when is not None and ref.mod is not None and number > 1:
        when = part_of_decade(first, ref.mod, 100)
    return Seen(f"{number - 1:02d}", when, "a hundred years")


def _quarter(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    quarter, half, shift = _int(ref, "q"), _int(ref, "h"), _int(ref, "shift")
    label = f"Q{quarter}" if quarter else f"H{half}"
    length = 3 if half is None else 6
    index = (quarter or half or 1) - 1
    of = inner(ref, "of")
    if of is not None:
        base = _fiscal(of, day, str(ref.arg("country") or country or "") or None)
        if base.when is None or base.when.start is None or (base.when.width or 0) > 400:
            return Seen(f"{base.value}-{label}", base.when, base.why, leans=base.leans)
        start = add_months(base.when.start, length * index)
        when = When.between(start, add_days(add_months(start, length), -1), Precision.QUARTER, Basis.DERIVED)
        return Seen(f"{base.value}-{label}", when, base.why, leans=base.leans)
    if shift is not None:
        if day is None:
            return Seen("XXXX-QX", None, "the report's date is not known", leans=True)
        start = add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * shift)
        when = When.between(start, add_days(add_months(start, 3), -1), Precision.QUARTER)
        return Seen(grain(start, "Q"), when, "counted from the report's quarter", leans=True)
    year = _year_of(ref, day)
    leans = ref.arg("y") is None
    why = "stated in full" if not leans else "the year counted from the report's"
    if year is None:
        if day is None:
            return Seen(f"XXXX-{label}", None, "the year is not known", leans=True)
        direction = _direction(ref)
        year = pick_month(day, index * length + 1, direction).year
        why = _side(direction)
    start = date(min(max(year, 1), 9998), index * length + 1, 1)
    precision = Precision.QUARTER if length == 3 else Precision.HALF
    when = When.between(start, add_days(add_months(start, length), -1), precision)
    return Seen(f"{start.year:04d}-{label}", _based(when, leans=leans), why, leans=leans)


def _season(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    season, shift = str(ref.arg("s")), _int(ref, "shift")
    year = _year_of(ref, day)
    leans = ref.arg("y") is None
    if ref.arg("era") == "BC":
        return Seen(f"BC{year or 0:04d}-{season}", None, "before our era")
    if year is not None:
        return Seen(f"{year:04d}-{season}", season_year(season, year, country), "that year's", leans=leans)
    if day is None:
        return Seen(f"XXXX-{season}", None, "the year is not known", leans=True)
    if shift is None:
        direction = _direction(ref)
        shift = {Direction.PAST: -1, Direction.FUTURE: 1, None: 0}[direction]
        here, named = season_of(season, day, 0, country)
        if here.holds(day) or shift == 0:
            return Seen(f"{named:04d}-{season}", here, _side(direction), leans=True)
    when, named = season_of(season, day, shift, country)
    return Seen(f"{named:04d}-{season}", when, "counted from the report's day", leans=True)


def _fiscal(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    country = str(ref.arg("country") or country or "") or None
    year, shift, from_month = _int(ref, "y"), _int(ref, "shift"), _int(ref, "from_m")
    if from_month is not None:
        if year is None:
            if day is None:
                return Seen("XXXX", None, "the year is not known", leans=True)
            year = pick_month(day, from_month, _direction(ref)).year
        start = date(year, from_month, 1)
        when = When.between(start, add_days(add_months(start, 12), -1), Precision.FISCAL_YEAR)
        return Seen(f"FY{year:04d}", when, "the words say in which month it begins")
    end_year, to_month = _int(ref, "end_y"), _int(ref, "to_m")
    if end_year is not None:
        if to_month is not None:
            end = add_days(add_months(date(end_year, to_month, 1), 1), -1)
            start = add_months(date(end_year, to_month, 1), -11)
            when = When.between(start, end, Precision.FISCAL_YEAR)
            return Seen(f"FY{end_year:04d}", when, "the words say when it ends")
        year = end_year
    leans = shift is not None
    if year is None:
        if day is None or shift is None:
            return Seen("FYXXXX", None, "the report's date is not known", leans=True)
        number = fiscal_number(day, country)
        if number is None:
            earliest, latest = fiscal_year(day.year + shift, None, None)[0], None
            del latest
            return Seen("FYXXXX", earliest, "whose fiscal year is not known", leans=True)
        year = number + shift
    if not 2 <= year <= 9990:
        return Seen(f"FY{year:04d}", None, "no calendar holds that year")
    when, why = fiscal_year(year, _int(ref, "y2"), country, split=_int(ref, "split"))
    value = f"FY{year:04d}" if ref.arg("y2") is None else f"FY{year:04d}/FY{int(ref.arg('y2') or year):04d}"
    if ref.mod in {"START", "END"} and when.width is not None and when.width < 400 and when.start:
        start = when.start if ref.mod == "START" else add_months(when.start, 9)
        when = When.between(start, add_days(add_months(start, 3), -1), Precision.INTERVAL)
    return Seen(value, when, why, leans=leans)


def _weekday(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    weekday, tail = int(ref.arg("wd") or 1), _tail(ref)
    if day is None:
        return Seen(f"XXXX-WXX-{weekday}{tail}", None, "the report's date is not known", leans=True)
    shift, week = _int(ref, "shift"), _int(ref, "week")
    if week is not None:
        found, why = add_days(monday(day), 7 * week + weekday - 1), "of that week"
    elif shift is not None and shift < 0:
        found, why = pick_weekday(add_days(day, -1), weekday, Direction.PAST), "the latest before the report"
    elif shift is not None and shift > 0:
        found, why = pick_weekday(add_days(day, 1), weekday, Direction.FUTURE), "the first after the report"
    elif shift == 0 and ref.direction is not Direction.PAST:
        found, why = add_days(monday(day), weekday - 1), "of the report's week"
    else:
        direction = _direction(ref)
        found, why = pick_weekday(day, weekday, direction), _side(direction)
    return Seen(found.isoformat() + tail, When.on(found), why, leans=True)


def _stretch(day: date, unit: str) -> When:
    """Return the whole day, week, month, quarter, year, decade or century that holds `day`."""
    if unit == "D":
        return When.on(day)
    if unit == "W":
        start = monday(day)
        return When.between(start, add_days(start, 6), Precision.WEEK)
    if unit == "E":
        start = add_days(monday(day), 5)
        return When.between(start, add_days(start, 1))
    if unit == "M":
        return When.month(day.year, day.month)
    if unit == "Q":
        start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return When.between(start, add_days(add_months(start, 3), -1), Precision.QUARTER)
    length = {"Y": 1, "T": 10, "C": 100, "L": 1000}[unit]
    first = max(day.year // length * length, 1)
    precision = {1: Precision.YEAR, 10: Precision.DECADE}.get(length, Precision.CENTURY)
    return When.between(date(first, 1, 1), date(min(day.year // length * length + length - 1, 9999), 12, 31), precision)


def _moved(day: date, unit: str, count: int) -> date:
    if unit in "DWE":
        return add_days(day, count * (1 if unit == "D" else 7))
    months = {"M": 1, "Q": 3, "Y": 12, "T": 120, "C": 1200, "L": 12000}.get(unit, 0)
    return add_months(day, count * months)


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
    there = _moved(monday(day) if unit in "WE" else (day if unit == "D" else day.replace(day=1)), unit, count)
    when = _parted(_stretch(there, unit), unit, there, ref)
    return Seen(grain(there, unit), when, "counted from the report's date", leans=True)


def _offset(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    unit = str(ref.arg("u"))
    stretch = duration_unit(unit)
    if day is None:
        return Seen(unknown(stretch), None, "the report's date is not known", leans=True)
    count = int(ref.arg("n") or 0)
    there = day if unit in "hmS" else _moved(day, unit, count)
    if unit == "Y" and ref.arg("half"):
        there = add_months(there, -6)
    approximate = ref.mod is not None
    when = _stretch(there, stretch)
    if approximate:
        when = When(when.start, when.end, when.precision, when.basis, (), approximate=True)
    return Seen(grain(there, stretch), when, "counted from the report's date", leans=True)


def _later(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    unit, count, tail = str(ref.arg("u")), int(ref.arg("n") or 0), _tail(ref)
    stretch = duration_unit(unit)
    base = inner(ref, "of")
    if base is None:
        seen = _stretch(day, stretch) if day is not None else None
        leans, why = True, "counted from the report's date"
    else:
        found = seen_from(base, day, country)
        seen, leans, why = found.when, found.leans, "counted from what the text told before"
    if seen is None or seen.start is None or seen.end is None:
        return Seen(unknown(stretch) + tail, None, "what it counts from is not known", leans=leans)
    if stretch in "D" and not seen.is_day:
        return Seen(unknown(stretch) + tail, None, "what it counts from is no single day", leans=leans)
    moved = [d if unit in "hmS" else _moved(d, unit, count) for d in (seen.start, add_days(seen.end, -1))]
    first, last = _stretch(moved[0], stretch), _stretch(moved[1], stretch)
    when = first if stretch in "YTC" else When.between(first.earliest, last.latest, first.precision)
    return Seen(grain(moved[0], stretch) + tail, when, why, leans=leans)


def _today(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    tail = _tail(ref)
    if day is None:
        return Seen("XXXX-XX-XX" + tail, None, "the report's date is not known", leans=True)
    found = add_days(day, int(ref.arg("k") or 0))
    return Seen(found.isoformat() + tail, When.on(found), "counted from the report's date", leans=True)


def _clock(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    tail = _tail(ref)
    if day is None:
        return Seen("XXXX-XX-XX" + tail, None, "the report's date is not known", leans=True)
    return Seen(day.isoformat() + tail, When.on(day), "taken for the report's day", leans=True)


def _span(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    value = str(ref.arg("value"))
    count, unit = _int(ref, "n"), str(ref.arg("u"))
    if day is None or count is None or unit in "hmS":
        return Seen(value, None, "a length of time", leans=True)
    side = int(ref.arg("dir") or 0) if ref.form == "span" else 1
    there = _moved(day, unit, count * (side or 1))
    first, last = (there, day) if there <= day else (day, there)
    return Seen(value, When.between(first, last), "reckoned from the report's date", leans=True)


def _duration(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    if ref.relation == "within":
        return _span(ref, day, country)
    return Seen(str(ref.arg("value")), None, "a length of time")


def _range(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    a, b = inner(ref, "a"), inner(ref, "b")
    if a is None or b is None:
        return Seen("", None, "half a range")
    last = seen_from(b, day, country)
    first = seen_from(a, day, country)
    leans = first.leans or last.leans
    if first.when is None or last.when is None:
        return Seen(f"{first.value}/{last.value}", None, last.why, leans=leans)
    if first.leans and first.when.earliest and last.when.earliest and first.when.earliest > last.when.earliest:
        year = last.when.earliest.year - (int(a.arg("m") or 0) > int(b.arg("m") or 0))
        dated = TimeRef(a.start, a.end, a.text, a.type, a.form, (*a.args, ("y", year)), mod=a.mod)
        first = seen_from(dated, day, country)
    if first.when is None or last.when is None:
        return Seen(f"{first.value}/{last.value}", None, last.why, leans=leans)
    earliest, latest = first.when.earliest, last.when.latest
    if earliest is not None and latest is not None and latest < earliest:
        return Seen(f"{first.value}/{last.value}", None, "it ends before it begins", leans=leans)
    basis = Basis.DERIVED if leans else Basis.STATED
    return Seen(f"{first.value}/{last.value}", When.between(earliest, latest, basis=basis), last.why, leans=leans)


def _weekend(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    if day is None:
        return Seen(unknown("E"), None, "the report's date is not known", leans=True)
    direction = _direction(ref)
    saturday = pick_weekday(add_days(day, 1) if day.isoweekday() == 7 else day, 6, direction)
    return Seen(grain(saturday, "E"), _stretch(saturday, "E"), _side(direction), leans=True)


_FORMS: dict[str, Callable[[TimeRef, date | None, str | None], Seen]] = {
    "day": _day,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "season": _season,
    "fiscal": _fiscal,
    "weekday": _weekday,
    "rel": _rel,
    "weekend": _weekend,
    "offset": _offset,
    "later": _later,
    "today": _today,
    "clock": _clock,
    "span": _span,
    "duration": _duration,
    "range": _range,
}
