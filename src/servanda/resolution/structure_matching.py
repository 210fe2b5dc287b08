"""Structures and capabilities: one unit or weapon under the names that different reports give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.model import Capability, ClaimId, Entity, ResolvedClaim, Structure
from servanda.resolution.blocking import BlockingKeys, key
from servanda.resolution.claim_order import order_key, same_end
from servanda.resolution.content_words import (
    content,
    figures,
    generic,
    initials,
    proper,
    share,
    written_out,
)
from servanda.resolution.matching import Match, Matcher, Rules, first_objection, refused
from servanda.resolution.union_find import UnionFind

__all__ = [
    "NamedFeatures",
    "capability_features",
    "compare_capabilities",
    "compare_structures",
    "find_capabilities",
    "find_structures",
    "structure_features",
    "structure_keys",
]


_SAME = 0.99  # of the shorter name's words: all of them
_DEADLINE = 0.5  # of the shorter name's words, where the deadline is the same
_CHANGE = 0.6  # of the words of name and change, likewise
_DESCRIPTION = 0.75  # of all words of two descriptions without a name of their own


@dataclass(frozen=True, slots=True)
class NamedFeatures:
    """A structure or capability claim with what decides whether another one names the same.

    `words` and `change` hold stems; `numbers` those in the name ("12th"); `text` is all that the
    claim says of it, which may explain another report's abbreviations.
    """

    claim: ResolvedClaim
    name: str
    text: str
    words: frozenset[str]
    change: frozenset[str]
    numbers: frozenset[str]
    party: str | None
    quantity: str | None = None


def structure_features(claim: ResolvedClaim) -> NamedFeatures:
    """Prepare a structure claim for comparison. Raises TypeError for another kind."""
    body = claim.claim.body
    if not isinstance(body, Structure):
        raise TypeError(claim.claim.kind)
    numbers = figures(body.unit) | {n for n in figures(body.change) if n[-1].isalpha()}
    text = f"{body.unit}. {body.change}"
    return NamedFeatures(
        claim, body.unit, text, content(body.unit), content(body.change), numbers, body.party
    )


def capability_features(claim: ResolvedClaim) -> NamedFeatures:
    """Prepare a capability claim for comparison. Raises TypeError for another kind."""
    body = claim.claim.body
    if not isinstance(body, Capability):
        raise TypeError(claim.claim.kind)
    return NamedFeatures(
        claim,
        body.name,
        body.name,
        content(body.name),
        frozenset(),
        figures(body.name),
        body.holder,
        body.quantity,
    )


# -- Reasons why two claims cannot be of one unit or weapon


def _one_report(a: NamedFeatures, b: NamedFeatures) -> bool:
    return a.claim.source == b.claim.source


def _other_party(a: NamedFeatures, b: NamedFeatures) -> bool:
    return bool(a.party and b.party) and a.party != b.party


def _other_numbers(a: NamedFeatures, b: NamedFeatures) -> bool:
    return bool(a.numbers and b.numbers) and a.numbers.isdisjoint(b.numbers)


_OTHER_NAME: Rules[NamedFeatures] = (
    ("other parties", _other_party),
    ("other numbers in the names", _other_numbers),
)
_ONE_REPORT: Rules[NamedFeatures] = (("both are of one report", _one_report),)


def _cannot_link_structures(a: NamedFeatures, b: NamedFeatures) -> str:
    # A report states a change once; a second one of that unit is another change.
    return first_objection((*_ONE_REPORT, *_OTHER_NAME), a, b)


def _cannot_link_capabilities(a: NamedFeatures, b: NamedFeatures) -> str:
    return first_objection(_OTHER_NAME, a, b)


# -- Structures


def compare_structures(a: NamedFeatures, b: NamedFeatures) -> Match:
    """Say whether two claims are of one change of one unit, and why."""
    if objection := _cannot_link_structures(a, b):
        return refused(objection)
    a, b = _expanded(a, b), _expanded(b, a)
    left, right = a.words | a.change, b.words | b.change
    both = (a.words & right) | (b.words & left)
    if not both - generic() or len(both) < 2 or not a.words & b.words:
        return refused("no specific word of the names in common")
    deadline = _same_deadline(a, b)
    units, changes = share(a.words, b.words), share(left, right)
    if units >= _SAME and (deadline or _same_name(a, b)):
        return Match(1 + changes, f"“{a.name}” and “{b.name}” name one unit")
    if not deadline:
        return refused("other names, and no common deadline")
    if units >= _DEADLINE:
        return Match(
            units + changes, f"“{a.name}” and “{b.name}” share their words and the deadline"
        )
    if changes >= _CHANGE:
        return Match(changes, f"“{a.name}” and “{b.name}”: one change by one deadline")
    return refused("other names and other changes")


def _same_deadline(a: NamedFeatures, b: NamedFeatures) -> bool:
    left, right = (one.claim.time("due") or one.claim.time("when") for one in (a, b))
    return left is not None and right is not None and same_end(left, right)


def _same_name(a: NamedFeatures, b: NamedFeatures) -> bool:
    """Whether two units have one name, or a description of one party's that hardly differs.

    "A working group" of one party may be any of its working groups.
    """
    named = proper(a.name) & proper(b.name)
    if len(named) > 1 and named - generic():
        return True
    both, either = a.words & b.words, a.words | b.words
    similar = len(both) >= _DESCRIPTION * len(either) and len(both - generic()) > 0
    return similar and (len(both) > 2 or (bool(a.party) and a.party == b.party))


def _expanded(one: NamedFeatures, other: NamedFeatures) -> NamedFeatures:
    """Write out the abbreviations that the other report's words explain."""
    body = one.claim.claim.body
    if not isinstance(body, Structure):
        return one
    unit, change = written_out(body.unit, other.text), written_out(body.change, other.text)
    if (unit, change) == (body.unit, body.change):
        return one
    return replace(one, words=content(unit), change=content(change))


def structure_keys(one: NamedFeatures) -> BlockingKeys:
    """Return the keys of a structure: two words, one of them of the name, not both generic."""
    words = one.words | one.change
    pairs = {tuple(sorted((a, b))) for a in one.words for b in words if a != b}
    return BlockingKeys.same(
        (
            *(key("unit", *pair) for pair in pairs if not generic() >= set(pair)),
            *(key("short", short) for short in initials(one.text)),
        )
    )


_STRUCTURES = Matcher("structure", structure_keys, compare_structures, _cannot_link_structures)


def find_structures(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Resolve the structures in `claims`: the same party, unit and change, no other deadline.

    `components` are given every pair that matches, also where no cluster came of it.
    """
    ordered = sorted(claims, key=order_key)
    found = [structure_features(one) for one in ordered if one.claim.kind == "structure"]
    return _STRUCTURES.entities(found, components)


# -- Capabilities


def compare_capabilities(a: NamedFeatures, b: NamedFeatures) -> Match:
    """Say whether two claims are of one weapon of one holder, and why."""
    if a.claim.source == b.claim.source:
        return refused("both are of one report")
    if not a.party or a.party != b.party:
        return refused("not known to have one holder")
    if a.numbers != b.numbers:
        return refused("other numbers in the names")
    if len({a.quantity, b.quantity} - {None}) > 1:
        return refused("other quantities")
    if share(a.words, b.words) < _SAME or not (a.words & b.words) - generic():
        return refused("other names")
    return Match(1.0, f"“{a.name}” and “{b.name}”, held by {a.party}")


def _capability_keys(one: NamedFeatures) -> BlockingKeys:
    numbers = " ".join(sorted(one.numbers))
    return BlockingKeys.same(key(one.party or "", numbers, word) for word in one.words - generic())


_CAPABILITIES = Matcher(
    "capability", _capability_keys, compare_capabilities, _cannot_link_capabilities
)


def find_capabilities(claims: Sequence[ResolvedClaim]) -> tuple[Entity, ...]:
    """Resolve the capabilities in `claims`: the same holder, name and number."""
    ordered = sorted(claims, key=order_key)
    found = [capability_features(one) for one in ordered if one.claim.kind == "capability"]
    return _CAPABILITIES.entities(found)
