"""A person's word on who is who: two persons found are one, or some mentions mean somebody else.

Whom a name means is known by the name and the state, so a judgement names persons by their ids,
which are hashes of these and do not depend on what else was read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from servanda.identity.order import in_order, reports_of
from servanda.identity.people import People
from servanda.model import (
    Action,
    ClaimId,
    Concern,
    Decision,
    ResolvedClaim,
    Thing,
    ThingId,
    digest,
)

__all__ = ["PERSON", "rejoined"]

PERSON = "person"
"""The field of a decision on who is who; its value lists `persons` by their ids."""

Mentioned = dict[tuple[ClaimId, str], ThingId]


def rejoined(
    people: People, claims: Mapping[ClaimId, ResolvedClaim], judgements: Sequence[Decision]
) -> People:
    """Unite and part persons as the judgements say, in the order they were said."""
    said = _about_people(judgements)
    if not said:
        return people
    means: Mentioned = dict(people.means)
    grounds: defaultdict[ThingId, list[str]] = defaultdict(list)
    now: dict[ThingId, ThingId] = {}
    for one in said:
        if one.action is Action.MERGE:
            _merge(one, now, grounds)
        else:
            _part(one, means, now, grounds)
    for mention, who in means.items():
        means[mention] = _led(who, now)
    touched = {_led(who, now) for who in grounds} | set(now)
    return _remade(people, means, touched, {_led(w, now): g for w, g in grounds.items()}, claims)


def _about_people(judgements: Iterable[Decision]) -> list[Decision]:
    mine = (
        one
        for one in judgements
        if one.concern is Concern.THING and one.field == PERSON and not one.blind
    )
    return sorted(mine, key=lambda one: (one.at, one.id))


def _persons(one: Decision) -> list[ThingId]:
    return [ThingId(each) for each in one.value["persons"]]


def _merge(one: Decision, now: dict[ThingId, ThingId], grounds: dict[ThingId, list[str]]) -> None:
    """Let all persons named lead to the one of the least id: no reading changes which that is."""
    found = sorted({_led(each, now) for each in _persons(one)})
    now.update(dict.fromkeys(found[1:], found[0]))
    grounds[found[0]] = [*(why for each in found for why in grounds.pop(each, ())), _why(one)]


def _part(
    one: Decision,
    means: Mentioned,
    now: Mapping[ThingId, ThingId],
    grounds: defaultdict[ThingId, list[str]],
) -> None:
    """Let the mentions in the claims judged mean somebody else."""
    who = _led(_persons(one)[0], now)
    other = ThingId(digest("pe", PERSON, who, one.id))
    mine = [key for key, each in means.items() if _led(each, now) == who and key[0] in one.targets]
    if mine:
        means.update(dict.fromkeys(mine, other))
        for each in (who, other):
            grounds[each].append(_why(one))


def _led(who: ThingId, now: Mapping[ThingId, ThingId]) -> ThingId:
    while who in now:
        who = now[who]
    return who


def _why(one: Decision) -> str:
    verb = "the same person" if one.action is Action.MERGE else "not the same person in all reports"
    tail = f": {one.reason}" if one.reason else ""
    return f"judged {verb} by {one.author} on {one.at:%Y-%m-%d}{tail}"


def _remade(
    people: People,
    means: Mentioned,
    touched: set[ThingId],
    grounds: Mapping[ThingId, Sequence[str]],
    claims: Mapping[ClaimId, ResolvedClaim],
) -> People:
    """Make the things and names of the persons touched anew."""
    members: defaultdict[ThingId, set[ClaimId]] = defaultdict(set)
    written: defaultdict[ThingId, Counter[str]] = defaultdict(Counter)
    shown: defaultdict[ThingId, Counter[str]] = defaultdict(Counter)
    for (claim, name), who in means.items():
        members[who].add(claim)
        written[who][name] += 1
        shown[who][people.names[people.means[claim, name]]] += 1
    reasons: defaultdict[ThingId, dict[str, None]] = defaultdict(dict)
    told = {thing.id: thing.reasons for thing in people.things}
    for mention, who in people.means.items():
        if means[mention] in touched:
            reasons[means[mention]].update(dict.fromkeys(told.get(who, ())))
    things = [thing for thing in people.things if thing.id not in touched]
    names = {who: name for who, name in people.names.items() if who not in touched}
    for who in sorted(touched & set(members)):
        group = [claims[one] for one in members[who]]
        why = tuple(dict.fromkeys((*reasons[who], *grounds.get(who, ()))))
        things.append(Thing(who, PERSON, in_order(group), reports_of(group), reasons=why))
        full = shown[who] if len(shown[who]) > 1 or who in people.names else written[who]
        names[who] = min(full, key=lambda name: (-full[name], -len(name), name))
    return People(tuple(sorted(things, key=lambda t: t.id)), means, names)
