"""Links: what fulfils a promise, what contradicts it, what answers an incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from servanda.model import (
    Claim,
    ClaimId,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Entity,
    EntityId,
    Incident,
    Link,
    LinkType,
    Omission,
    OmissionSort,
    ResolvedClaim,
    Structure,
    StructureStatus,
    When,
)
from servanda.resolution.blocking import BlockingKeys
from servanda.resolution.claim_keys import ANSWERED_WITHIN, KEYED, NAMED
from servanda.resolution.consultation_matching import lands
from servanda.resolution.content_words import acts, content, generic, proper, share, stem
from servanda.resolution.entity_words import (
    Links,
    Means,
    Told,
    ahead,
    bound,
    day_held,
    deeds_of,
    words_of,
)
from servanda.resolution.responses import find_responses
from servanda.world.gazetteer import gazetteer

__all__ = [
    "SIGN",
    "link_entities",
    "link_responses",
    "link_signing",
    "link_structure",
    "link_visit",
    "planned_visit",
]


SIGN = stem("sign")
_SET_UP = frozenset(
    map(
        stem,
        (
            "establish",
            "reorganize",
            "turn",
            "activate",
            "build",
            "make",
            "join",
            "move",
            "relocate",
        ),
    )
)
_MEET = frozenset(map(stem, ("meet", "talk", "visit", "summit", "call")))
_ENOUGH = 0.6
_VISIT = 62  # days: a plan vaguer than that, or further ahead, says too little
_LATE = 2  # days


def link_structure(entity: Entity, other: Entity, claims: Told, links: Links) -> None:
    """Tie a unit to the promise to set it up or to change it."""
    told = [claims[one] for one in entity.claims]
    found = [(c, c.claim.body) for c in told if isinstance(c.claim.body, Structure)]
    parties = {b.party for _, b in found if b.party}
    if parties and parties.isdisjoint(bound(other, claims)):
        return
    if not deeds_of(other, claims) & _SET_UP:
        return
    promised = words_of(other, claims)
    both = frozenset().union(*(_named(b, promised) for _, b in found))
    if len(both) < 2 or not both - generic():
        return
    telling = len(both - generic()) > 1
    if not telling and not any(_named_in(b, other, claims) for _, b in found):
        return
    whole = telling and any(content(b.unit) <= promised for _, b in found)
    if not parties and not whole and not set(entity.reports) & set(other.reports):
        return
    done = [c for c, b in found if b.status is not StructureStatus.PLANNED]
    day = day_held(done)
    if day is not None and not ahead([claims[one] for one in other.claims], day, late=True):
        return
    kind = LinkType.FULFILS if done else LinkType.PART_OF
    links[entity.id].add(
        Link(kind, other.id, f"the promise names the unit: {' '.join(sorted(both))}")
    )


def _named_in(body: Structure, other: Entity, claims: Told) -> bool:
    """Whether a promise has a unit's own name, by its capital letters: whole, or what tells of it."""
    objects = (claims[one].claim.body for one in other.claims)
    names = (proper(b.object) for b in objects if isinstance(b, Commitment))
    own = proper(body.unit)
    whole = len(own) > 1 and bool(own - generic())
    return any((whole and own <= name) or len((own & name) - generic()) > 1 for name in names)


def _named(body: Structure, promised: frozenset[str]) -> frozenset[str]:
    """Return the words of a unit's name where most of them stand in the promise."""
    unit = content(body.unit)
    both = unit & promised
    return both if len(both) >= NAMED * len(unit) else frozenset()


def link_signing(entity: Entity, other: Entity, claims: Told, links: Links) -> None:
    """Tie a signing to the promise to sign; that talks were held fulfils nothing said in them."""
    told = [claims[one] for one in entity.claims]
    bodies = [one.claim.body for one in told]
    found = [b for b in bodies if isinstance(b, Consultation)]
    if not any(
        b.status is ConsultationStatus.HELD and b.form is ConsultationForm.SIGNING for b in found
    ):
        return
    parties = {p for b in found for p in b.parties}
    parties |= {p.party for b in found for p in b.participants if p.party}
    sides, day = bound(other, claims), day_held(told)
    promised = [claims[one] for one in other.claims]
    if not sides or not sides <= parties or day is None or not ahead(promised, day):
        return
    objects, said = words_of(other, claims) - _MEET - {SIGN}, words_of(entity, claims)
    if share(objects, said) < _ENOUGH or not objects & said:
        return
    why = f"signed on {day.isoformat()}: {' '.join(sorted(objects & said))}"
    links[entity.id].add(Link(LinkType.FULFILS, other.id, why))


def planned_visit(entity: Entity, claims: Told) -> bool:
    """Whether a consultation is a visit that no report tells as past."""
    bodies = [claims[one].claim.body for one in entity.claims]
    found = [b for b in bodies if isinstance(b, Consultation)]
    return bool(found) and all(
        b.form is ConsultationForm.VISIT and b.status is ConsultationStatus.PLANNED for b in found
    )


def link_visit(entity: Entity, other: Entity, claims: Told, means: Means, links: Links) -> None:
    """Tie talks held with the host to the visit that was planned for those days.

    A visit announced without a day is met by talks in the host's land within two months.
    """
    told = [(claims[one], claims[one].claim.body) for one in entity.claims]
    held = [(c, b) for c, b in told if isinstance(b, Consultation)]
    if set(entity.reports) <= set(other.reports) or not any(
        b.status is ConsultationStatus.HELD and b.form is not ConsultationForm.CALL for _, b in held
    ):
        return
    day = day_held([c for c, _ in held]) or _told_on([c for c, _ in held])
    plans = [(claims[one], claims[one].claim.body) for one in other.claims]
    visits = [(c, b) for c, b in plans if isinstance(b, Consultation)]
    hosts = frozenset().union(*(lands(b) for _, b in visits))
    sides = {p for _, b in held for p in b.parties} | {b.country for _, b in held if b.country}
    guests = {means.get((c.claim.id, p.name)) for c, b in visits for p in b.participants} - {None}
    sat = {means.get((c.claim.id, p.name)) for c, b in held for p in b.participants}
    if day is None or not guests or not guests <= sat or not hosts & sides:
        return
    when = [w for c, _ in visits if (w := c.time("when")) is not None]
    if any(_within(w, day) for w in when):
        why = f"talks on {day.isoformat()}, within the days of the visit"
        links[entity.id].add(Link(LinkType.FULFILS, other.id, why))
    elif not when and hosts & frozenset().union(*(lands(b) for _, b in held)):
        told_of = [c.published for c, _ in visits]
        ahead_of = [(day - w.earliest).days for w in told_of if w and w.is_day and w.earliest]
        if ahead_of and all(0 <= days <= _VISIT for days in ahead_of):
            why = f"talks there on {day.isoformat()}, {max(ahead_of)} days after it was announced"
            links[entity.id].add(Link(LinkType.FULFILS, other.id, why))


def _told_on(held: Sequence[ResolvedClaim]) -> date | None:
    """Return the day of the first report of talks that none gives a day: they are its news.

    Only where it names somebody of each side: else it may recall a visit in passing.
    """
    if any(one.time("when") is not None for one in held):
        return None
    bodies = [one.claim.body for one in held]
    named = [{p.party for p in b.participants} for b in bodies if isinstance(b, Consultation)]
    if not any(len(parties) > 1 for parties in named):
        return None
    days = [w.earliest for one in held if (w := one.published) is not None and w.is_day]
    return min((day for day in days if day), default=None)


def _within(planned: When, day: date) -> bool:
    """Whether a day lies within the days of a visit, or just after: they are put off by a day."""
    if planned.width is None or planned.width > _VISIT:
        return False
    return any(planned.holds(day - timedelta(days=late)) for late in range(_LATE + 1))


# -- Ties between entities: what fulfils a promise, what contradicts it, what answers an incide


def link_entities(
    entities: Sequence[Entity], claims: Told, means: Means, keys: Mapping[ClaimId, BlockingKeys]
) -> tuple[Entity, ...]:
    """Add the links between entities; existing links stay.

    `means` says which person a name in a claim is, `keys` what each claim has and seeks.
    """
    links: defaultdict[EntityId, set[Link]] = defaultdict(set)
    for entity, other in _meeting(entities, keys):
        if entity.kind == "structure" and other.kind == "commitment":
            link_structure(entity, other, claims, links)
        elif entity.kind == "omission" and other.kind == "commitment":
            _omission(entity, other, claims, links)
        elif entity.kind == "consultation" and other.kind == "commitment":
            link_signing(entity, other, claims, links)
        elif entity.kind == "consultation" and other.kind == "incident":
            _answer(entity, other, claims, links)
        elif entity.kind == other.kind == "consultation" and planned_visit(other, claims):
            link_visit(entity, other, claims, means, links)
    find_responses(entities, claims, links)
    return _linked(entities, links)


def link_responses(entities: Sequence[Entity], claims: Told) -> tuple[Entity, ...]:
    """Add only the links that answer an incident; those between entities that are tied already stay."""
    links: defaultdict[EntityId, set[Link]] = defaultdict(set)
    find_responses(entities, claims, links)
    return _linked(entities, links)


def _linked(entities: Sequence[Entity], links: Links) -> tuple[Entity, ...]:
    return tuple(
        replace(entity, links=tuple(sorted({*entity.links, *links[entity.id]}, key=_by_type)))
        for entity in entities
    )


def _by_type(link: Link) -> tuple[str, str, str]:
    return link.type.value, link.to, link.why


def _meeting(
    entities: Sequence[Entity], keys: Mapping[ClaimId, BlockingKeys]
) -> Iterator[tuple[Entity, Entity]]:
    """Go through the pairs of entities of which one seeks what the other has, in a fixed order."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, entity in enumerate(entities):
        if entity.kind in KEYED:
            for one in {each for claim in entity.claims for each in keys[claim].has}:
                holders[one].append(at)
    for at, entity in enumerate(entities):
        if entity.kind in KEYED:
            sought = {each for claim in entity.claims for each in keys[claim].seeks}
            others = {other for one in sought for other in holders.get(one, ())}
            yield from ((entity, entities[other]) for other in sorted(others - {at}))


def _omission(entity: Entity, other: Entity, claims: Told, links: Links) -> None:
    told = [claims[one].claim for one in entity.claims]
    sorts = {one.body.sort for one in told if isinstance(one.body, Omission)}
    if sorts.isdisjoint({OmissionSort.DENIED, OmissionSort.NOT_AGREED}):
        return
    if set(entity.reports) & set(other.reports):
        return  # one report's qualification of what it tells is no contradiction
    if not _one_side(told, bound(other, claims)):
        return
    what, promised = words_of(entity, claims), words_of(other, claims)
    both = what & promised
    if share(what, promised) >= 0.75 and 2 * len(both) >= len(what | promised) and len(both) >= 2:
        why = f"said not to be: {' '.join(sorted(both))}"
        links[entity.id].add(Link(LinkType.CONTRADICTS, other.id, why))


def _one_side(told: Sequence[Claim], sides: frozenset[str]) -> bool:
    """Whether a denial names one of those whom the promise binds, or nobody."""
    named = {
        mention.party
        for one in told
        for piece in one.evidence
        for mention in gazetteer().find(piece.exact)
        if mention.party
    }
    return not named or not sides or bool(named & sides)


def _answer(entity: Entity, incident: Entity, claims: Told, links: Links) -> None:
    """Tie a protest to the incident it followed: the two states fit, and so does what is named.

    One report tells of both, or the protest's own words name the act.
    """
    told = [claims[one] for one in entity.claims]
    found = [c.claim.body for c in told if isinstance(c.claim.body, Consultation)]
    day = day_held(told)
    if day is None or not any(b.form is ConsultationForm.PROTEST for b in found):
        return
    parties = {p for b in found for p in b.parties}
    deeds = [claims[one] for one in incident.claims]
    bodies = [one.claim.body for one in deeds if isinstance(one.claim.body, Incident)]
    sides = {side for body in bodies for side in (body.actor, body.target) if side}
    began = day_held(deeds)
    if began is None or len(sides) < 2 or not sides <= parties:
        return
    later = (day - began).days
    named = acts(" ".join(piece.exact for one in told for piece in one.claim.evidence))
    same = set(entity.reports) & set(incident.reports)
    if not same and not any(named & acts(body.act) for body in bodies):
        return
    if 0 <= later <= ANSWERED_WITHIN:
        why = f"protested {later} days after it"
        links[entity.id].add(Link(LinkType.RESPONDS_TO, incident.id, why))
