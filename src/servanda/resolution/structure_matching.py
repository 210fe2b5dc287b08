"""Structures and capabilities: one unit or weapon under the names different reports give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from servanda.model import Capability, ClaimId, Entity, ResolvedClaim, Structure
from servanda.resolution.blocking import key, pairs_sharing_keys
from servanda.resolution.claim_order import entity_id, in_order, order_key, reports_of, same_end
from servanda.resolution.content_words import (
    content,
    figures,
    generic,
    initials,
    proper,
    share,
    written_out,
)
from servanda.resolution.union_find import Clusters, UnionFind

__all__ = ["find_capabilities", "find_structures", "structure_keys"]


class _Named(NamedTuple):
    claim: ResolvedClaim
    name: str
    words: frozenset[str]
    change: frozenset[str]
    numbers: frozenset[str]
    party: str | None


_HARDLY = 0.75  # of the words of two descriptions


class _Match(NamedTuple):
    score: float
    why: str


def find_structures(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Group the structures in `claims`: the same party, unit and change, no other deadline.

    `components` are given every match, also those that no cluster came of.
    """
    told = [_structure(c) for c in sorted(claims, key=order_key) if c.claim.kind == "structure"]
    return _entities("structure", told, _same_structure, _keys_of_unit, components, once=True)


def find_capabilities(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Group the capabilities in `claims`: the same holder, name and number."""
    told = [_capability(c) for c in sorted(claims, key=order_key) if c.claim.kind == "capability"]
    return _entities("capability", told, _same_capability, _keys_of_weapon, components)


def _structure(claim: ResolvedClaim) -> _Named:
    body = claim.claim.body
    if not isinstance(body, Structure):
        raise TypeError(claim.claim.kind)
    numbers = figures(body.unit) | {n for n in figures(body.change) if n[-1].isalpha()}
    return _Named(
        claim, body.unit, content(body.unit), content(body.change), frozenset(numbers), body.party
    )


def _capability(claim: ResolvedClaim) -> _Named:
    body = claim.claim.body
    if not isinstance(body, Capability):
        raise TypeError(claim.claim.kind)
    return _Named(
        claim, body.name, content(body.name), frozenset(), figures(body.name), body.holder
    )


def _same_structure(a: _Named, b: _Named) -> _Match | None:
    if a.party and b.party and a.party != b.party:
        return None
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        return None
    a, b = _spelt(a, b), _spelt(b, a)
    ends = [c.claim.time("due") or c.claim.time("when") for c in (a, b)]
    due = ends[0] is not None and ends[1] is not None and same_end(ends[0], ends[1])
    units = share(a.words, b.words)
    changes = share(a.words | a.change, b.words | b.change)
    both = (a.words & (b.words | b.change)) | (b.words & (a.words | a.change))
    if not both - generic() or len(both) < 2 or not a.words & b.words:
        return None
    if units >= 0.99 and (due or _by_name(a, b)):
        return _Match(1 + changes, f"“{a.name}” and “{b.name}” name one unit")
    if due and units >= 0.5:
        return _Match(
            units + changes, f"“{a.name}” and “{b.name}” share their words and the deadline"
        )
    if due and changes >= 0.6:
        return _Match(changes, f"“{a.name}” and “{b.name}”: one change by one deadline")
    return None


def _by_name(a: _Named, b: _Named) -> bool:
    """Whether two units have one name, or a description of one party's that hardly differs.

    "A working group" of one party may be any of its working groups.
    """
    named = proper(a.name) & proper(b.name)
    if len(named) > 1 and named - generic():
        return True
    both, either = a.words & b.words, a.words | b.words
    alike = len(both) >= _HARDLY * len(either) and len(both - generic()) > 0
    return alike and (len(both) > 2 or (bool(a.party) and a.party == b.party))


def _keys_of_unit(one: _Named) -> frozenset[str]:
    """Two that are one unit have a word of the name in common, and one more, not both of any unit."""
    words = one.words | one.change
    pairs = {tuple(sorted((a, b))) for a in one.words for b in words if a != b}
    body = one.claim.claim.body
    text = f"{body.unit}. {body.change}" if isinstance(body, Structure) else one.name
    return frozenset(
        (
            *(key("unit", *pair) for pair in pairs if not generic() >= set(pair)),
            *(key("short", short) for short in initials(text)),
        )
    )


def _keys_of_weapon(one: _Named) -> frozenset[str]:
    numbers = " ".join(sorted(one.numbers))
    return frozenset(key(one.party or "", numbers, word) for word in one.words - generic())


def structure_keys(claim: ResolvedClaim) -> frozenset[str]:
    """Return the keys under which a structure is looked up. Raises TypeError for another kind."""
    return _keys_of_unit(_structure(claim))


def _spelt(one: _Named, other: _Named) -> _Named:
    """Write out the abbreviations that the other report's words explain."""
    body, model = one.claim.claim.body, other.claim.claim.body
    if not isinstance(body, Structure) or not isinstance(model, Structure):
        return one
    words = f"{model.unit}. {model.change}"
    unit, change = written_out(body.unit, words), written_out(body.change, words)
    if (unit, change) == (body.unit, body.change):
        return one
    return one._replace(words=content(unit), change=content(change))


def _same_capability(a: _Named, b: _Named) -> _Match | None:
    if a.party != b.party or not a.party or a.numbers != b.numbers:
        return None
    left, right = a.claim.claim.body, b.claim.claim.body
    quantities = {one.quantity for one in (left, right) if isinstance(one, Capability)}
    if len(quantities - {None}) > 1:
        return None
    if share(a.words, b.words) >= 0.99 and (a.words & b.words) - generic():
        return _Match(1.0, f"“{a.name}” and “{b.name}”, held by {a.party}")
    return None


def _entities(
    kind: str,
    told: list[_Named],
    same: Callable[[_Named, _Named], _Match | None],
    keys: Callable[[_Named], frozenset[str]],
    components: UnionFind[ClaimId] | None,
    *,
    once: bool = False,
) -> tuple[Entity, ...]:
    def apart(a: int, b: int) -> bool:
        left, right = told[a], told[b]
        if once and left.claim.source == right.claim.source:
            return True  # a report tells a change once; a second one of that unit is another
        return bool(left.party and right.party and left.party != right.party) or (
            bool(left.numbers and right.numbers) and left.numbers.isdisjoint(right.numbers)
        )

    groups = Clusters(range(len(told)), lambda a, b: "two units" if apart(a, b) else "")
    pairs = []
    for a, b in pairs_sharing_keys([keys(one) for one in told]):
        left, right = told[a], told[b]
        found = same(left, right) if left.claim.source != right.claim.source else None
        if found is not None:
            pairs.append((-found.score, a, b, found.why))
            if components is not None:
                components.union(left.claim.claim.id, right.claim.claim.id)
    for _, a, b, why in sorted(pairs):
        groups.merge(a, b, why)
    entities = []
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        identity = entity_id(kind, group)
        entities.append(
            Entity(identity, kind, in_order(group), reports_of(group), reasons=tuple(reasons))
        )
    return tuple(sorted(entities, key=lambda t: t.id))
