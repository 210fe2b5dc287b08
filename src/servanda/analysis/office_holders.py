"""Who held which office on a day, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.analysis.answers import Holder
from servanda.model import When
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
    gone = span.former_by
    if span.until is not None and span.until.latest is not None and span.until.latest < day:
        return None
    if gone is not None and day >= gone:
        return None
    if span.since is not None and span.since.earliest is not None and day < span.since.earliest:
        return None
    begun = span.since.latest if span.since else None
    first = span.first_seen.earliest if span.first_seen else None
    last = span.last_seen.latest if span.last_seen else None
    vague = not dated(span.first_seen)
    if vague and first is not None:  # somewhere in these years: the last of its days is sure
        first = span.first_seen.latest if span.first_seen else None
    start = min((d for d in (begun, first) if d is not None), default=None)
    if start is None:
        return None
    if start <= day:
        if begun is not None and begun <= day and (last is None or last < day):
            anchor = max(d for d in (begun, last) if d is not None)
            return _Answer(span, "seen", anchor, f"in office since {_edtf(span.since)}")
        if last is not None and day <= last and not vague:
            why = f"named between {start.isoformat()} and {last.isoformat()}"
            if begun is not None and begun <= day:
                why = f"in office since {_edtf(span.since)}, and named on {last.isoformat()}"
            return _Answer(span, "stated", day, why)
        anchor = last or start
        when = f"on {anchor.isoformat()}"
        if vague and span.last_seen is not None and span.last_seen.earliest is not None:
            anchor = span.last_seen.earliest
            when = f"in a report of {anchor.isoformat()} to {start.isoformat()}"
        return _Answer(span, "seen", anchor, f"last named {when}")
    if span.incoming or span.former:
        return None
    why = f"first named on {start.isoformat()}, later than the day"
    if vague:
        why = f"named only in a report of {_edtf(span.first_seen)}, perhaps later than the day"
    return _Answer(span, "later", start, why)


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


def _edtf(when: When | None) -> str:
    return when.edtf if when else ""


def office_id(party: str | None, office: str) -> str:
    """Name an office of a party, as a record's index does."""
    return MARK.join((party or "", office))


def post_id(party: str | None, office: str, person: str) -> str:
    """Name one person in an office, as a record's index does."""
    return MARK.join((party or "", office, person))
