"""Who consulted whom, from rows of consultations: states and organisations, or the people who took part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from servanda.model.text_folding import fold
from servanda.world.country_codes import party_name

__all__ = ["PEOPLE", "STATES", "Contact", "Network", "Node", "consulted"]


STATES, PEOPLE = "states", "people"
"""What a network is of."""

_AHEAD = frozenset({"planned", "proposed", "day_passed"})


@dataclass(frozen=True, slots=True)
class Node:
    """A party, or a person with party and last office named; `count` consultations were held with it."""

    key: str
    name: str
    party: str
    office: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """What two had with each other: how many consultations were held, announced, called off.

    `first` and `last` are the times of the first and the last that were held, as far as these are known.
    """

    one: str
    other: str
    held: int
    ahead: int
    cancelled: int
    first: Mapping[str, Any] | None
    last: Mapping[str, Any] | None
    ids: tuple[str, ...]
    reports: int

    @property
    def ends(self) -> frozenset[str]:
        """The two."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by their keys, and the contacts between them, the closest first."""

    nodes: Mapping[str, Node]
    contacts: tuple[Contact, ...]


@dataclass(slots=True)
class _Met:
    """What two have had with each other, while it is counted."""

    statuses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    times: list[Mapping[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)


def consulted(rows: Iterable[Mapping[str, Any]], level: str = STATES) -> Network:
    """Count who consulted whom in rows of consultations, each with its parties, status, days and reports.

    Of people (`participants`), those of one party do not consult each other by meeting others together;
    one with a `person`, the id of whom the name means, is that person however the name is written.
    """
    met: dict[tuple[str, str], _Met] = defaultdict(_Met)
    rows = list(rows)
    whole = _full_names(rows) if level == PEOPLE else None
    nodes: dict[str, Node] = {}
    held: Counter[str] = Counter()
    for row in rows:
        sides = list(_parties(row) if whole is None else _people(row, whole))
        for node in sides:
            nodes[node.key] = _as_named_last(nodes.get(node.key), node)
            held[node.key] += row.get("status") == "held"
        for pair in _pairs(sides, whole is not None):
            _count(met[pair], row)
    contacts = sorted((_contact(pair, each) for pair, each in met.items()), key=_closeness)
    paired = {key for contact in contacts for key in contact.ends}
    found = {key: replace(nodes[key], count=held[key]) for key in sorted(paired)}
    return Network(found, tuple(contacts))


def _as_named_last(known: Node | None, node: Node) -> Node:
    """Return a node with the office and the party that were named last, whichever time that was."""
    if known is None or (node.office and node.party):
        return node
    office, party = node.office or known.office, node.party or known.party
    same = (office, party) == (node.office, node.party)
    return node if same else replace(node, office=office, party=party)


def _pairs(sides: Iterable[Node], people: bool) -> Iterator[tuple[str, str]]:
    """Pair those who took part, each once; people of one party met others together."""
    each = sorted({node.key: node for node in sides}.values(), key=_by)
    for one, other in combinations(each, 2):
        if not (people and one.party and one.party == other.party):
            yield one.key, other.key


def _by(node: Node) -> str:
    return node.key


def _count(met: _Met, row: Mapping[str, Any]) -> None:
    status = str(row.get("status") or "held")
    met.statuses[status] += 1
    met.ids.append(str(row["id"]))
    met.reports.update(map(str, row.get("reports") or ()))
    when = row.get("when")
    if status == "held" and when and _day(when):
        met.times.append(when)


def _day(when: Mapping[str, Any]) -> str:
    return str(when.get("earliest") or when.get("latest") or "")


def _contact(pair: tuple[str, str], met: _Met) -> Contact:
    return Contact(
        *pair,
        held=met.statuses["held"],
        ahead=sum(met.statuses[status] for status in _AHEAD),
        cancelled=met.statuses["cancelled"],
        first=min(met.times, key=_day, default=None),
        last=max(met.times, key=_day, default=None),
        ids=tuple(met.ids),
        reports=len(met.reports),
    )


def _closeness(contact: Contact) -> tuple[int, int, str, str]:
    return -contact.held, -contact.ahead, contact.one, contact.other


def _parties(row: Mapping[str, Any]) -> Iterator[Node]:
    for code in row.get("parties") or ():
        yield Node(str(code), party_name(str(code)), str(code))


def _people(row: Mapping[str, Any], whole: Mapping[tuple[str, str], str]) -> Iterator[Node]:
    for one in row.get("participants") or ():
        name, party = str(one["name"]), str(one.get("party") or "")
        known = one.get("person")
        if known is None:
            name = whole.get((fold(name), party), name)
        yield Node(known or f"{fold(name)}|{party}", name, party, str(one.get("office") or ""))


def _full_names(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """Map a surname alone, with its party, to the one full name that ends in it."""
    full: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        for one in row.get("participants") or ():
            words = str(one["name"]).split()
            if len(words) > 1:
                full[fold(words[-1]), str(one.get("party") or "")].add(" ".join(words))
    return {key: names.pop() for key, names in full.items() if len(names) == 1}
