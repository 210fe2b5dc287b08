"""A person's word on what is the same: claims judged one are united, others kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from servanda.model import (
    Action,
    ClaimId,
    Concern,
    Decision,
    DecisionId,
    Entity,
    EntityId,
    Link,
    LinkType,
    ResolvedClaim,
    digest,
)
from servanda.resolution.claim_order import entity_id, in_order, order_key, reports_of
from servanda.resolution.person_clusters import People

__all__ = [
    "PERSON",
    "Overruled",
    "apply_link_decisions",
    "apply_match_decisions",
    "apply_person_decisions",
    "overruled_decisions",
]


Told = Mapping[ClaimId, ResolvedClaim]

_APART = frozenset({"person", "office", "report"})
"""Kinds of entity that claims of many kinds tell of: what these claims are about is another matter."""

_ACCEPTED, _TIED = "; accepted by ", "tied"  # by a person


@dataclass(frozen=True, slots=True)
class Overruled:
    """A judgement that a later one overrules in part: `decision` yields to `to` about `claims`."""

    decision: DecisionId
    to: DecisionId
    claims: tuple[ClaimId, ClaimId]


class _Clusters:
    """Claims in clusters that some pairs keep apart; every tie and every wall knows who made it."""

    def __init__(self, claims: Iterable[ClaimId]) -> None:
        self._of: dict[ClaimId, int] = {}
        self._members: dict[int, list[ClaimId]] = {}
        self._walls: defaultdict[int, dict[int, DecisionId]] = defaultdict(dict)
        self._made: dict[int, DecisionId] = {}
        for at, claim in enumerate(claims):
            self._of[claim] = at
            self._members[at] = [claim]

    def __contains__(self, claim: object) -> bool:
        return claim in self._of

    def join(self, a: ClaimId, b: ClaimId, by: DecisionId | None) -> DecisionId | None:
        """Unite the clusters of two claims; return whose word forbids it, or None where none does."""
        left, right = self._of[a], self._of[b]
        if left == right:
            return None
        if right in self._walls[left]:
            return self._walls[left][right]
        for claim in self._members[right]:
            self._of[claim] = left
        self._members[left] += self._members.pop(right)
        for other, maker in self._walls.pop(right, {}).items():
            self._walls[left].setdefault(other, maker)
            self._walls[other].setdefault(left, maker)
            self._walls[other].pop(right, None)
        united = by or self._made.get(left) or self._made.get(right)
        if united is not None:
            self._made[left] = united
        return None

    def part(self, a: ClaimId, b: ClaimId, by: DecisionId) -> DecisionId | None:
        """Keep the clusters of two claims apart; return whose word unites them, or None."""
        left, right = self._of[a], self._of[b]
        if left == right:
            return self._made.get(left)
        self._walls[left].setdefault(right, by)
        self._walls[right].setdefault(left, by)
        return None

    def all(self) -> Iterator[list[ClaimId]]:
        """Give the clusters."""
        return iter(self._members.values())


def apply_match_decisions(
    entities: Sequence[Entity], claims: Told, judgements: Sequence[Decision]
) -> tuple[Entity, ...]:
    """Unite and part entities as the judgements say; others stay as they were found.

    An entity keeps its id as long as it keeps its earliest claim. What nobody judged stays with the
    claims it was found with, the earlier ones where these were parted.
    """
    said = _matches(judgements)
    if not said:
        return tuple(entities)
    about = {claim for one in said for claim in one.claims}
    touched = [t for t in entities if t.kind not in _APART and not about.isdisjoint(t.claims)]
    found: list[Entity] = [t for t in entities if t not in touched]
    now: dict[EntityId, EntityId] = {}
    for kind in sorted({entity.kind for entity in touched}):
        found += _of_kind([t for t in touched if t.kind == kind], claims, said, now)
    return tuple(_relinked(entity, now) for entity in found)


def overruled_decisions(claims: Told, judgements: Sequence[Decision]) -> tuple[Overruled, ...]:
    """List the judgements on what is the same that later ones overrule."""
    clusters = _Clusters(sorted(claims))
    return tuple(dict.fromkeys(_judge(clusters, _matches(judgements), claims)))


def apply_link_decisions(
    entities: Sequence[Entity], judgements: Sequence[Decision]
) -> tuple[Entity, ...]:
    """Take away the ties between entities that a person rejected, and mark those accepted.

    A tie that somebody accepts by its type and that was not found is put in.
    """
    said = [
        one
        for one in _in_time(judgements)
        if one.concern is Concern.MATCH and one.action in (Action.ACCEPT, Action.REJECT)
    ]
    if not said:
        return tuple(entities)
    home: defaultdict[ClaimId, list[Entity]] = defaultdict(list)
    for entity in entities:
        for claim in entity.claims if entity.kind not in _APART else ():
            home[claim].append(entity)
    # Entities that were tied with these words before are told so anew, not twice.
    links = {entity.id: [k for each in entity.links for k in _unsaid(each)] for entity in entities}
    for one in said:
        sides = [{t.id for c in side for t in home[c]} for side in (one.targets, one.others)]
        for a, b in product(*map(sorted, sides)):
            _retie(links, a, b, one)
    return tuple(
        entity
        if list(entity.links) == links[entity.id]
        else replace(entity, links=_sorted(entity, links))
        for entity in entities
    )


def _sorted(entity: Entity, links: Mapping[EntityId, list[Link]]) -> tuple[Link, ...]:
    return tuple(sorted(links[entity.id], key=lambda k: (k.type.value, k.to, k.why)))


def _unsaid(link: Link) -> Iterator[Link]:
    """Give a tie as it was without a person's word; nothing where it is one's word alone."""
    why = link.why.partition(_ACCEPTED)[0]
    if not why.startswith(f"{_TIED} by "):
        yield link if why == link.why else replace(link, why=why)


def _retie(links: dict[EntityId, list[Link]], a: EntityId, b: EntityId, one: Decision) -> None:
    if a == b:
        return

    def meant(link: Link, to: EntityId) -> bool:
        return link.to == to and one.field in (None, link.type.value)

    if one.action is Action.REJECT:
        links[a] = [link for link in links[a] if not meant(link, b)]
        links[b] = [link for link in links[b] if not meant(link, a)]
        return
    found = False
    for here, there in ((a, b), (b, a)):
        for at, link in enumerate(links[here]):
            if meant(link, there):
                found = True
                if not link.why.endswith(mark := f"{_ACCEPTED}{one.author}"):
                    links[here][at] = replace(link, why=f"{link.why}{mark}")
    if not found and one.field is not None:
        links[a].append(Link(LinkType(one.field), b, _because(_TIED, one)))


def _matches(judgements: Iterable[Decision]) -> list[Decision]:
    return [
        one
        for one in _in_time(judgements)
        if one.concern is Concern.MATCH and one.action in (Action.MERGE, Action.SPLIT)
    ]


def _in_time(judgements: Iterable[Decision]) -> list[Decision]:
    return sorted((j for j in judgements if not j.blind), key=lambda one: (one.at, one.id))


def _judge(clusters: _Clusters, said: Sequence[Decision], claims: Told) -> Iterator[Overruled]:
    """Carry the judgements out, the latest first; give what had to yield."""
    for one in reversed(said):
        merge = one.action is Action.MERGE
        pairs = combinations(one.targets, 2) if merge else product(one.targets, one.others)
        for a, b in pairs:
            if a not in clusters or b not in clusters or _kind(claims, a) != _kind(claims, b):
                continue
            to = clusters.join(a, b, one.id) if merge else clusters.part(a, b, one.id)
            if to is not None and to != one.id:
                yield Overruled(one.id, to, (a, b))


def _kind(claims: Told, claim: ClaimId) -> str:
    return claims[claim].claim.kind


def _of_kind(
    entities: list[Entity], claims: Told, said: Sequence[Decision], now: dict[EntityId, EntityId]
) -> Iterator[Entity]:
    """Regroup entities of one kind; `now` learns which entity an older one went into."""
    entities = sorted(entities, key=lambda t: order_key(claims[t.claims[0]]))
    clusters = _Clusters(claim for entity in entities for claim in entity.claims)
    for _ in _judge(clusters, said, claims):
        pass
    for entity in entities:
        for at, claim in enumerate(entity.claims):
            for earlier in entity.claims[:at]:
                if clusters.join(earlier, claim, None) is None:
                    break
    from_claim = {claim: entity for entity in entities for claim in entity.claims}
    for members in clusters.all():
        group = [claims[one] for one in members]
        olds = list(dict.fromkeys(from_claim[one] for one in in_order(group)))
        first = min(group, key=order_key).claim.id
        whole = first == from_claim[first].claims[0]
        identity = olds[0].id if whole else entity_id(olds[0].kind, group)
        mine = [old for old in olds if old.claims[0] in members]
        now.update({old.id: identity for old in mine})
        yield Entity(
            identity,
            olds[0].kind,
            in_order(group),
            reports_of(group),
            tuple(dict.fromkeys(link for old in mine for link in old.links)),
            tuple(dict.fromkeys((*_kept_reasons(olds, members), *_grounds(members, said)))),
        )


def _kept_reasons(olds: Iterable[Entity], members: Iterable[ClaimId]) -> Iterator[str]:
    """Give the reasons of the entities that more than one of these claims comes from."""
    mine = set(members)
    for old in olds:
        if len(mine.intersection(old.claims)) > 1:
            yield from old.reasons


def _grounds(members: Sequence[ClaimId], said: Sequence[Decision]) -> Iterator[str]:
    """Say whose word made an entity what it is."""
    mine = set(members)
    for one in said:
        if one.action is Action.MERGE and len(mine & set(one.targets)) > 1:
            yield _because("judged the same", one)
        elif one.action is Action.SPLIT and any(
            mine & set(here) and not mine & set(there)
            for here, there in ((one.targets, one.others), (one.others, one.targets))
        ):
            yield _because("judged not the same as another", one)


def _because(what: str, one: Decision) -> str:
    tail = f": {one.reason}" if one.reason else ""
    return f"{what} by {one.author} on {one.at:%Y-%m-%d}{tail}"


def _relinked(entity: Entity, now: Mapping[EntityId, EntityId]) -> Entity:
    """Let links follow the entities they led to; an entity is not tied to itself."""
    links = (replace(link, to=now.get(link.to, link.to)) for link in entity.links)
    kept = tuple(dict.fromkeys(link for link in links if link.to != entity.id))
    return entity if kept == entity.links else replace(entity, links=kept)


# -- A person's word on who is who: two persons found are one, or some mentions mean somebody


PERSON = "person"
"""The field of a decision on who is who; its value lists `persons` by their ids."""

Mentioned = dict[tuple[ClaimId, str], EntityId]


def apply_person_decisions(
    people: People, claims: Mapping[ClaimId, ResolvedClaim], judgements: Sequence[Decision]
) -> People:
    """Unite and part persons as the judgements say, in the order they were said."""
    said = _about_people(judgements)
    if not said:
        return people
    means: Mentioned = dict(people.means)
    grounds: defaultdict[EntityId, list[str]] = defaultdict(list)
    now: dict[EntityId, EntityId] = {}
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
        if one.concern is Concern.ENTITY and one.field == PERSON and not one.blind
    )
    return sorted(mine, key=lambda one: (one.at, one.id))


def _persons(one: Decision) -> list[EntityId]:
    return [EntityId(each) for each in one.value["persons"]]


def _merge(
    one: Decision, now: dict[EntityId, EntityId], grounds: dict[EntityId, list[str]]
) -> None:
    """Let all persons named lead to the one of the least id: no reading changes which that is."""
    found = sorted({_led(each, now) for each in _persons(one)})
    now.update(dict.fromkeys(found[1:], found[0]))
    grounds[found[0]] = [*(why for each in found for why in grounds.pop(each, ())), _why(one)]


def _part(
    one: Decision,
    means: Mentioned,
    now: Mapping[EntityId, EntityId],
    grounds: defaultdict[EntityId, list[str]],
) -> None:
    """Let the mentions in the claims judged mean somebody else."""
    who = _led(_persons(one)[0], now)
    other = EntityId(digest("pe", PERSON, who, one.id))
    mine = [key for key, each in means.items() if _led(each, now) == who and key[0] in one.targets]
    if mine:
        means.update(dict.fromkeys(mine, other))
        for each in (who, other):
            grounds[each].append(_why(one))


def _led(who: EntityId, now: Mapping[EntityId, EntityId]) -> EntityId:
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
    touched: set[EntityId],
    grounds: Mapping[EntityId, Sequence[str]],
    claims: Mapping[ClaimId, ResolvedClaim],
) -> People:
    """Make the entities and names of the persons touched anew."""
    members: defaultdict[EntityId, set[ClaimId]] = defaultdict(set)
    written: defaultdict[EntityId, Counter[str]] = defaultdict(Counter)
    shown: defaultdict[EntityId, Counter[str]] = defaultdict(Counter)
    for (claim, name), who in means.items():
        members[who].add(claim)
        written[who][name] += 1
        shown[who][people.names[people.means[claim, name]]] += 1
    reasons: defaultdict[EntityId, dict[str, None]] = defaultdict(dict)
    told = {entity.id: entity.reasons for entity in people.entities}
    for mention, who in people.means.items():
        if means[mention] in touched:
            reasons[means[mention]].update(dict.fromkeys(told.get(who, ())))
    entities = [entity for entity in people.entities if entity.id not in touched]
    names = {who: name for who, name in people.names.items() if who not in touched}
    for who in sorted(touched & set(members)):
        group = [claims[one] for one in members[who]]
        why = tuple(dict.fromkeys((*reasons[who], *grounds.get(who, ()))))
        entities.append(Entity(who, PERSON, in_order(group), reports_of(group), reasons=why))
        full = shown[who] if len(shown[who]) > 1 or who in people.names else written[who]
        names[who] = min(full, key=lambda name: (-full[name], -len(name), name))
    return People(tuple(sorted(entities, key=lambda t: t.id)), means, names)
