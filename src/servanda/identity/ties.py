"""Ties between things: what fulfils a promise, what contradicts it, what answers an incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.identity.fulfilment import SIGN, planned_visit, tie_signing, tie_structure, tie_visit
from servanda.identity.gist import Links, Means, Told, day_held, deeds_of, words_of
from servanda.identity.words import share
from servanda.model import (
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

__all__ = ["tie"]

_FOLLOWS = 45  # days: a protest later than this is no longer an answer to an incident


def tie(things: Sequence[Thing], claims: Told, means: Means) -> tuple[Thing, ...]:
    """Add the links between things; existing links stay.

    `means` says which person a name in a claim is.
    """
    links: defaultdict[ThingId, set[Link]] = defaultdict(set)
    visits = [t for t in things if t.kind == "consultation" and planned_visit(t, claims)]
    promises = [t for t in things if t.kind == "commitment"]
    by_word: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in promises:
        for word in words_of(thing, claims) | deeds_of(thing, claims):
            by_word[word].append(thing)
    for thing in things:
        if thing.kind == "structure":
            for other in _near(words_of(thing, claims), by_word):
                tie_structure(thing, other, claims, links)
        elif thing.kind == "consultation":
            for other in _near(frozenset({SIGN}), by_word):
                tie_signing(thing, other, claims, links)
            for other in visits:
                tie_visit(thing, other, claims, means, links)
        elif thing.kind == "omission":
            for other in _near(words_of(thing, claims), by_word):
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


def _omission(thing: Thing, other: Thing, claims: Told, links: Links) -> None:
    bodies = [claims[one].claim.body for one in thing.claims]
    sorts = {b.sort for b in bodies if isinstance(b, Omission)}
    if sorts.isdisjoint({OmissionSort.DENIED, OmissionSort.NOT_AGREED}):
        return
    if set(thing.reports) & set(other.reports):
        return  # one report's qualification of what it tells is no contradiction
    what, promised = words_of(thing, claims), words_of(other, claims)
    both = what & promised
    if share(what, promised) >= 0.75 and len(both) >= 2:
        why = f"said not to be: {' '.join(sorted(both))}"
        links[thing.id].add(Link(LinkType.CONTRADICTS, other.id, why))


def _answers(things: Sequence[Thing], claims: Told, links: Links) -> None:
    """Tie a protest to the incident it followed, where the two states fit."""
    incidents = [t for t in things if t.kind == "incident"]
    for thing in things:
        if thing.kind != "consultation":
            continue
        told = [claims[one] for one in thing.claims]
        found = [c.claim.body for c in told if isinstance(c.claim.body, Consultation)]
        day = day_held(told)
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
            began = day_held(acts)
            if (
                began
                and len(sides) > 1
                and sides <= parties
                and 0 <= (day - began).days <= _FOLLOWS
            ):
                why = f"protested {(day - began).days} days after it"
                links[thing.id].add(Link(LinkType.RESPONDS_TO, incident.id, why))
