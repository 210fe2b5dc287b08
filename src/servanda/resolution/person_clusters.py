"""Persons: whom a name in a claim means, across reports, orders of names, ranks and spellings.

Full names are clustered first (`Roster`), over all reports; a single name then means one of these
persons, or an unknown one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.model import ClaimId, Entity, EntityId, ResolvedClaim, digest
from servanda.resolution.blocking import pairs_sharing_keys
from servanda.resolution.claim_order import in_order, reports_of
from servanda.resolution.person_mentions import Alias, Mention, display_name, mentions
from servanda.resolution.person_names import Likeness, compare, parse
from servanda.resolution.union_find import Clusters

__all__ = ["Meaning", "People", "Person", "Roster", "find_people"]


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


@dataclass(frozen=True, slots=True)
class Meaning:
    """The person whom a name means, and why; the reason is empty for the name's own person."""

    person: EntityId
    why: str = ""


class Roster:
    """All persons that some ways of naming people come to."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        """Cluster the full names among `aliases` into persons."""
        self.aliases = frozenset(aliases)
        # Where a full name leads: to one person (""), or to one of each of several states.
        self._names: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        self._by_word: defaultdict[str, list[Person]] = defaultdict(list)
        self.persons: dict[EntityId, Person] = {}
        for nodes, why in _clustered(_full_names(self.aliases)):
            person = _person(nodes, why)
            self.persons[person.id] = person
            for node in nodes:
                self._names[node.key][node.state] = person
            for word in sorted({w for one in person.aliases for w in parse(one.name).words}):
                self._by_word[word].append(person)
        self._display = self._display_names()

    def _display_names(self) -> dict[EntityId, str]:
        singles = [one for one in sorted(self.aliases) if not one.full]
        alone = {words[0] for one in singles if len(words := parse(one.name).words) == 1}
        usual = Counter(one.name for one in self.aliases)
        found = {key: display_name(one.aliases, alone, usual) for key, one in self.persons.items()}
        for one in singles:
            if one.introduces and parse(one.name).words:
                lone = _lone(one)
                names = (one.name, found.get(lone, one.name))
                found[lone] = min(names, key=lambda name: (name.isupper(), name))
        return found

    @property
    def names(self) -> Mapping[EntityId, str]:
        """The name in full of every person known here."""
        return self._display

    def display_name(self, person: EntityId) -> str | None:
        """Return a person's name in full; None for an unknown person."""
        return self._display.get(person)

    def report(self, aliases: Iterable[Alias]) -> Mapping[Alias, Meaning]:
        """Return the persons that the names in one report mean.

        Full names decide; a single name means the one person of that name in the same report, else
        the one of that office and party, else an unknown person. A speaker who is no known person
        is left out: it may be a ministry.
        """
        ours = sorted(set(aliases))
        states = self._states(ours)
        found: dict[Alias, Meaning] = {}
        for one in ours:
            person = self._full(one, states) if one.full else None
            if person is not None:
                found[one] = Meaning(person.id)
        here = {each.person for each in found.values()}
        for one in ours:
            single = None if one.full else self._single(one, here)
            if single is not None:
                found[one] = single
        return found

    def signature(self, one: Alias) -> tuple[tuple[str, ...], ...]:
        """Return all that this roster has to say of whom a name means, whatever its report.

        Where two rosters have the same signature for it, a report's names mean the same persons.
        """
        if one.full:
            by_state = self._names.get(parse(one.name).key, {})
            return tuple(
                (state, p.id, self._display[p.id]) for state, p in sorted(by_state.items())
            )
        lone = self._display.get(_lone(one), "") if parse(one.name).words else ""
        known = (
            (p.id, p.name, self._display[p.id], str(p.fits(one)), str(p.titled))
            for p, _ in self._possible(one)
        )
        return ("", lone), *known

    def _states(self, aliases: Iterable[Alias]) -> Mapping[str, set[str]]:
        """Return the states with which one report names a full name that several persons have."""
        states: defaultdict[str, set[str]] = defaultdict(set)
        for one in aliases:
            name = parse(one.name).key
            if one.full and one.party and one.party in self._names.get(name, ()):
                states[name].add(one.party)
        return states

    def _full(self, one: Alias, states: Mapping[str, set[str]]) -> Person | None:
        name = parse(one.name).key
        by_state = self._names[name]
        if "" in by_state:
            return by_state[""]
        if one.party in by_state:
            return by_state[one.party or ""]
        near = states.get(name, set())
        return by_state[next(iter(near))] if len(near) == 1 else None

    def _single(self, one: Alias, here: set[EntityId]) -> Meaning | None:
        possible = self._possible(one)
        near, chosen = _choose(one, [person for person, _ in possible], here)
        if len(chosen) == 1:
            why = next(why for person, why in possible if person is chosen[0])
            where = "in the same report" if near else "with the same office and state"
            return Meaning(chosen[0].id, f"{why}, {where}")
        if one.introduces and not near and parse(one.name).words:
            return Meaning(_lone(one))
        return None

    def _possible(self, one: Alias) -> list[tuple[Person, str]]:
        """List the persons that a single name or a speaker can be, and why, ordered by id."""
        pool = {p.id: p for word in parse(one.name).words for p in self._by_word.get(word, ())}
        compared = ((pool[key], compare(one.name, pool[key].name)) for key in sorted(pool))
        return [(person, why) for person, (how, why) in compared if how is not Likeness.NONE]


def _choose(
    one: Alias, possible: list[Person], here: set[EntityId]
) -> tuple[list[Person], list[Person]]:
    """Return who of those a single name can mean is in the same report, and who it does mean.

    It means one person where just one is left; `here` are the persons that the report names in full.
    """
    words = parse(one.name).words
    fitting = [person for person in possible if person.fits(one)]
    near = [person for person in possible if person.id in here]
    if fitting:  # the president's wife is not the president
        near = [person for person in near if person in fitting or not person.titled]
    if len(near) == 1:
        return near, near
    chosen = fitting if one.introduces else possible if len(words) > 1 else []
    # A surname is preferred to a given name.
    of_surname = [p for p in chosen if parse(p.name).words[-1:] == words[-1:]]
    return near, of_surname or chosen


# -- Full names, clustered into persons


@dataclass(frozen=True, slots=True)
class _FullName:
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


def _full_names(aliases: Iterable[Alias]) -> list[_FullName]:
    """Gather the aliases of each full name, in a fixed order."""
    by_key: defaultdict[str, list[Alias]] = defaultdict(list)
    for one in sorted(aliases):
        if one.full:
            by_key[parse(one.name).key].append(one)
    return [
        _FullName(name, state, tuple(group))
        for name in sorted(by_key)
        for state, group in _by_state(by_key[name])
    ]


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


def _clustered(nodes: list[_FullName]) -> list[tuple[list[_FullName], list[str]]]:
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


def _by_size(a: int, b: int, nodes: list[_FullName]) -> tuple[int, int]:
    return (a, b) if nodes[a].size <= nodes[b].size else (b, a)


def _cannot_link(a: _FullName, b: _FullName) -> str:
    if a.parties and b.parties and a.parties.isdisjoint(b.parties):
        return "named with other states"
    how, why = compare(a.name, b.name)
    return why if how is Likeness.NONE else ""


def _same_post(a: _FullName, b: _FullName) -> bool:
    return bool(a.parties & b.parties) and bool(a.offices & b.offices)


def _agree(fuller: set[int], nodes: list[_FullName]) -> bool:
    """Whether the fuller names that a shorter one is part of can all be one person's."""
    names = [nodes[at].name for at in sorted(fuller)]
    return all(compare(x, y)[0] >= Likeness.PART for x in names for y in names if x < y)


def _person(nodes: list[_FullName], why: list[str]) -> Person:
    aliases = frozenset(one for node in nodes for one in node.aliases)
    names = sorted({one.name for one in aliases})
    # The fullest name is the person's own; of two of that name, the state tells which.
    first = min(nodes, key=lambda n: (-len(parse(n.name).words), -len(n.name), n.key, n.state))
    forms = [compare(names[0], other) for other in names[1:]]
    same = {reason for how, reason in forms if how is not Likeness.NONE}
    return Person(_id(first.key, first.state), first.name, aliases, tuple(sorted({*why, *same})))


def _lone(one: Alias) -> EntityId:
    """Return the id of a person of whom only a single name, an office and a party are known."""
    return _id(parse(one.name).key, one.party or "", one.office or "", "alone")


def _id(*parts: str) -> EntityId:
    return EntityId(digest("pe", "person", *parts))


def _offices_fit(known: str | None, given: str | None) -> bool:
    """Whether two offices may be one: "the minister" may be the defence minister."""
    if known is None or given is None:
        return known is given
    return known == given or given in known.split(":") or known in given.split(":")


# -- The persons in some claims


@dataclass(frozen=True, slots=True)
class People:
    """The persons found: their entities, whom each name means, and each person's name in full."""

    entities: tuple[Entity, ...]
    means: Mapping[tuple[ClaimId, str], EntityId]
    names: Mapping[EntityId, str]


def find_people(claims: Sequence[ResolvedClaim], roster: Roster | None = None) -> People:
    """Resolve the names in `claims` to persons, as the `roster` of these or of more claims has them."""
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(claims):
        by_report[mention.claim.source].append(mention)
    if roster is None:
        roster = Roster({one.alias for group in by_report.values() for one in group})
    members: defaultdict[EntityId, list[Mention]] = defaultdict(list)
    reasons: defaultdict[EntityId, set[str]] = defaultdict(set)
    means: dict[tuple[ClaimId, str], EntityId] = {}
    for report in sorted(by_report):
        found = roster.report(one.alias for one in by_report[report])
        for mention in sorted(by_report[report], key=lambda one: not one.introduces):
            meaning = found.get(mention.alias)
            if meaning is not None:
                members[meaning.person].append(mention)
                reasons[meaning.person].update(filter(None, [meaning.why]))
                means.setdefault((mention.claim.claim.id, mention.name), meaning.person)
    for known in roster.persons.values():
        if known.id in members:
            reasons[known.id].update(known.reasons)
    entities = [_entity(person, members[person], reasons[person]) for person in sorted(members)]
    names = {person: roster.display_name(person) or person for person in members}
    return People(tuple(entities), means, names)


def _entity(person: EntityId, found: Sequence[Mention], reasons: Iterable[str]) -> Entity:
    claims = list({one.claim.claim.id: one.claim for one in found}.values())
    return Entity(
        person, "person", in_order(claims), reports_of(claims), reasons=tuple(sorted(reasons))
    )
