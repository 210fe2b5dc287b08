"""The roster of all persons: whom a name means, worked out where somebody is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from servanda.model import EntityId
from servanda.model.text_folding import fold
from servanda.resolution.person_mentions import Alias, display_name
from servanda.resolution.person_names import Likeness, compare, parse
from servanda.resolution.persons.alias_index import AliasIndex, concerning, lone_person
from servanda.resolution.persons.full_names import Person, clustered, person_of

__all__ = ["Meaning", "Roster", "ShownNames", "ShownWords"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The person whom a name means, and why; the reason is empty for the name's own person."""

    person: EntityId
    why: str = ""


Found = dict[str, dict[str, Person]]
"""Where full names lead: each to one person (""), or to one of each of several states."""


class Roster:
    """All persons that some ways of naming people come to.

    Of full names only those that are alike are compared, when one of them is asked about. Threads may share it.
    """

    def __init__(self, aliases: Iterable[Alias] | AliasIndex, known: Found | None = None) -> None:
        """Take all aliases; `known` is what is known of where some of their names lead."""
        self._index = aliases if isinstance(aliases, AliasIndex) else AliasIndex(aliases)
        self._found: Found = known or {}
        self._persons = {p.id: p for some in self._found.values() for p in some.values()}
        self._display: dict[EntityId, str] = {}

    @property
    def aliases(self) -> Collection[Alias]:
        """All ways of naming people."""
        return self._index.aliases

    @property
    def persons(self) -> Mapping[EntityId, Person]:
        """Everybody who is named in full."""
        for name in self._index.written:
            self._leads(name)
        return self._persons

    @property
    def names(self) -> Mapping[EntityId, str]:
        """The name in full of every person known here."""
        known = {key: self._shown(person) for key, person in self.persons.items()}
        return known | {key: self._lone_name(key) for key in self._index.lone}

    def person(self, identity: EntityId) -> Person | None:
        """Return somebody who is named in full, of those whose names were asked about."""
        return self._persons.get(identity)

    def find(self, identity: EntityId) -> Person | None:
        """Return somebody who is named in full; nobody else need be looked at for that."""
        if identity not in self._persons:
            for name in self._index.named(identity):
                self._leads(name)
        return self._persons.get(identity)

    def called_like(self, identity: EntityId) -> set[Alias]:
        """Return the aliases with a word of those of a person: all that may mean them."""
        person = self.find(identity)
        mine = self._index.lone.get(identity, ()) if person is None else person.aliases
        words = {word for one in mine for word in parse(one.name).words}
        return self._index.having(words)

    def shown(self, person: EntityId, name: str) -> str | None:
        """Return a person's name in full, who may be called by a name; None for an unknown person."""
        self._leads(parse(name).key)  # then nobody else need be looked at
        return self.display_name(person)

    def display_name(self, person: EntityId) -> str | None:
        """Return a person's name in full; None for an unknown person."""
        if person in self._index.lone:
            return self._lone_name(person)
        known = self.find(person)
        return None if known is None else self._shown(known)

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
            by_state = self._leads(parse(one.name).key)
            return tuple((state, p.id, self._shown(p)) for state, p in sorted(by_state.items()))
        lone = self._lone_name(lone_person(one)) if parse(one.name).words else ""
        known = (
            (p.id, p.name, self._shown(p), str(p.fits(one)), str(p.titled))
            for p, _ in self._possible(one)
        )
        return ("", lone), *known

    def shown_as(self, one: Alias) -> set[str]:
        """Return the names in full of those who bear a full name, or are known by a single one alone."""
        if one.full:
            return {self._shown(person) for person in self._leads(parse(one.name).key).values()}
        alone = self._lone_name(lone_person(one)) if parse(one.name).words else ""
        return {alone} - {""}

    # -- aliases that come and go ------------------------------------------------------------

    def changed(
        self, gone: Collection[Alias], new: Collection[Alias]
    ) -> tuple[Roster, frozenset[Alias]]:
        """Return the roster without some aliases and with others, and the aliases that mean others in it.

        Only names that are like those are looked at.
        """
        index = self._index.copy()
        for one in set(gone) & index.aliases:
            index.remove(one)
        for one in set(new) - index.aliases:
            index.add(one)
        delta = self._index.aliases ^ index.aliases
        stale = index.alike(self._index.alike(concerning(delta, self._index)))
        stale |= index.alike(concerning(delta, index))
        after = Roster(index, {name: v for name, v in self._found.items() if name not in stale})
        persons = self.called(stale) | after.called(stale)
        some = delta.union(
            *(one.named_like(persons) for one in (self, after)),
            *(one.named_alone(delta) for one in (self, after)),
        )
        return after, frozenset(one for one in some if self.signature(one) != after.signature(one))

    def called(self, names: Iterable[str]) -> set[Person]:
        """Return everybody whom some full names mean."""
        return {person for name in names for person in self._leads(name).values()}

    def named_like(self, persons: Iterable[Person]) -> set[Alias]:
        """Return the aliases of some persons, and the others that may mean one of them."""
        found: set[Alias] = set()
        for person in persons:
            found |= person.aliases
            words = {word for one in person.aliases for word in parse(one.name).words}
            found.update(
                one
                for one in self._index.others(words)
                if compare(one.name, person.name)[0] is not Likeness.NONE
            )
        return found

    def named_alone(self, some: Iterable[Alias]) -> set[Alias]:
        """Return the aliases that mean somebody unknown otherwise whom one of some aliases means."""
        mine = [one for one in some if not one.full]
        lone = {lone_person(one) for one in mine}
        near = self._index.others(word for one in mine for word in parse(one.name).words)
        return {one for one in near if lone_person(one) in lone}

    # -- who is who --------------------------------------------------------------------------

    def _leads(self, name: str) -> Mapping[str, Person]:
        """Return where a full name leads: to one person (""), or to one of each of several states."""
        if name not in self._index.written:
            return {}
        if name not in self._found:
            alike = sorted(self._index.alike([name]))
            found: Found = {each: {} for each in alike}
            nodes = [node for each in alike for node in self._index.nodes(each)]
            for some, why in clustered(nodes):
                person = person_of(some, why)
                self._persons[person.id] = person
                for node in some:
                    found[node.key][node.state] = person
            self._found.update(found)  # whole: another thread may be looking
        return self._found[name]

    def _shown(self, person: Person) -> str:
        """Return how somebody is shown who is named in full."""
        if person.id not in self._display:
            words = {word for one in person.aliases for word in parse(one.name).words}
            alone = self._index.standing_alone(words)
            self._display[person.id] = display_name(person.aliases, alone, self._index.usual)
        return self._display[person.id]

    def _lone_name(self, person: EntityId) -> str:
        """Return how somebody is shown of whom a single name alone is known; "" for anybody else."""
        names = {one.name for one in self._index.lone.get(person, ())}
        return min(names, key=lambda name: (name.isupper(), name), default="")

    def _states(self, aliases: Iterable[Alias]) -> Mapping[str, set[str]]:
        """Return the states with which one report names a full name that several persons have."""
        states: defaultdict[str, set[str]] = defaultdict(set)
        for one in aliases:
            name = parse(one.name).key
            if one.full and one.party and one.party in self._leads(name):
                states[name].add(one.party)
        return states

    def _full(self, one: Alias, states: Mapping[str, set[str]]) -> Person | None:
        name = parse(one.name).key
        by_state = self._leads(name)
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
            return Meaning(lone_person(one))
        return None

    def _possible(self, one: Alias) -> list[tuple[Person, str]]:
        """List the persons that a single name or a speaker can be, and why, ordered by id."""
        names = self._index.maybe_like(parse(one.name).words)
        pool = {p.id: p for name in names for p in self._leads(name).values()}
        compared = ((pool[key], compare(one.name, pool[key].name)) for key in sorted(pool))
        return [(person, why) for person, (how, why) in compared if how is not Likeness.NONE]


class ShownNames(Mapping[EntityId, str]):
    """The names in full of all persons of a roster, each worked out when it is asked for."""

    def __init__(self, roster: Roster, known: Mapping[EntityId, str] | None = None) -> None:
        """Take the roster; `known` are names that go before its own."""
        self._roster = roster
        self._known = known or {}

    def __getitem__(self, person: EntityId) -> str:
        """Return a person's name. Raises KeyError where nobody is known by that id."""
        name = self._known.get(person) or self._roster.display_name(person)
        if name is None:
            raise KeyError(person)
        return name

    def __iter__(self) -> Iterator[EntityId]:
        """Go through the ids of all persons."""
        return iter({**self._roster.names, **self._known})

    def __len__(self) -> int:
        """Count all persons."""
        return len({**self._roster.names, **self._known})


class ShownWords(Container[str]):
    """The words of the names, folded, by which the persons of a roster are shown.

    Only those whose names have a word that is asked for are looked at.
    """

    def __init__(self, roster: Roster) -> None:
        """Take the roster."""
        self._roster = roster
        self._aliases: defaultdict[str, set[Alias]] = defaultdict(set)
        for one in roster.aliases:
            for word in fold(one.name).split():
                self._aliases[word].add(one)

    def __contains__(self, word: object) -> bool:
        """Whether somebody's name has a word."""
        if not isinstance(word, str):
            return False
        shown = (self._roster.shown_as(one) for one in self._aliases.get(word, ()))
        return any(word in fold(name).split() for names in shown for name in names)


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
