"""People: whom a name in a claim means, across reports, orders of names and ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.identity.fullnames import full_names, joined
from servanda.identity.mentions import Mention, mentions, shown
from servanda.identity.names import Likeness, compare, parse
from servanda.identity.order import in_order, reports_of, telling, thing_id
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


def find_people(claims: Sequence[ResolvedClaim]) -> People:
    """Group the names in `claims` into persons.

    Full names decide; a single name means the one person of that name in the same report, else
    the one of that office and party, else nobody known. A speaker that is no known person is
    left out: it may be a ministry.
    """
    found = sorted(mentions(claims), key=lambda m: (telling(m.claim), m.name))
    nodes = full_names([m for m in found if m.introduces and len(parse(m.name).words) > 1])
    groups = joined(nodes)
    owners: dict[int, int] = {}
    reasons: dict[int, list[str]] = {}
    members: list[list[Mention]] = []
    for at, (group, why) in enumerate(groups.all()):
        members.append([m for i in group for m in nodes[i].mentions])
        forms = sorted({m.name for m in members[-1]})
        reasons[at] = [*why, *(compare(forms[0], other)[1] for other in forms[1:])]
        owners.update(dict.fromkeys(group, at))
    _attach(found, members, reasons)
    return _answer(members, reasons)


def _attach(
    found: list[Mention], members: list[list[Mention]], reasons: dict[int, list[str]]
) -> None:
    """Give each single name, and each speaker, to the one person it can mean; add unknown ones."""
    sources = [frozenset(m.claim.source for m in group) for group in members]
    names = [min((m.name for m in group), key=lambda n: (-len(n), n)) for group in members]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(members):
        for mention in group:
            for word in parse(mention.name).words:
                by_word[word].add(at)
    full = len(members)
    lone: dict[tuple[str, str | None, str | None], int] = {}
    rest = [m for m in found if not (m.introduces and len(parse(m.name).words) > 1)]
    for mention in sorted(rest, key=lambda m: not m.introduces):
        words = parse(mention.name).words
        pool = sorted({at for w in words for at in by_word.get(w, ()) if at < full})
        pool = [at for at in pool if compare(mention.name, names[at])[0] is not Likeness.NONE]
        near = [at for at in pool if mention.claim.source in sources[at]]
        one = near if len(near) == 1 else [at for at in pool if _fits(mention, members[at])]
        if len(one) == 1:
            where = "in the same report" if near else "with the same office and state"
            members[one[0]].append(mention)
            reasons[one[0]].append(f"{compare(mention.name, names[one[0]])[1]}, {where}")
        elif mention.introduces and not near:
            key = (parse(mention.name).key, mention.party, mention.office)
            if key not in lone:
                lone[key] = len(members)
                members.append([])
                reasons[lone[key]] = []
            members[lone[key]].append(mention)


def _fits(mention: Mention, group: list[Mention]) -> bool:
    if not mention.introduces:
        return len(parse(mention.name).words) > 1
    return mention.party is not None and any(
        m.party == mention.party and _offices_fit(m.office, mention.office) for m in group
    )


def _offices_fit(known: str | None, given: str | None) -> bool:
    """Whether two offices may be one: "the minister" may be the defence minister."""
    if known is None or given is None:
        return known is given
    return known == given or given in known.split(":") or known in given.split(":")


def _answer(members: list[list[Mention]], reasons: Mapping[int, list[str]]) -> People:
    things: list[Thing] = []
    means: dict[tuple[ClaimId, str], ThingId] = {}
    names: dict[ThingId, str] = {}
    for at, group in enumerate(members):
        claims = list({m.claim.claim.id: m.claim for m in group}.values())
        first = min(group, key=lambda m: (telling(m.claim), m.name))
        identity = thing_id("person", claims, parse(first.name).key)
        things.append(
            Thing(
                identity,
                "person",
                in_order(claims),
                reports_of(claims),
                reasons=tuple(sorted(set(reasons[at]))),
            )
        )
        names[identity] = shown(group)
        for mention in group:
            means[mention.claim.claim.id, mention.name] = identity
    return People(tuple(sorted(things, key=lambda t: t.id)), means, names)
