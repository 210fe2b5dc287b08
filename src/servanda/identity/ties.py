"""Ties between things of different kinds: what fulfils a promise, what contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from servanda.identity.words import content, generic, share, stem
from servanda.model import (
    ClaimId,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Incident,
    Link,
    LinkType,
    Modality,
    Omission,
    OmissionSort,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Thing,
    ThingId,
)

__all__ = ["tie"]

_SIGN = stem("sign")
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
_VISIT = 62  # days: a plan vaguer than that says too little
_FOLLOWS = 45  # days: a protest later than this is no longer an answer to an incident

_Told = Mapping[ClaimId, ResolvedClaim]
_Means = Mapping[tuple[ClaimId, str], ThingId]


def tie(things: Sequence[Thing], claims: _Told, means: _Means) -> tuple[Thing, ...]:
    """Add the links between things; existing links stay.

    `means` says which person a name in a claim is.
    """
    links: defaultdict[ThingId, set[Link]] = defaultdict(set)
    visits = [t for t in things if t.kind == "consultation" and _planned_visit(t, claims)]
    promises = [t for t in things if t.kind == "commitment"]
    by_word: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in promises:
        for word in _words(thing, claims) | _deeds(thing, claims):
            by_word[word].append(thing)
    for thing in things:
        if thing.kind == "structure":
            for other in _near(_words(thing, claims), by_word):
                _structure(thing, other, claims, links)
        elif thing.kind == "consultation":
            for other in _near(frozenset({_SIGN}), by_word):
                _signing(thing, other, claims, links)
            for other in visits:
                _visit(thing, other, claims, means, links)
        elif thing.kind == "omission":
            for other in _near(_words(thing, claims), by_word):
                _omission(thing, other, claims, links)
    _answers(things, claims, links)
    return tuple(
        replace(thing, links=tuple(sorted({*thing.links, *links[thing.id]}, key=_by_type)))
        for thing in things
    )


def _by_type(link: Link) -> tuple[str, str, str]:
    return link.type.value, link.to, link.why


def _near(words: frozenset[str], by_word: Mapping[str, list[Thing]]) -> list[Thing]:
    found = {one.id: one for word in words for one in by_word.get(word, ())}
    return [found[key] for key in sorted(found)]


def _words(thing: Thing, claims: _Told) -> frozenset[str]:
    """Return the words of a thing's object, unit or matter, over all its claims."""
    words: set[str] = set()
    for one in thing.claims:
        body = claims[one].claim.body
        if isinstance(body, Commitment):
            words |= content(body.object)
        elif isinstance(body, Structure):
            words |= content(body.unit)
        elif isinstance(body, Omission):
            words |= content(body.what)
        elif isinstance(body, Consultation):
            words |= content(" ".join(e.exact for e in claims[one].claim.evidence))
    return frozenset(words)


def _deeds(thing: Thing, claims: _Told) -> frozenset[str]:
    bodies = (claims[one].claim.body for one in thing.claims)
    return frozenset().union(*(content(b.action) for b in bodies if isinstance(b, Commitment)))


def _bound(thing: Thing, claims: _Told) -> frozenset[str]:
    bodies = (claims[one].claim.body for one in thing.claims)
    return frozenset(p for b in bodies if isinstance(b, Commitment) for p in b.obligors)


def _structure(thing: Thing, other: Thing, claims: _Told, links: dict[ThingId, set[Link]]) -> None:
    """Tie a unit to the promise to set it up or to change it."""
    told = [claims[one] for one in thing.claims]
    found = [(c, c.claim.body) for c in told if isinstance(c.claim.body, Structure)]
    parties = {b.party for _, b in found if b.party}
    bound = _bound(other, claims)
    if parties and parties.isdisjoint(bound):
        return
    if not _deeds(other, claims) & _SET_UP:
        return
    promised = _words(other, claims)
    both = frozenset().union(*(_named(b, promised) for _, b in found))
    if len(both) < 2 or not both - generic():
        return
    whole = any(content(b.unit) <= promised and len(both - generic()) > 1 for _, b in found)
    if not parties and not whole and not set(thing.reports) & set(other.reports):
        return
    done = [c for c, b in found if b.status is not StructureStatus.PLANNED]
    day = _held(done)
    if day is not None and not _ahead([claims[one] for one in other.claims], day, late=True):
        return
    kind = LinkType.FULFILS if done else LinkType.PART_OF
    links[thing.id].add(
        Link(kind, other.id, f"the promise names the unit: {' '.join(sorted(both))}")
    )


def _named(body: Structure, promised: frozenset[str]) -> frozenset[str]:
    """Return the words of a unit's name where most of them stand in the promise."""
    unit = content(body.unit)
    both = unit & promised
    return both if len(both) >= _ENOUGH * len(unit) else frozenset()


def _signing(thing: Thing, other: Thing, claims: _Told, links: dict[ThingId, set[Link]]) -> None:
    """Tie a signing to the promise to sign; that talks were held fulfils nothing said in them."""
    told = [claims[one] for one in thing.claims]
    bodies = [one.claim.body for one in told]
    found = [b for b in bodies if isinstance(b, Consultation)]
    if not any(
        b.status is ConsultationStatus.HELD and b.form is ConsultationForm.SIGNING for b in found
    ):
        return
    parties = {p for b in found for p in b.parties}
    parties |= {p.party for b in found for p in b.participants if p.party}
    bound, day = _bound(other, claims), _held(told)
    promised = [claims[one] for one in other.claims]
    if not bound or not bound <= parties or day is None or not _ahead(promised, day):
        return
    objects, said = _words(other, claims) - _MEET - {_SIGN}, _words(thing, claims)
    if share(objects, said) < _ENOUGH or not objects & said:
        return
    why = f"signed on {day.isoformat()}: {' '.join(sorted(objects & said))}"
    links[thing.id].add(Link(LinkType.FULFILS, other.id, why))


def _planned_visit(thing: Thing, claims: _Told) -> bool:
    bodies = [claims[one].claim.body for one in thing.claims]
    found = [b for b in bodies if isinstance(b, Consultation)]
    return bool(found) and all(
        b.form is ConsultationForm.VISIT and b.status is ConsultationStatus.PLANNED for b in found
    )


def _visit(
    thing: Thing, other: Thing, claims: _Told, means: _Means, links: dict[ThingId, set[Link]]
) -> None:
    """Tie talks held with the host to the visit that was planned for those days."""
    told = [(claims[one], claims[one].claim.body) for one in thing.claims]
    held = [(c, b) for c, b in told if isinstance(b, Consultation)]
    if set(thing.reports) <= set(other.reports) or not any(
        b.status is ConsultationStatus.HELD and b.form is not ConsultationForm.CALL for _, b in held
    ):
        return
    day = _held([c for c, _ in held])
    plans = [(claims[one], claims[one].claim.body) for one in other.claims]
    visits = [(c, b) for c, b in plans if isinstance(b, Consultation)]
    hosts = {b.country for _, b in visits if b.country}
    sides = {p for _, b in held for p in b.parties} | {b.country for _, b in held if b.country}
    guests = {means.get((c.claim.id, p.name)) for c, b in visits for p in b.participants} - {None}
    sat = {means.get((c.claim.id, p.name)) for c, b in held for p in b.participants}
    when = [w for c, _ in visits if (w := c.time("when")) is not None]
    if day is None or not guests or not guests <= sat or not hosts & sides:
        return
    if any(w.holds(day) and w.width is not None and w.width <= _VISIT for w in when):
        why = f"talks on {day.isoformat()}, within the days of the visit"
        links[thing.id].add(Link(LinkType.FULFILS, other.id, why))


def _held(told: Sequence[ResolvedClaim]) -> date | None:
    days = [w.earliest for one in told if (w := one.time("when")) is not None and w.is_day]
    return min((d for d in days if d), default=None)


def _ahead(promised: Sequence[ResolvedClaim], day: date, *, late: bool = False) -> bool:
    """Whether `day` is no earlier than the promise and, unless `late`, within its deadline."""
    if all(one.published is None for one in promised):
        return late
    for one in promised:
        due = one.time("due")
        if not late and due is not None and due.latest is not None and day > due.latest:
            return False
        body = one.claim.body
        if isinstance(body, Commitment) and body.modality is Modality.FULFILLED:
            continue
        first = one.published.earliest if one.published else None
        if first is not None and first <= day:
            return True
    return False


def _omission(thing: Thing, other: Thing, claims: _Told, links: dict[ThingId, set[Link]]) -> None:
    bodies = [claims[one].claim.body for one in thing.claims]
    sorts = {b.sort for b in bodies if isinstance(b, Omission)}
    if sorts.isdisjoint({OmissionSort.DENIED, OmissionSort.NOT_AGREED}):
        return
    if set(thing.reports) & set(other.reports):
        return  # one report's qualification of what it tells is no contradiction
    what, promised = _words(thing, claims), _words(other, claims)
    both = what & promised
    if share(what, promised) >= 0.75 and len(both) >= 2:
        why = f"said not to be: {' '.join(sorted(both))}"
        links[thing.id].add(Link(LinkType.CONTRADICTS, other.id, why))


def _answers(things: Sequence[Thing], claims: _Told, links: dict[ThingId, set[Link]]) -> None:
    """Tie a protest to the incident it followed, where the two states fit."""
    incidents = [t for t in things if t.kind == "incident"]
    for thing in things:
        if thing.kind != "consultation":
            continue
        told = [claims[one] for one in thing.claims]
        found = [c.claim.body for c in told if isinstance(c.claim.body, Consultation)]
        day = _held(told)
        if day is None or not any(b.form is ConsultationForm.PROTEST for b in found):
            continue
        parties = {p for b in found for p in b.parties}
        for incident in incidents:
            acts = [claims[one] for one in incident.claims]
            sides = {
                side
                for one in acts
                if isinstance(one.claim.body, Incident)
                for side in (one.claim.body.actor, one.claim.body.target)
                if side
            }
            began = _held(acts)
            if (
                began
                and len(sides) > 1
                and sides <= parties
                and 0 <= (day - began).days <= _FOLLOWS
            ):
                why = f"protested {(day - began).days} days after it"
                links[thing.id].add(Link(LinkType.RESPONDS_TO, incident.id, why))
