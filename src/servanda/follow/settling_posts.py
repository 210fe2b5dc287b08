"""Who held which office, kept: the posts of those whom changed reports name, and how offices read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.follow.answers import Holder
from servanda.follow.holders import holding, turning_days
from servanda.follow.plain import plain_row
from servanda.identity import OfficeSpan, Settled
from servanda.identity.sightings import Sighting, sightings
from servanda.identity.spans import in_office_order, spans_of
from servanda.model import ThingId, When
from servanda.model.codec import from_plain, to_plain

if TYPE_CHECKING:
    from servanda.record import KeptState, Posts, PostTelling, Record

__all__ = ["post_id", "posts_of", "span_from"]

_MARK = "\x1f"  # stands in no name
_TENURE, _FORMER, _INCOMING = 1, 2, 4


def posts_of(record: Record, world: Settled, changed: Collection[str] | None) -> Posts:
    """Work out what takes the place of the posts of those whom some reports name, or named.

    `changed` are the reports' ids, None for all; `world` must hold them, and the names of persons.
    """
    from servanda.record import KeptPost, Posts

    mine = [one for one in world.claims.values() if changed is None or one.claim.report in changed]
    found = list(sightings(mine, world.people))
    persons: frozenset[str] | None = None
    told = found
    if changed is not None:
        persons = record.things.persons(changed) | {one.person for one in found}
        told = [*found, *_kept(record, persons, changed)]
    spans = spans_of(told, world.names)
    others = [] if persons is None else _others(record, persons, spans)
    groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
    for span in in_office_order([*spans, *others]):
        groups[_office(span)].append(span)
    states: dict[str, Sequence[KeptState]] = {}
    for office in _concerned(record, persons, groups):
        states[office] = list(_states(groups.get(office, ())))
    return Posts(
        persons,
        [KeptPost(_id(span), _office(span), span.person, to_plain(span)) for span in spans],
        [_telling(one) for one in found],
        states,
    )


def span_from(row: Mapping[str, Any]) -> OfficeSpan:
    """Read a post as it is kept."""
    span: OfficeSpan = from_plain(OfficeSpan, row)
    return span


def post_id(party: str | None, office: str, person: str) -> str:
    """Name a post, as a record keeps it."""
    return _MARK.join((party or "", office, person))


def _office(one: OfficeSpan) -> str:
    return _MARK.join((one.party or "", one.office))


def _id(one: OfficeSpan) -> str:
    return post_id(one.party, one.office, one.person)


def _kept(record: Record, persons: Collection[str], without: Collection[str]) -> Iterator[Sighting]:
    """Read the sightings of some persons as they are kept, but those of some reports."""
    rows = record.things.tellings(persons, without)
    heads = {head.id: head for head in record.view(among={row[0] for row in rows}).heads()}
    for report, place, one in rows:
        head = heads.get(report)
        if head is not None:
            yield Sighting(
                one.claim,
                head.name,
                place,
                head.published,
                ThingId(one.person),
                one.title,
                one.party,
                tenure=bool(one.told & _TENURE),
                former=bool(one.told & _FORMER),
                incoming=bool(one.told & _INCOMING),
                since=from_plain(When | None, one.since),
                until=from_plain(When | None, one.until),
            )


def _others(
    record: Record, persons: Collection[str], spans: Iterable[OfficeSpan]
) -> list[OfficeSpan]:
    """Return what others than `persons` are told to have held of the offices concerned."""
    offices = {_office(span) for span in spans}
    offices |= {one.office for one in record.things.posts(persons=persons)}
    kept = record.things.posts(offices=offices)
    return [span_from(one.row) for one in kept if one.person not in persons]


def _concerned(
    record: Record, persons: Collection[str] | None, groups: Iterable[str]
) -> Iterable[str]:
    before = [] if persons is None else record.things.posts(persons=persons)
    return sorted({*groups, *(one.office for one in before)})


def _states(spans: Sequence[OfficeSpan]) -> Iterator[KeptState]:
    """Say how an office reads from one day to another: who held it, and how sure that is."""
    from servanda.record import KeptState

    if not spans:
        return
    turns = [date.min, *sorted({day for span in spans for day in turning_days(span)} - {date.min})]
    for start, until in zip(turns, [*turns[1:], date.max], strict=True):
        rows = [_short(one) for one in holding(spans, start)]
        if rows:
            yield KeptState(start, until, rows)


def _short(one: Holder) -> dict[str, Any]:
    """Write a holder without what is long: the reports, and the claims."""
    row: dict[str, Any] = plain_row(one)
    del row["claims"]
    return {**row, "reports": None, "told": len(one.reports)}


def _telling(one: Sighting) -> PostTelling:
    from servanda.record import PostTelling

    told = _TENURE * one.tenure | _FORMER * one.former | _INCOMING * one.incoming
    since, until = (None if when is None else to_plain(when) for when in (one.since, one.until))
    return PostTelling(one.claim, one.person, one.title, one.party, told, since, until)
