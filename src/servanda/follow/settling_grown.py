"""Who held an office, as a few new reports add to it: without all that was told of it before.

A person who was named a thousand times is named once more. That adds a report and perhaps a later
day, and nothing else has to be asked, as long as the new reports tell plainly what others told.
Where they do not, `grown` says so, and all that was told of the person is put together anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from servanda.identity import OfficeSpan
from servanda.identity.offices import office
from servanda.identity.sightings import Sighting
from servanda.identity.times import dated
from servanda.model import ThingId, When

if TYPE_CHECKING:
    from servanda.record import Record

__all__ = ["grown"]

Order = tuple[date, str, int, str]

_STEP = 64  # claims looked at together


def grown(
    record: Record,
    person: ThingId,
    name: str,
    found: Sequence[Sighting],
    spans: Collection[OfficeSpan],
) -> list[OfficeSpan] | None:
    """Return the spans of a person that `found` adds to, with that; None where it tells more.

    `found` are the person's sightings in reports of which none was settled before, `spans` what is
    kept of the person, who is now called `name`.
    """
    seats: defaultdict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for one in found:
        known = office(one.title)
        if known is None or not one.party:
            return None
        seats[one.party, known.key].append(one)
    kept = {(span.party or "", span.office): span for span in spans}
    if any(seat not in kept or not _plain(kept[seat], name, new) for seat, new in seats.items()):
        return None
    return [_grown(record, kept[seat], new) for seat, new in sorted(seats.items())]


def _later(record: Record, span: OfficeSpan, order: Order) -> list[tuple[Order, str]]:
    """Return the claims of a span that are told after `order`, with the names of their reports.

    They are told in order, so that only the last ones have to be looked at.
    """
    found: list[tuple[Order, str]] = []
    for end in range(len(span.claims), 0, -_STEP):
        part = span.claims[max(0, end - _STEP) : end]
        placed = []
        for claim, place, source, earliest, latest in record.things.placed(part):
            when = When.between(earliest, latest) if earliest and latest else None
            one = Sighting(claim, source, place, when, span.person, span.title)
            placed.append((one.order, source))
        found += [one for one in placed if one[0] > order]
        if any(one[0] < order for one in placed):
            break
    return found


def _plain(span: OfficeSpan, name: str, new: Sequence[Sighting]) -> bool:
    """Whether some sightings tell of a holder what is told already, but perhaps for a later day."""
    first, last = dated(span.first_seen), dated(span.last_seen)
    if span.former or span.incoming or span.name != name or first is None or last is None:
        return False
    for one in new:
        if one.former or one.incoming or one.since or one.until or one.title != span.title:
            return False
        when = dated(one.published)
        if when is None or when in (first, last) or _day(when) > _day(last):
            continue
        if not _day(first) < _day(when) < _day(last):
            return False
    return True


def _grown(record: Record, span: OfficeSpan, new: Sequence[Sighting]) -> OfficeSpan:
    told = sorted(new, key=lambda one: one.order)
    mine = set(span.claims)
    others = _later(record, span, told[0].order)
    claims, reports = list(span.claims), list(span.reports)
    last = span.last_seen
    for one in reversed(told):
        if one.claim in mine:
            continue
        mine.add(one.claim)
        later = [pair for pair in others if pair[0] > one.order]
        claims.insert(len(claims) - len(later), one.claim)
        if one.source not in reports:
            reports.insert(len(reports) - len({name for _, name in later}), one.source)
        others.append((one.order, one.source))
    for one in told:
        when = dated(one.published)
        if when is not None and last is not None and _day(when) > _day(last):
            last = when
    return replace(span, claims=tuple(claims), reports=tuple(reports), last_seen=last)


def _day(when: When) -> str:
    return str(when.earliest or when.latest or "")
