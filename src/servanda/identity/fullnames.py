"""Full names: which of them are one person's, however they are ordered, shortened or spelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.identity.mentions import Mention
from servanda.identity.names import Likeness, Name, compare, parse
from servanda.identity.sets import Groups

__all__ = ["Node", "full_names", "joined"]


@dataclass(slots=True)
class Node:
    """Mentions of one name, as long as nothing speaks for two persons behind it."""

    key: str
    part: int
    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name in its fullest form."""
        return min((m.name for m in self.mentions), key=lambda n: (-len(n), n))

    @property
    def parties(self) -> frozenset[str]:
        """The parties it is named with."""
        return frozenset(m.party for m in self.mentions if m.party)

    @property
    def offices(self) -> frozenset[str]:
        """The keys of the offices it is named with."""
        return frozenset(m.office for m in self.mentions if m.office)

    @property
    def sources(self) -> frozenset[str]:
        """The reports that name it."""
        return frozenset(m.claim.source for m in self.mentions)


def full_names(found: list[Mention]) -> list[Node]:
    """Gather the mentions of each full name, in a fixed order."""
    by_key: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_key[parse(mention.name).key].append(mention)
    nodes = []
    for key in sorted(by_key):
        for part, group in enumerate(_by_state(by_key[key])):
            nodes.append(Node(key, part, group))
    return nodes


def joined(nodes: list[Node]) -> Groups[int]:
    """Join the names that are one person's; the groups hold places in `nodes`."""

    def apart(a: int, b: int) -> bool:
        left, right = nodes[a], nodes[b]
        states = left.parties and right.parties and left.parties.isdisjoint(right.parties)
        return bool(states) or compare(left.name, right.name)[0] is Likeness.NONE

    groups = Groups(range(len(nodes)), apart)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for word in parse(node.name).words:
            by_word[word].append(at)
    pairs = sorted({(a, b) for group in by_word.values() for a in group for b in group if a < b})
    likeness = {pair: compare(nodes[pair[0]].name, nodes[pair[1]].name) for pair in pairs}
    fuller: defaultdict[int, set[int]] = defaultdict(set)
    for (a, b), (how, _) in likeness.items():
        if how is Likeness.PART and not apart(a, b):
            short, long = (a, b) if _size(nodes[a]) <= _size(nodes[b]) else (b, a)
            fuller[short].add(long)
    for (a, b), (how, why) in sorted(likeness.items(), key=lambda item: (-item[1][0], item[0])):
        left, right = nodes[a], nodes[b]
        if how is Likeness.SAME or (how is Likeness.PART and _one_fuller(a, b, fuller, nodes)):
            groups.join(a, b, why)
        elif (
            how is Likeness.SPELLING
            and left.parties & right.parties
            and left.offices & right.offices
        ):
            groups.join(a, b, f"{why}, with one office and state")
    return groups


def _by_state(found: list[Mention]) -> list[list[Mention]]:
    """Split one name's mentions where two states each have a holder of their own office."""
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for mention in found:
        if mention.party and mention.office:
            offices[mention.party].add(mention.office)
    states = sorted(offices)
    clash = len(states) > 1 and all(
        offices[a].isdisjoint(offices[b]) for a in states for b in states if a < b
    )
    if not clash:
        return [found]
    parts = {state: [m for m in found if m.party == state] for state in states}
    sources = {state: {m.claim.source for m in parts[state]} for state in states}
    for mention in found:
        if mention.party not in parts:
            near = [s for s in states if mention.claim.source in sources[s]]
            if len(near) == 1:
                parts[near[0]].append(mention)
    return [parts[state] for state in states]


def _size(node: Node) -> tuple[int, int, bool]:
    name: Name = parse(node.name)
    return len(name.words), len(name.initials), name.suffix is not None


def _one_fuller(a: int, b: int, fuller: Mapping[int, set[int]], nodes: list[Node]) -> bool:
    """Whether the shorter name has no second, different fuller name it could as well be."""
    short = a if _size(nodes[a]) <= _size(nodes[b]) else b
    others = sorted(fuller.get(short, ()))
    names = [nodes[i].name for i in others]
    return all(compare(x, y)[0] >= Likeness.PART for x in names for y in names if x < y)
