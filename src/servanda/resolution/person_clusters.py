"""Persons: whom a name in a claim means, across reports, orders of names, ranks and spellings.

Full names are clustered over all reports (`servanda.resolution.persons.roster`); a single name then
means one of these persons, or an unknown one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.model import ClaimId, Entity, EntityId, ResolvedClaim
from servanda.resolution.claim_order import in_order, reports_of
from servanda.resolution.person_mentions import Mention, mentions
from servanda.resolution.persons.roster import Roster

__all__ = ["People", "find_people"]


@dataclass(frozen=True, slots=True)
class People:
    """The persons found: their entities, whom each name means, and each person's name in full."""

    entities: tuple[Entity, ...]
    means: Mapping[tuple[ClaimId, str], EntityId]
    names: Mapping[EntityId, str]


def find_people(claims: Sequence[ResolvedClaim], roster: Roster | None = None) -> People:
    """Resolve the names in `claims` to persons, as the `roster` of these or of more claims has them."""
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(claims):
        by_report[mention.claim.source].append(mention)
    if roster is None:
        roster = Roster({one.alias for group in by_report.values() for one in group})
    members: defaultdict[EntityId, list[Mention]] = defaultdict(list)
    reasons: defaultdict[EntityId, set[str]] = defaultdict(set)
    means: dict[tuple[ClaimId, str], EntityId] = {}
    for report in sorted(by_report):
        found = roster.report(one.alias for one in by_report[report])
        for mention in sorted(by_report[report], key=lambda one: not one.introduces):
            meaning = found.get(mention.alias)
            if meaning is not None:
                members[meaning.person].append(mention)
                reasons[meaning.person].update(filter(None, [meaning.why]))
                means.setdefault((mention.claim.claim.id, mention.name), meaning.person)
    for person in members:
        known = roster.person(person)
        if known is not None:
            reasons[person].update(known.reasons)
    entities = [_entity(person, members[person], reasons[person]) for person in sorted(members)]
    names = {person: roster.display_name(person) or person for person in members}
    return People(tuple(entities), means, names)


def _entity(person: EntityId, found: Sequence[Mention], reasons: Iterable[str]) -> Entity:
    claims = list({one.claim.claim.id: one.claim for one in found}.values())
    return Entity(
        person, "person", in_order(claims), reports_of(claims), reasons=tuple(sorted(reasons))
    )
