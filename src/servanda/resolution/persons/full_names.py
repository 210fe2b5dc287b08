"""Full names, clustered into persons: other orders, ranks, initials, short forms and spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from servanda.model import EntityId, digest
from servanda.resolution.blocking import key, pairs_sharing_keys
from servanda.resolution.person_mentions import Alias
from servanda.resolution.person_names import Likeness, beginnings, compare, parse
from servanda.resolution.union_find import Clusters

__all__ = ["FullName", "Person", "blocks", "clustered", "full_names", "person_id", "person_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the fullest name, all ways of naming them, and why these are one."""

    id: EntityId
    name: str
    aliases: frozenset[Alias]
    reasons: tuple[str, ...]

    @property
    def titled(self) -> bool:
        """Whether some report names the person with an office."""
        return any(known.office for known in self.aliases)

    def fits(self, one: Alias) -> bool:
        """Whether a single name, given with an office and party, can be this person's."""
        return one.party is not None and any(
            known.party == one.party and _offices_fit(known.office, one.office)
            for known in self.aliases
        )


def _offices_fit(known: str | None, given: str | None) -> bool:
    """Whether two offices may be one: "the minister" may be the defence minister."""
    if known is None or given is None:
        return known is given
    return known == given or given in known.split(":") or known in given.split(":")


@dataclass(frozen=True, slots=True)
class FullName:
    """The aliases of one full name, as long as nothing speaks for two persons behind it.

    `state` is the party of one of several persons of that name, else empty.
    """

    key: str
    state: str
    aliases: tuple[Alias, ...]

    @property
    def name(self) -> str:
        """The name in its fullest form."""
        return min((one.name for one in self.aliases), key=lambda n: (-len(n), n))

    @property
    def parties(self) -> frozenset[str]:
        """The parties it is named with."""
        return frozenset(one.party for one in self.aliases if one.party)

    @property
    def offices(self) -> frozenset[str]:
        """The keys of the offices it is named with."""
        return frozenset(one.office for one in self.aliases if one.office)

    @property
    def size(self) -> tuple[int, int, bool]:
        """How full the name is: its words, initials, and whether it has a suffix."""
        name = parse(self.name)
        return len(name.words), len(name.initials), name.suffix is not None


def full_names(name: str, aliases: Iterable[Alias]) -> list[FullName]:
    """Return the aliases of one full name, or of each of the persons behind it, in a fixed order."""
    return [FullName(name, state, tuple(some)) for state, some in _by_state(sorted(aliases))]


def blocks(words: Sequence[str]) -> Iterator[str]:
    """Yield what two full names have in common that may be one person's.

    That is a word, and with it the letter that another word begins with, in short or in full; or all
    letters, where the name is written in other parts. The order of the words plays no part. A name
    of one word said twice, as `Li Li`, may be in common with any that has the word.
    """
    letters = "".join(sorted("".join(words)))
    for at, word in enumerate(words):
        yield key(word, letters)
        for place, other in enumerate(words):
            if place != at:
                yield from (key(word, letter) for letter in beginnings(other))


def _by_state(found: list[Alias]) -> list[tuple[str, list[Alias]]]:
    """Split one name where two states each have a holder of an office of their own, or each its order of it.

    Which of them is meant where no state is given is decided report by report (`Roster.report`).
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
        states = _orders_apart(found)
    if not states:
        return [("", found)]
    return [(state, [one for one in found if one.party == state]) for state in states]


def _orders_apart(found: list[Alias]) -> list[str]:
    """Return the states that one name is of, where each order of its words is another state's alone.

    "Jun Park" of one state and "Park Jun" of another are two persons; one name in one order whose state
    reports give in two ways may be one.
    """
    orders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in found:
        if one.party:
            orders[parse(one.name).words].add(one.party)
    parties = list(orders.values())
    apart = all(a.isdisjoint(b) for at, a in enumerate(parties) for b in parties[:at])
    return sorted(set().union(*parties)) if len(parties) > 1 and apart else []


def clustered(nodes: list[FullName]) -> list[tuple[list[FullName], list[str]]]:
    """Cluster the full names that are one person's, with the reasons."""
    clusters = Clusters(range(len(nodes)), lambda a, b: _cannot_link(nodes[a], nodes[b]))
    pairs = pairs_sharing_keys([parse(node.name).words for node in nodes])
    compared = {(a, b): compare(nodes[a].name, nodes[b].name) for a, b in pairs}
    fuller: defaultdict[int, set[int]] = defaultdict(set)
    for (a, b), (how, _) in compared.items():
        if how is Likeness.PART and not _cannot_link(nodes[a], nodes[b]):
            short, long = _by_size(a, b, nodes)
            fuller[short].add(long)
    for (a, b), (how, why) in sorted(compared.items(), key=lambda item: (-item[1][0], item[0])):
        short, _ = _by_size(a, b, nodes)
        if how is Likeness.SAME or (how is Likeness.PART and _agree(fuller[short], nodes)):
            clusters.merge(a, b, why)
        elif how is Likeness.SPELLING and _same_post(nodes[a], nodes[b]):
            clusters.merge(a, b, f"{why}, with one office and state")
    return [([nodes[at] for at in members], why) for members, why in clusters.all()]


def _by_size(a: int, b: int, nodes: list[FullName]) -> tuple[int, int]:
    return (a, b) if nodes[a].size <= nodes[b].size else (b, a)


def _cannot_link(a: FullName, b: FullName) -> str:
    if a.parties and b.parties and a.parties.isdisjoint(b.parties):
        return "named with other states"
    how, why = compare(a.name, b.name)
    return why if how is Likeness.NONE else ""


def _same_post(a: FullName, b: FullName) -> bool:
    return bool(a.parties & b.parties) and bool(a.offices & b.offices)


def _agree(fuller: set[int], nodes: list[FullName]) -> bool:
    """Whether the fuller names that a shorter one is part of can all be one person's."""
    names = [nodes[at].name for at in sorted(fuller)]
    return all(compare(x, y)[0] >= Likeness.PART for x in names for y in names if x < y)


def person_of(nodes: list[FullName], why: list[str]) -> Person:
    """Return the person whom some full names mean, and why they are one."""
    aliases = frozenset(one for node in nodes for one in node.aliases)
    names = sorted({one.name for one in aliases})
    # The fullest name is the person's own; of two of that name, the state tells which.
    first = min(nodes, key=lambda n: (-len(parse(n.name).words), -len(n.name), n.key, n.state))
    forms = [compare(names[0], other) for other in names[1:]]
    same = {reason for how, reason in forms if how is not Likeness.NONE}
    return Person(
        person_id(first.key, first.state), first.name, aliases, tuple(sorted({*why, *same}))
    )


def person_id(*parts: str) -> EntityId:
    """Return the id of a person, by what tells them from others."""
    return EntityId(digest("pe", "person", *parts))
