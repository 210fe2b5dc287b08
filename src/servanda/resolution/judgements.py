"""Judgements: persons' decisions on what is the same, linked or who is who, applied to what was found.

Later decisions win over earlier ones, and any of them over what the rules found. Blind decisions are
for measuring agreement and are not applied.
"""

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
from servanda.resolution.result import BACKGROUND
from servanda.resolution.union_find import UnionFind

__all__ = [
    "PERSON",
    "Overruled",
    "apply_link_decisions",
    "apply_match_decisions",
    "apply_person_decisions",
    "overruled_decisions",
    "persons_meant",
]


Claims = Mapping[ClaimId, ResolvedClaim]


def _in_time(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that are applied, the earliest first."""
    return sorted((one for one in decisions if not one.blind), key=lambda one: (one.at, one.id))


def _by_whom(what: str, one: Decision) -> str:
    reason = f": {one.reason}" if one.reason else ""
    return f"{what} by {one.author} on {one.at:%Y-%m-%d}{reason}"


# -- What is the same


@dataclass(frozen=True, slots=True)
class Overruled:
    """A decision that a later one overrules in part: `decision` yields to `to` about `claims`."""

    decision: DecisionId
    to: DecisionId
    claims: tuple[ClaimId, ClaimId]


class _DecidedClusters:
    """Clusters of claims with must-link and cannot-link constraints that know who made them."""

    def __init__(self, claims: Iterable[ClaimId]) -> None:
        self._sets = UnionFind(claims)
        self._claims = frozenset(claim for members in self._sets.sets() for claim in members)
        self._cannot_link: defaultdict[ClaimId, dict[ClaimId, DecisionId]] = defaultdict(dict)
        self._linked_by: dict[ClaimId, DecisionId] = {}

    def join(self, a: ClaimId, b: ClaimId, by: DecisionId | None) -> DecisionId | None:
        """Join the clusters of two claims; return the decision that forbids it, or None."""
        left, right = self._sets.find(a), self._sets.find(b)
        if left == right:
            return None
        if right in self._cannot_link[left]:
            return self._cannot_link[left][right]
        self._sets.union(left, right)
        for other, forbidden_by in self._cannot_link.pop(right, {}).items():
            self._cannot_link[left].setdefault(other, forbidden_by)
            self._cannot_link[other].setdefault(left, forbidden_by)
            self._cannot_link[other].pop(right, None)
        maker = by or self._linked_by.get(left) or self._linked_by.get(right)
        if maker is not None:
            self._linked_by[left] = maker
        return None

    def part(self, a: ClaimId, b: ClaimId, by: DecisionId) -> DecisionId | None:
        """Keep the clusters of two claims apart; return the decision that joins them, or None."""
        left, right = self._sets.find(a), self._sets.find(b)
        if left == right:
            return self._linked_by.get(left)
        self._cannot_link[left].setdefault(right, by)
        self._cannot_link[right].setdefault(left, by)
        return None

    def apply(self, decisions: Sequence[Decision], claims: Claims) -> Iterator[Overruled]:
        """Carry decisions out, the latest first; give what is overruled.

        Claims of two kinds are never one entity.
        """
        for one in reversed(decisions):
            merge = one.action is Action.MERGE
            pairs = combinations(one.targets, 2) if merge else product(one.targets, one.others)
            for a, b in pairs:
                if not {a, b} <= self._claims or claims[a].claim.kind != claims[b].claim.kind:
                    continue
                to = self.join(a, b, one.id) if merge else self.part(a, b, one.id)
                if to is not None and to != one.id:
                    yield Overruled(one.id, to, (a, b))

    def all(self) -> Iterator[list[ClaimId]]:
        """Give the clusters."""
        return self._sets.sets()


def apply_match_decisions(
    entities: Sequence[Entity], claims: Claims, decisions: Sequence[Decision]
) -> tuple[Entity, ...]:
    """Merge and split entities as decided; others stay as they were found.

    An entity keeps its id as long as it keeps its earliest claim. Claims that no decision names stay
    with the claims they were found with, the earlier ones where these were split.
    """
    applied = _about_matches(decisions)
    if not applied:
        return tuple(entities)
    about = {claim for one in applied for claim in one.claims}
    touched = [t for t in entities if t.kind not in BACKGROUND and not about.isdisjoint(t.claims)]
    found: list[Entity] = [t for t in entities if t not in touched]
    successors: dict[EntityId, EntityId] = {}
    for kind in sorted({entity.kind for entity in touched}):
        same_kind = [entity for entity in touched if entity.kind == kind]
        found += _regrouped(same_kind, claims, applied, successors)
    return tuple(_relinked(entity, successors) for entity in found)


def overruled_decisions(claims: Claims, decisions: Sequence[Decision]) -> tuple[Overruled, ...]:
    """List the decisions on what is the same that later ones overrule."""
    clusters = _DecidedClusters(sorted(claims))
    return tuple(dict.fromkeys(clusters.apply(_about_matches(decisions), claims)))


def _about_matches(decisions: Iterable[Decision]) -> list[Decision]:
    return [
        one
        for one in _in_time(decisions)
        if one.concern is Concern.MATCH and one.action in (Action.MERGE, Action.SPLIT)
    ]


def _regrouped(
    entities: list[Entity],
    claims: Claims,
    decisions: Sequence[Decision],
    successors: dict[EntityId, EntityId],
) -> Iterator[Entity]:
    """Group the claims of entities of one kind anew; `successors` gets what became of each id."""
    entities = sorted(entities, key=lambda entity: order_key(claims[entity.claims[0]]))
    home = {claim: entity for entity in entities for claim in entity.claims}
    for members in _decided(entities, claims, decisions):
        group = [claims[one] for one in members]
        before = list(dict.fromkeys(home[one] for one in in_order(group)))
        first = min(group, key=order_key).claim.id
        kind = before[0].kind
        unchanged = first == home[first].claims[0]
        identity = before[0].id if unchanged else entity_id(kind, group)
        continued = [old for old in before if old.claims[0] in members]
        successors.update({old.id: identity for old in continued})
        yield Entity(
            identity,
            kind,
            in_order(group),
            reports_of(group),
            tuple(dict.fromkeys(link for old in continued for link in old.links)),
            tuple(dict.fromkeys((*_found_for(before, members), *_decided_for(members, decisions)))),
        )


def _decided(
    entities: Sequence[Entity], claims: Claims, decisions: Sequence[Decision]
) -> Iterator[list[ClaimId]]:
    """Cluster the claims of entities: by decisions, then as they were found where these allow."""
    clusters = _DecidedClusters(claim for entity in entities for claim in entity.claims)
    for _ in clusters.apply(decisions, claims):
        pass
    for entity in entities:
        for at, claim in enumerate(entity.claims):
            for earlier in entity.claims[:at]:
                if clusters.join(earlier, claim, None) is None:
                    break
    return clusters.all()


def _found_for(before: Iterable[Entity], members: Iterable[ClaimId]) -> Iterator[str]:
    """Give the reasons of the entities that more than one of these claims comes from."""
    mine = set(members)
    for old in before:
        if len(mine.intersection(old.claims)) > 1:
            yield from old.reasons


def _decided_for(members: Sequence[ClaimId], decisions: Sequence[Decision]) -> Iterator[str]:
    """Name the decisions that made an entity what it is."""
    mine = set(members)
    for one in decisions:
        if one.action is Action.MERGE and len(mine & set(one.targets)) > 1:
            yield _by_whom("judged the same", one)
        elif one.action is Action.SPLIT and _on_one_side(mine, one):
            yield _by_whom("judged not the same as another", one)


def _on_one_side(mine: set[ClaimId], one: Decision) -> bool:
    left, right = mine.isdisjoint(one.targets), mine.isdisjoint(one.others)
    return left != right


def _relinked(entity: Entity, successors: Mapping[EntityId, EntityId]) -> Entity:
    """Let links follow the entities they lead to; an entity has no link to itself."""
    links = (replace(link, to=successors.get(link.to, link.to)) for link in entity.links)
    others = tuple(dict.fromkeys(link for link in links if link.to != entity.id))
    return entity if others == entity.links else replace(entity, links=others)


# -- What is linked


_ACCEPTED, _MADE = "; accepted by ", "tied"  # by a person


def apply_link_decisions(
    entities: Sequence[Entity], decisions: Sequence[Decision]
) -> tuple[Entity, ...]:
    """Remove the links between entities that a person rejected, and mark those accepted.

    A link that somebody accepts by its type and that was not found is added.
    """
    applied = [
        one
        for one in _in_time(decisions)
        if one.concern is Concern.MATCH and one.action in (Action.ACCEPT, Action.REJECT)
    ]
    if not applied:
        return tuple(entities)
    home = _home(entities)
    # Marks of decisions that were applied to these entities before are made anew, not twice.
    links = {
        entity.id: [found for link in entity.links for found in _unmarked(link)]
        for entity in entities
    }
    for one in applied:
        sides = [
            {entity.id for claim in side for entity in home.get(claim, ())}
            for side in (one.targets, one.others)
        ]
        for a, b in product(*map(sorted, sides)):
            _decide_links(links, a, b, one)
    return tuple(_with_links(entity, links[entity.id]) for entity in entities)


def _home(entities: Iterable[Entity]) -> Mapping[ClaimId, list[Entity]]:
    """Map each claim to its entities, without those that claims of any kind are about."""
    home: defaultdict[ClaimId, list[Entity]] = defaultdict(list)
    for entity in entities:
        for claim in entity.claims if entity.kind not in BACKGROUND else ():
            home[claim].append(entity)
    return home


def _with_links(entity: Entity, links: Sequence[Link]) -> Entity:
    if list(entity.links) == links:
        return entity
    ordered = sorted(links, key=lambda link: (link.type.value, link.to, link.why))
    return replace(entity, links=tuple(ordered))


def _unmarked(link: Link) -> Iterator[Link]:
    """Give a link as it was without a person's decision; nothing where that alone made it."""
    why = link.why.partition(_ACCEPTED)[0]
    if not why.startswith(f"{_MADE} by "):
        yield link if why == link.why else replace(link, why=why)


def _decide_links(
    links: dict[EntityId, list[Link]], a: EntityId, b: EntityId, one: Decision
) -> None:
    """Apply one decision to the links between two entities, in either direction."""
    if a == b:
        return
    if one.action is Action.REJECT:
        for here, there in ((a, b), (b, a)):
            links[here] = [link for link in links[here] if not _is_meant(link, there, one)]
        return
    found = False
    mark = f"{_ACCEPTED}{one.author}"
    for here, there in ((a, b), (b, a)):
        for at, link in enumerate(links[here]):
            if _is_meant(link, there, one):
                found = True
                if not link.why.endswith(mark):
                    links[here][at] = replace(link, why=f"{link.why}{mark}")
    if not found and one.field is not None:
        links[a].append(Link(LinkType(one.field), b, _by_whom(_MADE, one)))


def _is_meant(link: Link, to: EntityId, one: Decision) -> bool:
    return link.to == to and one.field in (None, link.type.value)


# -- Who is who


PERSON = "person"
"""The field of a decision on who is who; its value lists `persons` by their ids."""

_Meanings = dict[tuple[ClaimId, str], EntityId]


def apply_person_decisions(people: People, claims: Claims, decisions: Sequence[Decision]) -> People:
    """Merge and split persons as decided, in the order of the decisions."""
    applied = _of_persons(decisions)
    if not applied:
        return people
    means, persons, reasons = _persons_decided(people.means, applied)
    merged = {who for members in persons.sets() for who in members}
    by_person = {persons.find(who): why for who, why in reasons.items()}
    return _remade(people, means, merged | set(by_person), by_person, claims)


def persons_meant(
    means: Mapping[tuple[ClaimId, str], EntityId], decisions: Sequence[Decision]
) -> Mapping[tuple[ClaimId, str], EntityId]:
    """Return the persons whom names in claims mean once persons were merged and split as decided."""
    applied = _of_persons(decisions)
    return _persons_decided(means, applied)[0] if applied else means


def _of_persons(decisions: Sequence[Decision]) -> list[Decision]:
    return [
        one for one in _in_time(decisions) if one.concern is Concern.ENTITY and one.field == PERSON
    ]


def _persons_decided(
    given: Mapping[tuple[ClaimId, str], EntityId], applied: Sequence[Decision]
) -> tuple[_Meanings, UnionFind[EntityId], defaultdict[EntityId, list[str]]]:
    """Apply decisions on persons: what names mean then, who is one with whom, and why."""
    means: _Meanings = dict(given)
    reasons: defaultdict[EntityId, list[str]] = defaultdict(list)
    persons: UnionFind[EntityId] = UnionFind()
    for one in applied:
        if one.action is Action.MERGE:
            _merge(one, persons, reasons)
        else:
            _split(one, means, persons, reasons)
    return {mention: persons.find(who) for mention, who in means.items()}, persons, reasons


def _persons(one: Decision) -> list[EntityId]:
    return [EntityId(each) for each in one.value["persons"]]


def _merge(one: Decision, persons: UnionFind[EntityId], reasons: dict[EntityId, list[str]]) -> None:
    """Merge the persons named into the one of the least id: no reading changes which that is."""
    found = sorted({persons.find(each) for each in _persons(one)})
    persons.union(*found)
    why = [reason for each in found for reason in reasons.pop(each, ())]
    reasons[found[0]] = [*why, _by_whom("judged the same person", one)]


def _split(
    one: Decision,
    means: _Meanings,
    persons: UnionFind[EntityId],
    reasons: defaultdict[EntityId, list[str]],
) -> None:
    """Let the mentions in the claims judged mean somebody else."""
    who = persons.find(_persons(one)[0])
    other = EntityId(digest("pe", PERSON, who, one.id))
    mine = [
        mention
        for mention, each in means.items()
        if persons.find(each) == who and mention[0] in one.targets
    ]
    if mine:
        means.update(dict.fromkeys(mine, other))
        for each in (who, other):
            reasons[each].append(_by_whom("judged not the same person in all reports", one))


def _remade(
    people: People,
    means: _Meanings,
    touched: set[EntityId],
    decided: Mapping[EntityId, Sequence[str]],
    claims: Claims,
) -> People:
    """Make the entities and names of the persons touched anew."""
    members: defaultdict[EntityId, set[ClaimId]] = defaultdict(set)
    for (claim, _), who in means.items():
        members[who].add(claim)
    found = _reasons_found(people, means, touched)
    entities = [entity for entity in people.entities if entity.id not in touched]
    names = {who: name for who, name in people.names.items() if who not in touched}
    shown = _names_in_use(people, means)
    for who in sorted(touched & set(members)):
        group = [claims[one] for one in members[who]]
        why = tuple(dict.fromkeys((*found[who], *decided.get(who, ()))))
        entities.append(Entity(who, PERSON, in_order(group), reports_of(group), reasons=why))
        names[who] = min(shown[who], key=lambda name: (-shown[who][name], -len(name), name))
    return People(tuple(sorted(entities, key=lambda entity: entity.id)), means, names)


def _reasons_found(
    people: People, means: _Meanings, touched: set[EntityId]
) -> Mapping[EntityId, dict[str, None]]:
    """Return why the persons whose mentions each person touched now has were one."""
    reasons: defaultdict[EntityId, dict[str, None]] = defaultdict(dict)
    found = {entity.id: entity.reasons for entity in people.entities}
    for mention, who in people.means.items():
        if means[mention] in touched:
            reasons[means[mention]].update(dict.fromkeys(found.get(who, ())))
    return reasons


def _names_in_use(people: People, means: _Meanings) -> Mapping[EntityId, Counter[str]]:
    """Count the names to choose from: those in full, as written for one who was split off."""
    written: defaultdict[EntityId, Counter[str]] = defaultdict(Counter)
    full: defaultdict[EntityId, Counter[str]] = defaultdict(Counter)
    for (claim, name), who in means.items():
        written[who][name] += 1
        full[who][people.names[people.means[claim, name]]] += 1
    return {
        who: names if len(names) > 1 or who in people.names else written[who]
        for who, names in full.items()
    }
