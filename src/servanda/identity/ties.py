"""Ties between things: what fulfils a promise, what contradicts it, what answers an incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from servanda.identity.blocking import Keys
from servanda.identity.fulfilment import planned_visit, tie_signing, tie_structure, tie_visit
from servanda.identity.gist import Links, Means, Told, bound, day_held, words_of
from servanda.identity.keys import KEYED
from servanda.identity.responses import tie_responses
from servanda.identity.tie_keys import ANSWERED_WITHIN
from servanda.identity.words import acts, share
from servanda.model import (
    Claim,
    ClaimId,
    Consultation,
    ConsultationForm,
    Incident,
    Link,
    LinkType,
    Omission,
    OmissionSort,
    Thing,
    ThingId,
)
from servanda.text.gazetteer import gazetteer

__all__ = ["answered", "tie"]


def tie(
    things: Sequence[Thing], claims: Told, means: Means, keys: Mapping[ClaimId, Keys]
) -> tuple[Thing, ...]:
    """Add the links between things; existing links stay.

    `means` says which person a name in a claim is, `keys` what each claim has and seeks.
    """
    links: defaultdict[ThingId, set[Link]] = defaultdict(set)
    for thing, other in _meeting(things, keys):
        if thing.kind == "structure" and other.kind == "commitment":
            tie_structure(thing, other, claims, links)
        elif thing.kind == "omission" and other.kind == "commitment":
            _omission(thing, other, claims, links)
        elif thing.kind == "consultation" and other.kind == "commitment":
            tie_signing(thing, other, claims, links)
        elif thing.kind == "consultation" and other.kind == "incident":
            _answer(thing, other, claims, links)
        elif thing.kind == other.kind == "consultation" and planned_visit(other, claims):
            tie_visit(thing, other, claims, means, links)
    tie_responses(things, claims, links)
    return _linked(things, links)


def answered(things: Sequence[Thing], claims: Told) -> tuple[Thing, ...]:
    """Add only the links that answer an incident; those between things that are tied already stay."""
    links: defaultdict[ThingId, set[Link]] = defaultdict(set)
    tie_responses(things, claims, links)
    return _linked(things, links)


def _linked(things: Sequence[Thing], links: Links) -> tuple[Thing, ...]:
    return tuple(
        replace(thing, links=tuple(sorted({*thing.links, *links[thing.id]}, key=_by_type)))
        for thing in things
    )


def _by_type(link: Link) -> tuple[str, str, str]:
    return link.type.value, link.to, link.why


def _meeting(
    things: Sequence[Thing], keys: Mapping[ClaimId, Keys]
) -> Iterator[tuple[Thing, Thing]]:
    """Go through the pairs of things of which one seeks what the other has, in a fixed order."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, thing in enumerate(things):
        if thing.kind in KEYED:
            for one in {each for claim in thing.claims for each in keys[claim].has}:
                holders[one].append(at)
    for at, thing in enumerate(things):
        if thing.kind in KEYED:
            sought = {each for claim in thing.claims for each in keys[claim].seeks}
            others = {other for one in sought for other in holders.get(one, ())}
            yield from ((thing, things[other]) for other in sorted(others - {at}))


def _omission(thing: Thing, other: Thing, claims: Told, links: Links) -> None:
    told = [claims[one].claim for one in thing.claims]
    sorts = {one.body.sort for one in told if isinstance(one.body, Omission)}
    if sorts.isdisjoint({OmissionSort.DENIED, OmissionSort.NOT_AGREED}):
        return
    if set(thing.reports) & set(other.reports):
        return  # one report's qualification of what it tells is no contradiction
    if not _one_side(told, bound(other, claims)):
        return
    what, promised = words_of(thing, claims), words_of(other, claims)
    both = what & promised
    if share(what, promised) >= 0.75 and 2 * len(both) >= len(what | promised) and len(both) >= 2:
        why = f"said not to be: {' '.join(sorted(both))}"
        links[thing.id].add(Link(LinkType.CONTRADICTS, other.id, why))


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


def _answer(thing: Thing, incident: Thing, claims: Told, links: Links) -> None:
    """Tie a protest to the incident it followed: the two states fit, and so does what is named.

    One report tells of both, or the protest's own words name the act.
    """
    told = [claims[one] for one in thing.claims]
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
    same = set(thing.reports) & set(incident.reports)
    if not same and not any(named & acts(body.act) for body in bodies):
        return
    if 0 <= later <= ANSWERED_WITHIN:
        why = f"protested {later} days after it"
        links[thing.id].add(Link(LinkType.RESPONDS_TO, incident.id, why))
