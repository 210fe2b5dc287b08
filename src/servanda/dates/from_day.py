"""Resolve one expression seen from one day, or from no day at all."""

from __future__ import annotations

from datetime import date

from servanda.dates.calc import add_days
from servanda.dates.draft import inner
from servanda.dates.leaning import LEANING
from servanda.dates.points import POINTS
from servanda.dates.seen import Seen, beyond, moved, stretch, tail_of
from servanda.dates.values import duration_unit, grain, unknown
from servanda.model.timeref import TimeRef
from servanda.model.when import Basis, When

__all__ = ["Seen", "seen_from"]


def seen_from(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    """Return what `ref` means seen from `day` (None: the report's date is not known)."""
    handler = _FORMS.get(ref.form)
    if handler is None:
        return Seen(str(ref.arg("value") or ""), None, "no calendar date")
    return handler(ref, day, country)


def _later(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    unit, count, tail = str(ref.arg("u")), int(ref.arg("n") or 0), tail_of(ref)
    whole = duration_unit(unit)
    base = inner(ref, "of")
    if base is None:
        seen = stretch(day, whole) if day is not None else None
        leans, why = True, "counted from the report's date"
    else:
        found = seen_from(base, day, country)
        seen, leans, why = found.when, found.leans, "counted from what the text told before"
    if seen is None or seen.start is None or seen.end is None:
        return Seen(unknown(whole) + tail, None, "what it counts from is not known", leans=leans)
    if whole in "D" and not seen.is_day:
        return Seen(
            unknown(whole) + tail, None, "what it counts from is no single day", leans=leans
        )
    if any(beyond(d, unit, count) for d in (seen.start, seen.end)):
        return Seen(unknown(whole) + tail, None, "no calendar reaches that far", leans=leans)
    there = [
        d if unit in "hmS" else moved(d, unit, count) for d in (seen.start, add_days(seen.end, -1))
    ]
    first, last = stretch(there[0], whole), stretch(there[1], whole)
    when = first if whole in "YTC" else When.between(first.earliest, last.latest, first.precision)
    return Seen(grain(there[0], whole) + tail, when, why, leans=leans)


def _range(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    a, b = inner(ref, "a"), inner(ref, "b")
    if a is None or b is None:
        return Seen("", None, "half a range")
    last = seen_from(b, day, country)
    first = seen_from(a, day, country)
    leans = first.leans or last.leans
    if first.when is None or last.when is None:
        return Seen(f"{first.value}/{last.value}", None, last.why, leans=leans)
    if (
        first.leans
        and first.when.earliest
        and last.when.earliest
        and first.when.earliest > last.when.earliest
    ):
        year = last.when.earliest.year - (int(a.arg("m") or 0) > int(b.arg("m") or 0))
        dated = TimeRef(a.start, a.end, a.text, a.type, a.form, (*a.args, ("y", year)), mod=a.mod)
        first = seen_from(dated, day, country)
    if first.when is None or last.when is None:
        return Seen(f"{first.value}/{last.value}", None, last.why, leans=leans)
    earliest, latest = first.when.earliest, last.when.latest
    if earliest is not None and latest is not None and latest < earliest:
        return Seen(f"{first.value}/{last.value}", None, "it ends before it begins", leans=leans)
    basis = Basis.DERIVED if leans else Basis.STATED
    return Seen(
        f"{first.value}/{last.value}",
        When.between(earliest, latest, basis=basis),
        last.why,
        leans=leans,
    )


def _clock(ref: TimeRef, day: date | None, country: str | None) -> Seen:
    tail = tail_of(ref)
    base = inner(ref, "of")
    if base is not None:
        seen = seen_from(base, day, country)
        if seen.when is not None and seen.when.is_day and seen.when.start is not None:
            value = seen.when.start.isoformat() + tail
            return Seen(value, seen.when, "of the day told beside it", leans=seen.leans)
    if day is None:
        return Seen("XXXX-XX-XX" + tail, None, "the report's date is not known", leans=True)
    return Seen(day.isoformat() + tail, When.on(day), "taken for the report's day", leans=True)


_FORMS = POINTS | LEANING | {"later": _later, "range": _range, "clock": _clock}
