"""Terms of office: who held which office from when to when, by the tenures of many reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from servanda.model import ClaimId, Entity, EntityId, ResolvedClaim, When, digest
from servanda.resolution.claim_order import dated, entity_id, in_order, reports_of
from servanda.resolution.office_keys import office
from servanda.resolution.person_clusters import People
from servanda.resolution.person_mentions import OfficeMention, Order, office_mentions
from servanda.resolution.result import OfficeSpan

__all__ = [
    "find_spans",
    "former_by",
    "in_office_order",
    "office_entities",
    "office_entity_id",
    "spans_of",
]


_Held = dict[tuple[str, str, EntityId], list[OfficeMention]]


def find_spans(claims: Sequence[ResolvedClaim], people: People) -> tuple[OfficeSpan, ...]:
    """Find, for each office of each party, who held it and when, as reports say.

    Ordered by party, office and the first day seen. A claim without a party is counted for the
    party the person is otherwise named with, where that is one alone.
    """
    found = list(office_mentions(claims, people.means))
    spans = spans_of(found, people.names)
    order = {one.claim: one.order for one in found}
    placed = [
        replace(span, id=office_entity_id(group, order))
        for group in _grouped(spans).values()
        for span in group
    ]
    return in_office_order(placed)


def spans_of(
    found: Iterable[OfficeMention], names: Mapping[EntityId, str]
) -> tuple[OfficeSpan, ...]:
    """Put together the spans of some persons, of whom all office_mentions must be given; without ids."""
    held: defaultdict[tuple[str, str, EntityId], list[OfficeMention]] = defaultdict(list)
    ordered = _as_introduced(sorted(found, key=lambda one: one.order))
    parties = _parties(ordered)
    for one in ordered:
        known = office(one.title)
        if known is not None:
            of = one.party or parties.get(one.person, "")
            held[of, known.key, one.person].append(one)
    _fold_bare(held)
    return tuple(
        _span(party or None, key, person, mentions, names[person])
        for (party, key, person), mentions in held.items()
        if any(one.tenure for one in mentions)
    )


def _as_introduced(found: Sequence[OfficeMention]) -> list[OfficeMention]:
    """Count a participant as its report introduces him: its "President-elect" is not yet in office."""
    said: defaultdict[tuple[str, EntityId, str], list[OfficeMention]] = defaultdict(list)
    keys = [known.key if (known := office(one.title)) is not None else None for one in found]
    for one, key in zip(found, keys, strict=True):
        if one.tenure and key is not None:
            said[one.source, one.person, key].append(one)
    shown: list[OfficeMention] = []
    for one, key in zip(found, keys, strict=True):
        theirs = said.get((one.source, one.person, key), []) if key is not None else []
        if not one.tenure and theirs and all(each.former or each.incoming for each in theirs):
            former = any(each.former for each in theirs)
            shown.append(replace(one, former=former, incoming=not former))
        else:
            shown.append(one)
    return shown


def in_office_order(spans: Iterable[OfficeSpan]) -> tuple[OfficeSpan, ...]:
    """Sort spans by party, office and the first day seen."""
    return tuple(sorted(spans, key=_by_office))


def former_by(found: Iterable[tuple[bool, When | None]]) -> date | None:
    """Return the first day on which a report calls a person a former holder.

    `found` gives for each mention whether it does, and when its report appeared.
    """
    days = [when.latest for former, when in found if former and when is not None]
    return min((day for day in days if day is not None), default=None)


def office_entity_id(group: Sequence[OfficeSpan], order: Mapping[ClaimId, Order]) -> EntityId:
    """Return the id of an office, of which all spans are in `group`: it comes from the first claim."""
    first = min((span.claims[0] for span in group), key=order.__getitem__)
    return EntityId(digest("of", "office", first, group[0].party or "", group[0].office))


def _fold_bare(held: _Held) -> None:
    """Count "the minister" or "the ambassador" alone for the person's one office of that sort."""
    for party, key, person in sorted(held):
        if ":" in key or " " in key:
            continue
        fuller = [
            other
            for other in held
            if (other[0], other[2]) == (party, person) and key in other[1].split(":")[:-1]
        ]
        if len(fuller) == 1:
            held[fuller[0]] += held.pop((party, key, person))


def office_entities(
    spans: Sequence[OfficeSpan], claims: Sequence[ResolvedClaim]
) -> tuple[Entity, ...]:
    """Make an entity of each office, with the claims about everybody who held it."""
    by_id = {one.claim.id: one for one in claims}
    entities = []
    for group in _grouped(spans).values():
        about = _claims(group, by_id)
        titles = sorted({span.title for span in group})
        reasons = (f"{' · '.join(titles)}: one office",) if len(titles) > 1 else ()
        identity = entity_id("office", about, group[0].party or "", group[0].office)
        entities.append(
            Entity(identity, "office", in_order(about), reports_of(about), reasons=reasons)
        )
    return tuple(sorted(entities, key=lambda t: t.id))


def _grouped(spans: Sequence[OfficeSpan]) -> dict[tuple[str, str], list[OfficeSpan]]:
    groups: defaultdict[tuple[str, str], list[OfficeSpan]] = defaultdict(list)
    for span in spans:
        groups[span.party or "", span.office].append(span)
    return groups


def _claims(
    group: Sequence[OfficeSpan], by_id: Mapping[ClaimId, ResolvedClaim]
) -> list[ResolvedClaim]:
    return [by_id[c] for c in dict.fromkeys(c for span in group for c in span.claims)]


def _parties(found: Iterable[OfficeMention]) -> dict[EntityId, str]:
    parties: defaultdict[EntityId, set[str]] = defaultdict(set)
    for one in found:
        if one.party:
            parties[one.person].add(one.party)
    return {person: next(iter(codes)) for person, codes in parties.items() if len(codes) == 1}


def _span(
    party: str | None, key: str, person: EntityId, found: list[OfficeMention], name: str
) -> OfficeSpan:
    found = sorted(found, key=lambda one: one.order)
    titles = Counter(one.title for one in found)
    current = [one for one in found if not (one.former or one.incoming)]
    first, last = _seen(current)
    return OfficeSpan(
        key,
        min(titles, key=lambda title: (-titles[title], title)),
        party,
        person,
        name,
        _narrowest(one.since for one in found),
        _narrowest(one.until for one in found),
        first,
        last,
        former=not current and any(one.former for one in found),
        incoming=not current and any(one.incoming for one in found),
        claims=tuple(dict.fromkeys(one.claim for one in found)),
        reports=tuple(dict.fromkeys(one.source for one in found)),
        former_by=former_by((one.former, one.published) for one in found),
    )


def _seen(current: Iterable[OfficeMention]) -> tuple[When | None, When | None]:
    """Return the dates of the first and last report that name a holder, finely dated ones first."""
    dates = [one.published for one in current if one.published is not None]
    dates = [when for when in dates if dated(when)] or dates
    return min(dates, key=_first, default=None), max(dates, key=_first, default=None)


def _narrowest(times: Iterable[When | None]) -> When | None:
    """Keep the days that all reports allow; where they exclude each other, the narrowest report's."""
    found = {when for when in times if when is not None}
    if not found:
        return None
    order = sorted(found, key=lambda w: (w.width or 10**6, w.edtf))
    common = order[0]
    for other in order[1:]:
        common = common.narrowed(other) or common
    return common


def _first(when: When) -> str:
    return str(when.earliest or when.latest or "")


def _by_office(span: OfficeSpan) -> tuple[str, str, str, str]:
    return (
        span.party or "~",
        span.office,
        _first(span.first_seen) if span.first_seen else "",
        span.person,
    )
