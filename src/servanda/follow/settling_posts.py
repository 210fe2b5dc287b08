"""Who held which office, kept: the posts of those whom changed reports name, and how offices read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.follow.answers import Holder
from servanda.follow.holders import holding, turning_days
from servanda.follow.plain import plain_row
from servanda.follow.settling_grown import grown
from servanda.identity import OfficeSpan, Settled
from servanda.identity.sightings import Sighting, sightings
from servanda.identity.spans import in_office_order, spans_of
from servanda.model import ThingId, When
from servanda.model.codec import from_plain, to_plain

if TYPE_CHECKING:
    from servanda.record import KeptPost, KeptState, Posts, PostTelling, Record

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
    old: list[KeptPost] | None = None
    if changed is None:
        spans: list[OfficeSpan] = list(spans_of(found, world.names))
    else:
        old, spans = _again(record, world.names, found, changed)
    others = [] if old is None else _others(record, old, spans)
    groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
    for span in in_office_order([*spans, *others]):
        groups[_office(span)].append(span)
    offices = sorted({*groups, *(one.office for one in old or ())})
    return Posts(
        None if old is None else [one.id for one in old],
        [KeptPost(_id(span), _office(span), span.person, to_plain(span)) for span in spans],
        [_telling(one) for one in found],
        {office: list(_states(groups.get(office, ()))) for office in offices},
    )


def _again(
    record: Record,
    names: Mapping[ThingId, str],
    found: Sequence[Sighting],
    changed: Collection[str],
) -> tuple[list[KeptPost], list[OfficeSpan]]:
    """Return the posts that changed reports have a say in, as they are kept, and as they are now."""
    told_before = record.things.persons(changed)
    mine: defaultdict[ThingId, list[Sighting]] = defaultdict(list)
    for one in found:
        mine[one.person].append(one)
    kept: defaultdict[str, dict[str, KeptPost]] = defaultdict(dict)
    for post in record.things.posts(persons=told_before | mine.keys()):
        kept[post.person][post.id] = post
    old: list[KeptPost] = []
    spans: list[OfficeSpan] = []
    anew = set(told_before)
    for person, new in sorted(mine.items()):
        if person in anew:
            continue
        before = [span_from(post.row) for post in kept[person].values()]
        more = grown(record, person, names[person], new, before)
        if more is None:
            anew.add(person)
        else:
            spans += more
            old += [kept[person][_id(span)] for span in more]
    told = [one for one in found if one.person in anew]
    spans += spans_of([*told, *_kept(record, anew, changed)], names)
    old += [post for person in sorted(anew) for post in kept[person].values()]
    return old, spans


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
    record: Record, old: Iterable[KeptPost], spans: Iterable[OfficeSpan]
) -> list[OfficeSpan]:
    """Return what else is kept of the offices concerned, beside the `old` posts."""
    gone = {one.id for one in old}
    offices = {_office(span) for span in spans} | {one.office for one in old}
    kept = record.things.posts(offices=offices)
    return [span_from(one.row) for one in kept if one.id not in gone]


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
    row: dict[str, Any] = plain_row(replace(one, reports=(), claims=()))
    del row["claims"]
    return {**row, "reports": None, "told": len(one.reports)}


def _telling(one: Sighting) -> PostTelling:
    from servanda.record import PostTelling

    told = _TENURE * one.tenure | _FORMER * one.former | _INCOMING * one.incoming
    since, until = (None if when is None else to_plain(when) for when in (one.since, one.until))
    return PostTelling(one.claim, one.person, one.title, one.party, told, since, until)
