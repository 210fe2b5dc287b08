"""Who held which office on a day, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servanda.analysis.answers import Holder
from servanda.model import When
from servanda.model.time_words import day as day_words
from servanda.model.time_words import said
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_order import dated
from servanda.resolution.office_keys import office as known_office

__all__ = ["holders", "holding", "office_id", "post_id", "turning_days"]

MARK = "\x1f"  # stands in no name


_STANDINGS = ("stated", "seen", "later")


@dataclass(frozen=True, slots=True)
class _Answer:
    span: OfficeSpan
    standing: str
    anchor: date
    why: str


def holders(
    resolution: Resolution, day: date, *, office: str | None = None, party: str | None = None
) -> tuple[Holder, ...]:
    """List who held which office on `day`, by party and office, the surest answer for each.

    `office` is any way to put it ("defence minister"); `party` a code. An office that several hold
    at a time (spokespersons, envoys) may come with several rows. Offices of which only a former
    or a future holder is known by then are left out.
    """
    wanted = known_office(office)
    groups: defaultdict[tuple[str, str], list[OfficeSpan]] = defaultdict(list)
    for span in resolution.offices:
        if (party is None or span.party == party) and (
            office is None or (wanted is not None and span.office == wanted.key)
        ):
            groups[span.party or "", span.office].append(span)
    return tuple(one for _, spans in sorted(groups.items()) for one in holding(spans, day))


def holding(spans: Sequence[OfficeSpan], day: date) -> tuple[Holder, ...]:
    """List who of those in `spans`, which are of one office, held it on `day`."""
    answers = [a for span in spans if (a := _on(span, day)) is not None]
    alone = known_office(spans[0].title)
    if alone is not None and alone.head:
        found = _surest(answers)
        if len(found) > 1:
            return tuple(replace(_holder(answer), disputed=True) for answer in found)
    else:
        known = [a for a in answers if a.standing != "later"]
        found = sorted(known, key=lambda a: (a.span.name, a.span.person))
    return tuple(_holder(answer) for answer in found)


def turning_days(span: OfficeSpan) -> set[date]:
    """Return the days from which what is said of one holder may be otherwise than before."""
    first, last = span.first_seen, span.last_seen
    days = {
        day for when in (span.since, first, last) if when for day in (when.earliest, when.latest)
    }
    ends = {when.latest for when in (span.until, last) if when}
    after = {day + timedelta(days=1) for day in ends if day is not None and day < date.max}
    return {day for day in (*days, *after, span.former_by) if day is not None}


def _on(span: OfficeSpan, day: date) -> _Answer | None:
    """Say whether one person held the office on `day`; None where words exclude it."""
    if _excluded(span, day):
        return None
    start = min((d for d in (_begun(span), _first_named(span)) if d is not None), default=None)
    if start is None:
        return None
    if start <= day:
        return _by_then(span, start, day)
    if span.incoming or span.former:
        return None
    why = f"first named on {day_words(start)}, later than the day"
    if not dated(span.first_seen):
        why = f"named only in a report of {_in_words(span.first_seen)}, perhaps later than the day"
    return _Answer(span, "later", start, why)


def _excluded(span: OfficeSpan, day: date) -> bool:
    """Whether words say that the person had left by `day`, or came later."""
    last = span.until.latest if span.until else None
    first = span.since.earliest if span.since else None
    if (last is not None and last < day) or (first is not None and day < first):
        return True
    return span.former_by is not None and day >= span.former_by


def _begun(span: OfficeSpan) -> date | None:
    """Return the day by which the person was in office, where words say since when."""
    return span.since.latest if span.since else None


def _first_named(span: OfficeSpan) -> date | None:
    """Return the first day that names the person; of a vague time the last one, which is sure."""
    seen = span.first_seen
    if seen is None or seen.earliest is None or dated(seen):
        return seen.earliest if seen else None
    return seen.latest


def _by_then(span: OfficeSpan, start: date, day: date) -> _Answer:
    """Say how sure it is that somebody named, or in office, since `start` was so on `day`."""
    begun, vague = _begun(span), not dated(span.first_seen)
    in_office = begun is not None and begun <= day
    last = span.last_seen.latest if span.last_seen else None
    if in_office and (last is None or last < day):
        anchor = max(d for d in (begun, last) if d is not None)
        return _Answer(span, "seen", anchor, f"in office since {_in_words(span.since)}")
    if last is not None and day <= last and not vague:
        why = f"named between {day_words(start)} and {day_words(last)}"
        if in_office:
            why = f"in office since {_in_words(span.since)}, and named on {day_words(last)}"
        return _Answer(span, "stated", day, why)
    return _last_named(span, last or start, start if vague else None)


def _last_named(span: OfficeSpan, last: date, vague: date | None) -> _Answer:
    """Say when somebody was last named: on a day, or in a report of some days up to `vague`."""
    first = span.last_seen.earliest if span.last_seen and vague else None
    if first is not None and vague is not None:
        when = f"in a report of {day_words(first)} to {day_words(vague)}"
        return _Answer(span, "seen", first, f"last named {when}")
    return _Answer(span, "seen", last, f"last named on {day_words(last)}")


def _surest(answers: list[_Answer]) -> list[_Answer]:
    """Choose among those of whom only one can have held the office."""
    for standing in _STANDINGS:
        group = [a for a in answers if a.standing == standing]
        if standing == "stated" and len(group) > 1:  # the reports differ: show both sides
            return sorted(group, key=lambda a: (-len(a.span.reports), a.span.name))
        if group:
            later = standing == "later"
            order = sorted(
                group,
                key=lambda a: (
                    a.anchor.toordinal() * (1 if later else -1),
                    -len(a.span.reports),
                    a.span.name,
                ),
            )
            return order[:1]
    return []


def _holder(answer: _Answer) -> Holder:
    span = answer.span
    return Holder(
        span.office,
        span.title,
        span.party,
        span.person,
        span.name,
        span.since,
        span.until,
        span.first_seen,
        span.last_seen,
        answer.standing,
        answer.why,
        span.reports,
        span.claims,
    )


def _in_words(when: When | None) -> str:
    return said(when, "")


def office_id(party: str | None, office: str) -> str:
    """Name an office of a party, as a record's index does."""
    return MARK.join((party or "", office))


def post_id(party: str | None, office: str, person: str) -> str:
    """Name one person in an office, as a record's index does."""
    return MARK.join((party or "", office, person))
