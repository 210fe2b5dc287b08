"""Full names: which of them are one person's, however they are ordered, shortened or spelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.resolution.blocking import pairs_sharing_keys
from servanda.resolution.person_mentions import Alias
from servanda.resolution.person_names import Likeness, Name, compare, parse
from servanda.resolution.union_find import Clusters

__all__ = ["Node", "full_names", "joined"]


@dataclass(frozen=True, slots=True)
class Node:
    """The ways one name is called, as long as nothing speaks for two persons behind it.

    `state` is the party of one of several persons of that name, else empty.
    """

    key: str
    state: str
    called: tuple[Alias, ...]

    @property
    def name(self) -> str:
        """The name in its fullest form."""
        return min((one.name for one in self.called), key=lambda n: (-len(n), n))

    @property
    def parties(self) -> frozenset[str]:
        """The parties it is named with."""
        return frozenset(one.party for one in self.called if one.party)

    @property
    def offices(self) -> frozenset[str]:
        """The keys of the offices it is named with."""
        return frozenset(one.office for one in self.called if one.office)


def full_names(found: Iterable[Alias]) -> list[Node]:
    """Gather the ways in which each full name is called, in a fixed order."""
    by_key: defaultdict[str, list[Alias]] = defaultdict(list)
    for one in sorted(found):
        by_key[parse(one.name).key].append(one)
    return [
        Node(name, state, tuple(group))
        for name in sorted(by_key)
        for state, group in _by_state(by_key[name])
    ]


def joined(nodes: list[Node]) -> Clusters[int]:
    """Join the names that are one person's; the groups hold places in `nodes`."""

    def apart(a: int, b: int) -> bool:
        left, right = nodes[a], nodes[b]
        states = left.parties and right.parties and left.parties.isdisjoint(right.parties)
        return bool(states) or compare(left.name, right.name)[0] is Likeness.NONE

    groups = Clusters(range(len(nodes)), lambda a, b: "two persons" if apart(a, b) else "")
    pairs = pairs_sharing_keys([parse(node.name).words for node in nodes])
    likeness = {(a, b): compare(nodes[a].name, nodes[b].name) for a, b in pairs}
    fuller: defaultdict[int, set[int]] = defaultdict(set)
    for (a, b), (how, _) in likeness.items():
        if how is Likeness.PART and not apart(a, b):
            short, long = (a, b) if _size(nodes[a]) <= _size(nodes[b]) else (b, a)
            fuller[short].add(long)
    for (a, b), (how, why) in sorted(likeness.items(), key=lambda item: (-item[1][0], item[0])):
        left, right = nodes[a], nodes[b]
        if how is Likeness.SAME or (how is Likeness.PART and _one_fuller(a, b, fuller, nodes)):
            groups.merge(a, b, why)
        elif (
            how is Likeness.SPELLING
            and left.parties & right.parties
            and left.offices & right.offices
        ):
            groups.merge(a, b, f"{why}, with one office and state")
    return groups


def _by_state(found: list[Alias]) -> list[tuple[str, list[Alias]]]:
    """Split one name where two states each have a holder of their own office.

    What is then called without one of these states is left to its report (see `roster`).
    """
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.party and one.office:
            offices[one.party].add(one.office)
    states = sorted(offices)
    clash = len(states) > 1 and all(
        offices[a].isdisjoint(offices[b]) for a in states for b in states if a < b
    )
    if not clash:
        return [("", found)]
    return [(state, [one for one in found if one.party == state]) for state in states]


def _size(node: Node) -> tuple[int, int, bool]:
    name: Name = parse(node.name)
    return len(name.words), len(name.initials), name.suffix is not None


def _one_fuller(a: int, b: int, fuller: Mapping[int, set[int]], nodes: list[Node]) -> bool:
    """Whether the shorter name has no second, different fuller name it could as well be."""
    short = a if _size(nodes[a]) <= _size(nodes[b]) else b
    others = sorted(fuller.get(short, ()))
    names = [nodes[i].name for i in others]
    return all(compare(x, y)[0] >= Likeness.PART for x in names for y in names if x < y)
