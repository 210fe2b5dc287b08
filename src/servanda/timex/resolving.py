"""Resolve an expression against what is known of its report's date: a day, an interval, a few days, nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from servanda.model.time import Basis, Precision, TimeRef, TimexType, When
from servanda.timex.calendar import add_days
from servanda.timex.draft import inner
from servanda.timex.resolve_parts import Seen, beyond, moved, stretch, tail_of
from servanda.timex.resolve_points import POINTS
from servanda.timex.resolve_relative import LEANING
from servanda.timex.timex3 import duration_unit, grain, unknown

__all__ = [
    "Anchor",
    "Resolved",
    "Seen",
    "deadline",
    "is_calendar",
    "resolve",
    "seen_from",
    "with_country",
]


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
    if first.when is not None and last.when is not None and first.leans:
        first = _first_before_last(a, b, first, last, day, country)
    value = f"{first.value}/{last.value}"
    if first.when is None or last.when is None:
        return Seen(value, None, last.why, leans=leans)
    earliest, latest = first.when.earliest, last.when.latest
    if earliest is not None and latest is not None and latest < earliest:
        return Seen(value, None, "it ends before it begins", leans=leans)
    basis = Basis.DERIVED if leans else Basis.STATED
    return Seen(value, When.between(earliest, latest, basis=basis), last.why, leans=leans)


def _first_before_last(
    a: TimeRef, b: TimeRef, first: Seen, last: Seen, day: date | None, country: str | None
) -> Seen:
    """Return the first end, in the year of the last one where it would come after it."""
    begins = first.when.earliest if first.when else None
    ends = last.when.earliest if last.when else None
    if begins is None or ends is None or begins <= ends:
        return first
    year = ends.year - (int(a.arg("m") or 0) > int(b.arg("m") or 0))
    return seen_from(replace(a, args=(*a.args, ("y", year))), day, country)


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


# -- against what is known of the report's date: a day, an interval, a few days


_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # years a report can be of; room to reckon on either side
_ENUMERATE = 92  # days of an anchor that are tried one by one; a wider one is tried at its ends
_CALENDAR = (POINTS.keys() | LEANING.keys() | {"later", "range"}) - {"span", "duration"}
_NOT_CALENDAR = frozenset({"h", "m", "S", "C", "L"})  # "this century" is a manner of speaking
_WITHOUT_DEADLINE = frozenset({"as_early_as", "since", "after"})
_WEAKER = {Basis.STATED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2, Basis.UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression leans on: the report's date as far as it is known, and a country."""

    published: When | None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression worked out: TIMEX3 `value`, interval of days (None: not known) and why."""

    value: str
    when: When | None
    reasons: tuple[str, ...]


def with_country(ref: TimeRef, country: str | None) -> TimeRef:
    """Return the expression with the country whose fiscal year and seasons it follows."""
    args = tuple(pair for pair in ref.args if pair[0] != "country")
    return replace(ref, args=(*args, ("country", country)) if country else args)


def is_calendar(ref: TimeRef) -> bool:
    """Whether a calendar can resolve it: days to centuries; no lengths, clock times or "recently"."""
    if ref.type in {TimexType.SET, TimexType.DURATION} or ref.arg("adj") is not None:
        return False
    return ref.form in _CALENDAR and ref.arg("u") not in _NOT_CALENDAR


def resolve(ref: TimeRef, anchor: Anchor) -> Resolved:
    """Work out value and interval of `ref`, seen from the report's date.

    Where the date is an interval or one of several days, the result is the hull, or the one-of set,
    of what each would give. Where nothing is known the value keeps X and `when` is None.
    """
    country = str(ref.arg("country") or anchor.country or "") or None
    published = anchor.published
    blind = seen_from(ref, None, country)
    if not blind.leans:
        return Resolved(blind.value, blind.when, _reasons(ref, blind))
    if published is None or (published.start is None and published.end is None):
        return Resolved(blind.value, blind.when, _reasons(ref, blind))
    days = _days(published)
    if days is None:
        return Resolved(blind.value, None, (*_reasons(ref, blind), "the report's date is open"))
    if days[0].year < _FIRST_YEAR or days[-1].year > _LAST_YEAR:
        return Resolved(blind.value, None, (*_reasons(ref, blind), "no report is of that year"))
    seen = [seen_from(ref, day, country) for day in days]
    if len(seen) == 1:
        return Resolved(seen[0].value, _weakened(seen[0].when, published), _reasons(ref, seen[0]))
    return _merged(ref, seen, blind, published)


def _days(published: When) -> tuple[date, ...] | None:
    if published.candidates:
        return published.candidates
    first, last = published.earliest, published.latest
    if first is None or last is None:
        return None
    width = (last - first).days + 1
    if width <= _ENUMERATE:
        return tuple(add_days(first, k) for k in range(width))
    return first, last


def _merged(ref: TimeRef, seen: list[Seen], blind: Seen, published: When) -> Resolved:
    """Return what all days give that the report may be of: their hull, or a one-of set."""
    values = {one.value for one in seen}
    reasons = (*_reasons(ref, seen[0]), "the report's date is not one day: all it allows is kept")
    value = values.pop() if len(values) == 1 else blind.value
    known = [one.when for one in seen if one.when is not None]
    if len(known) < len(seen):
        return Resolved(value, None, reasons)
    if len(set(known)) == 1:
        return Resolved(value, _weakened(known[0], published), reasons)
    basis = max((w.basis for w in (*known, published)), key=lambda b: _WEAKER[b])
    enumerated = bool(published.candidates) or len(seen) == published.width
    if enumerated and all(when.is_day for when in known):
        days = tuple({when.start for when in known if when.start is not None})
        return Resolved(value, When.one_of(days, basis=basis), reasons)
    return Resolved(value, _hull(known, basis), reasons)


def _hull(whens: list[When], basis: Basis) -> When:
    """Return the interval from the first to the last day of all; open where one is open."""
    starts, ends = [when.start for when in whens], [when.end for when in whens]
    start = None if None in starts else min(day for day in starts if day is not None)
    end = None if None in ends else max(day for day in ends if day is not None)
    return When(start, end, Precision.INTERVAL, basis)


def _weakened(when: When | None, published: When) -> When | None:
    """Return the interval with the report's basis where that is weaker."""
    if when is None or _WEAKER[when.basis] >= _WEAKER[published.basis]:
        return when
    return replace(when, basis=published.basis)


def _reasons(ref: TimeRef, seen: Seen) -> tuple[str, ...]:
    return (f"“{ref.text}”: {seen.why}",)


def deadline(ref: TimeRef, anchor: Anchor) -> When | None:
    """Return the open interval that ends on the last admissible day, or None where there is none.

    "By March 2025" ends on 2025-03-31, "by 2025" on 2025-12-31, "in fiscal 2025" on the last day of
    that fiscal year; "as early as March" and "since March" set no deadline.
    """
    if ref.relation in _WITHOUT_DEADLINE:
        return None
    whole = replace(ref, mod=None) if ref.arg("edge") and ref.mod == "END" else ref
    when = resolve(whole, anchor).when
    if when is None or when.latest is None:
        return None
    latest = when.latest
    if ref.relation == "before" and when.earliest is not None:
        latest = add_days(when.earliest, -1)
    return When.between(None, latest, Precision.OPEN, when.basis)
