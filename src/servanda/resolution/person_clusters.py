"""People: whom a name in a claim means, across reports, orders of names and ranks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.model import ClaimId, Entity, EntityId, ResolvedClaim, digest
from servanda.resolution.claim_order import in_order, reports_of
from servanda.resolution.full_names import Node, full_names, joined
from servanda.resolution.person_mentions import Alias, Mention, mentions, shown
from servanda.resolution.person_names import Likeness, compare, parse

__all__ = ["Found", "People", "Person", "Roster", "find_people"]


@dataclass(frozen=True, slots=True)
class Person:
    """One person: how called in full, and why these are one."""

    id: EntityId
    name: str
    called: frozenset[Alias]
    reasons: tuple[str, ...]

    @property
    def titled(self) -> bool:
        """Whether some report names the person with an office."""
        return any(known.office for known in self.called)

    def fits(self, one: Alias) -> bool:
        """Whether a single name, given with an office and party, can be this person's."""
        return one.party is not None and any(
            known.party == one.party and _offices_fit(known.office, one.office)
            for known in self.called
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name means, and why; the reason is empty for the name's own person."""

    person: EntityId
    why: str = ""


class Roster:
    """All persons that some ways of calling names come to."""

    def __init__(self, called: Iterable[Alias]) -> None:
        """Work out the persons behind all the ways in which names are called."""
        self.called = frozenset(called)
        full = {one for one in self.called if one.full}
        nodes = full_names(full)
        # Where a full name leads: to one person (""), or to one of each of several states.
        self._names: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        self._by_word: defaultdict[str, list[Person]] = defaultdict(list)
        self.persons: dict[EntityId, Person] = {}
        for group, why in joined(nodes).all():
            person = _person([nodes[at] for at in group], why)
            self.persons[person.id] = person
            for at in group:
                self._names[nodes[at].key][nodes[at].state] = person
            for word in sorted({w for one in person.called for w in parse(one.name).words}):
                self._by_word[word].append(person)
        singles = [one for one in sorted(self.called) if not one.full]
        self._alone = {w[0] for one in singles if len(w := parse(one.name).words) == 1}
        usual = Counter(one.name for one in self.called)
        self._shown = {
            key: shown(one.called, self._alone, usual) for key, one in self.persons.items()
        }
        for one in singles:
            if one.introduces and parse(one.name).words:
                self._shown[_lone(one)] = min(
                    one.name, self._shown.get(_lone(one), one.name), key=lambda n: (n.isupper(), n)
                )

    @property
    def names(self) -> Mapping[EntityId, str]:
        """How each person known here is called in full."""
        return self._shown

    def shown(self, person: EntityId) -> str | None:
        """Return how a person is called in full; None where the name means nobody known here."""
        return self._shown.get(person)

    def report(self, called: Iterable[Alias]) -> Mapping[Alias, Found]:
        """Say whom the names called in one report mean; those that mean nobody known are left out.

        Full names decide; a single name means the one person of that name in the same report,
        else the one of that office and party, else somebody of whom nothing more is known. A
        speaker that is no known person is left out: it may be a ministry.
        """
        ours = sorted(set(called))
        found: dict[Alias, Found] = {}
        states: defaultdict[str, set[str]] = defaultdict(set)
        for one in ours:
            name = parse(one.name).key
            if one.full and one.party and one.party in self._names.get(name, ()):
                states[name].add(one.party)
        for one in ours:
            person = self._full(one, states) if one.full else None
            if person is not None:
                found[one] = Found(person.id)
        here = {each.person for each in found.values()}
        for one in ours:
            if not one.full:
                single = self._single(one, here)
                if single is not None:
                    found[one] = single
        return found

    def signature(self, one: Alias) -> tuple[tuple[str, ...], ...]:
        """Return all that this roster has to say of whom a name means, whatever its report.

        Where two rosters have the same signature for it, a report's names come out alike.
        """
        if one.full:
            by_state = self._names.get(parse(one.name).key, {})
            return tuple((state, p.id, self._shown[p.id]) for state, p in sorted(by_state.items()))
        lone = self._shown.get(_lone(one), "") if parse(one.name).words else ""
        known = self._possible(one)
        told = (
            (p.id, p.name, self._shown[p.id], str(p.fits(one)), str(p.titled)) for p, _ in known
        )
        return ("", lone), *told

    def _full(self, one: Alias, states: Mapping[str, set[str]]) -> Person | None:
        name = parse(one.name).key
        by_state = self._names[name]
        if "" in by_state:
            return by_state[""]
        if one.party in by_state:
            return by_state[one.party or ""]
        near = states.get(name, set())
        return by_state[next(iter(near))] if len(near) == 1 else None

    def _single(self, one: Alias, here: set[EntityId]) -> Found | None:
        words = parse(one.name).words
        alike = {p.id: why for p, why in self._possible(one)}
        possible = [self.persons[key] for key in alike]
        near = [p for p in possible if p.id in here]
        if any(p.fits(one) for p in possible):  # the president's wife is not the president
            near = [p for p in near if p.fits(one) or not p.titled]
        if one.introduces:
            chosen = near if len(near) == 1 else [p for p in possible if p.fits(one)]
        else:
            chosen = near if len(near) == 1 else possible if len(words) > 1 else []
        if len(chosen) > 1:  # somebody's surname goes before what begins like it
            chosen = [p for p in chosen if parse(p.name).words[-1:] == words[-1:]] or chosen
        if len(chosen) == 1:
            where = "in the same report" if near else "with the same office and state"
            return Found(chosen[0].id, f"{alike[chosen[0].id]}, {where}")
        if one.introduces and not near and words:
            return Found(_lone(one))
        return None

    def _possible(self, one: Alias) -> list[tuple[Person, str]]:
        """List the persons that a single name or a speaker can be, and why, by their ids."""
        pool = {p.id: p for word in parse(one.name).words for p in self._by_word.get(word, ())}
        alike = ((pool[key], compare(one.name, pool[key].name)) for key in sorted(pool))
        return [(person, why) for person, (how, why) in alike if how is not Likeness.NONE]


def _person(nodes: list[Node], why: list[str]) -> Person:
    called = frozenset(one for node in nodes for one in node.called)
    names = sorted({one.name for one in called})
    # The fullest name is the person's own; of two of that name, the state tells which.
    first = min(nodes, key=lambda n: (-len(parse(n.name).words), -len(n.name), n.key, n.state))
    forms = [compare(names[0], other)[1] for other in names[1:]]
    reasons = tuple(sorted({*why, *filter(None, forms)}))
    return Person(_id(first.key, first.state), first.name, called, reasons)


def _lone(one: Alias) -> EntityId:
    """Name somebody of whom a single name, an office and a party are all that is known."""
    return _id(parse(one.name).key, one.party or "", one.office or "", "alone")


def _id(*parts: str) -> EntityId:
    return EntityId(digest("pe", "person", *parts))


def _offices_fit(known: str | None, given: str | None) -> bool:
    """Whether two offices may be one: "the minister" may be the defence minister."""
    if known is None or given is None:
        return known is given
    return known == given or given in known.split(":") or known in given.split(":")


# -- People: whom a name in a claim means, across reports, orders of names and ranks


@dataclass(frozen=True, slots=True)
class People:
    """The persons found: entities, whom each name means, and each person's fullest name."""

    entities: tuple[Entity, ...]
    means: Mapping[tuple[ClaimId, str], EntityId]
    names: Mapping[EntityId, str]


def find_people(claims: Sequence[ResolvedClaim], roster: Roster | None = None) -> People:
    """Group the names in `claims` into persons, as the `roster` of these or of more claims has them."""
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions(claims):
        by_report[mention.claim.source].append(mention)
    if roster is None:
        roster = Roster({m.called for group in by_report.values() for m in group})
    members: defaultdict[EntityId, list[Mention]] = defaultdict(list)
    reasons: defaultdict[EntityId, set[str]] = defaultdict(set)
    means: dict[tuple[ClaimId, str], EntityId] = {}
    for report in sorted(by_report):
        found = roster.report(m.called for m in by_report[report])
        for mention in sorted(by_report[report], key=lambda m: not m.introduces):
            one = found.get(mention.called)
            if one is None:
                continue
            members[one.person].append(mention)
            if one.why:
                reasons[one.person].add(one.why)
            means.setdefault((mention.claim.claim.id, mention.name), one.person)
    entities = []
    for identity in sorted(members):
        told = list({m.claim.claim.id: m.claim for m in members[identity]}.values())
        known = roster.persons.get(identity)
        why = sorted({*(known.reasons if known else ()), *reasons[identity]})
        entities.append(
            Entity(identity, "person", in_order(told), reports_of(told), reasons=tuple(why))
        )
    names = {identity: roster.shown(identity) or identity for identity in members}
    return People(tuple(entities), means, names)
