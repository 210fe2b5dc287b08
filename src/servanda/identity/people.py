"""People: whom a name in a claim means, across reports, orders of names and ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.identity.mentions import Mention, mentions
from servanda.identity.order import in_order, reports_of
from servanda.identity.roster import Roster
from servanda.model import (
    ClaimId,
    ResolvedClaim,
    Thing,
    ThingId,
)

__all__ = ["People", "find_people"]


@dataclass(frozen=True, slots=True)
class People:
    """The persons found: things, whom each name means, and each person's fullest name."""

    things: tuple[Thing, ...]
    means: Mapping[tuple[ClaimId, str], ThingId]
    names: Mapping[ThingId, str]


def find_people(claims: Sequence[ResolvedClaim], roster: Roster | None = None) -> People:
    """Group the names in `claims` into persons, as the `roster` of these or of more claims has them."""
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(claims):
        by_report[mention.claim.source].append(mention)
    if roster is None:
        roster = Roster({m.called for group in by_report.values() for m in group})
    members: defaultdict[ThingId, list[Mention]] = defaultdict(list)
    reasons: defaultdict[ThingId, set[str]] = defaultdict(set)
    means: dict[tuple[ClaimId, str], ThingId] = {}
    for report in sorted(by_report):
        found = roster.report(m.called for m in by_report[report])
        for mention in sorted(by_report[report], key=lambda m: not m.introduces):
            one = found.get(mention.called)
            if one is None:
                continue
            members[one.person].append(mention)
            if one.why:
                reasons[one.person].add(one.why)
            means.setdefault((mention.claim.claim.id, mention.name), one.person)
    things = []
    for identity in sorted(members):
        told = list({m.claim.claim.id: m.claim for m in members[identity]}.values())
        known = roster.persons.get(identity)
        why = sorted({*(known.reasons if known else ()), *reasons[identity]})
        things.append(
            Thing(identity, "person", in_order(told), reports_of(told), reasons=tuple(why))
        )
    names = {identity: roster.shown(identity) or identity for identity in members}
    return People(tuple(things), means, names)
