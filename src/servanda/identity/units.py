"""Structures and capabilities: one unit or weapon under the names different reports give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.sets import Groups
from servanda.identity.times import same_end
from servanda.identity.words import content, figures, share
from servanda.model import Capability, ResolvedClaim, Structure, Thing

__all__ = ["find_capabilities", "find_structures"]

_KINDS = content("command group unit office force forces team body council committee system weapon")


class _Named(NamedTuple):
    claim: ResolvedClaim
    name: str
    words: frozenset[str]
    change: frozenset[str]
    numbers: frozenset[str]
    party: str | None


def find_structures(claims: Sequence[ResolvedClaim]) -> tuple[Thing, ...]:
    """Group the structures in `claims`: the same party, unit and change, no other deadline."""
    told = [_structure(c) for c in sorted(claims, key=telling) if c.claim.kind == "structure"]
    return _things("structure", told, _same_structure)


def find_capabilities(claims: Sequence[ResolvedClaim]) -> tuple[Thing, ...]:
    """Group the capabilities in `claims`: the same holder, name and number."""
    told = [_capability(c) for c in sorted(claims, key=telling) if c.claim.kind == "capability"]
    return _things("capability", told, _same_capability)


def _structure(claim: ResolvedClaim) -> _Named:
    body = claim.claim.body
    if not isinstance(body, Structure):
        raise TypeError(claim.claim.kind)
    name = f"{body.unit} {body.change}"
    return _Named(
        claim, body.unit, content(body.unit), content(body.change), figures(name), body.party
    )


def _capability(claim: ResolvedClaim) -> _Named:
    body = claim.claim.body
    if not isinstance(body, Capability):
        raise TypeError(claim.claim.kind)
    return _Named(
        claim, body.name, content(body.name), frozenset(), figures(body.name), body.holder
    )


def _same_structure(a: _Named, b: _Named) -> str | None:
    if a.party and b.party and a.party != b.party:
        return None
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        return None
    ends = [c.claim.time("due") or c.claim.time("when") for c in (a, b)]
    due = ends[0] is not None and ends[1] is not None and same_end(ends[0], ends[1])
    left, right = a.words | a.change, b.words | b.change
    units = share(a.words, b.words)
    telling_words = (a.words & right) | (b.words & left)
    if units >= 0.99 and len(telling_words - _KINDS) >= 2:
        return f"“{a.name}” and “{b.name}” name one unit"
    if due and units >= 0.5 and len(telling_words - _KINDS) >= 2:
        return f"“{a.name}” and “{b.name}” share their words and the deadline"
    if due and share(left, right) >= 0.6 and len((left & right) - _KINDS) >= 2:
        return f"“{a.name}” and “{b.name}”: one change by one deadline"
    return None


def _same_capability(a: _Named, b: _Named) -> str | None:
    if a.party != b.party or not a.party or a.numbers != b.numbers:
        return None
    left, right = a.claim.claim.body, b.claim.claim.body
    quantities = {one.quantity for one in (left, right) if isinstance(one, Capability)}
    if len(quantities - {None}) > 1:
        return None
    if share(a.words, b.words) >= 0.99 and (a.words & b.words) - _KINDS:
        return f"“{a.name}” and “{b.name}”, held by {a.party}"
    return None


def _things(
    kind: str, told: list[_Named], same: Callable[[_Named, _Named], str | None]
) -> tuple[Thing, ...]:
    def apart(a: int, b: int) -> bool:
        left, right = told[a], told[b]
        return bool(left.party and right.party and left.party != right.party) or (
            bool(left.numbers and right.numbers) and left.numbers.isdisjoint(right.numbers)
        )

    groups = Groups(range(len(told)), apart)
    for a, left in enumerate(told):
        for b in range(a + 1, len(told)):
            why = same(left, told[b]) if left.claim.source != told[b].claim.source else None
            if why is not None:
                groups.join(a, b, why)
    things = []
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        identity = thing_id(kind, group)
        things.append(
            Thing(identity, kind, in_order(group), reports_of(group), reasons=tuple(reasons))
        )
    return tuple(sorted(things, key=lambda t: t.id))
