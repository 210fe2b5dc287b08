"""Who consulted whom, as GraphML: parties and people as nodes, consultations in common as edges."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from servanda.analysis.descriptions import best_time, consultation_status, parties
from servanda.export.date_words import partial
from servanda.export.safe_text import clean
from servanda.export.scope import Scope
from servanda.model import Consultation, Entity, ResolvedClaim, When
from servanda.world.country_codes import party_name

__all__ = ["graphml"]


Values = dict[str, str | int]


def graphml(scope: Scope) -> Iterator[bytes]:
    """Write one undirected graph, nodes and edges in the order of their ids.

    An edge joins two parties (`level` party), or two people of different parties (`level` person),
    that consulted each other; `weight` counts the consultations held, `planned` and `cancelled`
    those announced, proposed or called off and never reported as held. `first` and `last` are as
    much of the first and the last day as is sure.
    """
    import networkx as nx

    nodes, edges = _consulted(scope)
    graph = nx.Graph()
    for key in sorted(nodes):
        graph.add_node(key, **_present(nodes[key]))
    for pair, edge in sorted(edges.items()):
        graph.add_edge(*pair, **_present(edge.values()))
    out = io.BytesIO()
    # The writer on the standard library: the usual one streams through lxml to a named file.
    nx.write_graphml_xml(graph, out, named_key_ids=True)
    yield out.getvalue()


@dataclass(slots=True)
class _Edge:
    """What two nodes have in common."""

    level: str
    statuses: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    days: list[When] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)

    def add(self, entity: Entity, status: str, forms: set[str], when: When | None) -> None:
        """Count one consultation."""
        self.statuses[status] += 1
        self.reports.update(entity.reports)
        if status == "held":
            self.forms |= forms
            self.days += [when] if when is not None else []

    def values(self) -> Values:
        """Give the edge's data; numbers are there even where they are zero."""
        days = sorted(self.days, key=lambda when: (str(when.earliest), when.edtf))
        return {
            "level": self.level,
            "weight": self.statuses["held"],
            "planned": self.statuses["planned"],
            "cancelled": self.statuses["cancelled"],
            "forms": ", ".join(sorted(self.forms)),
            "first": (partial(days[0]) or "") if days else "",
            "last": (partial(days[-1]) or "") if days else "",
            "reports": len(self.reports),
        }


def _consulted(
    scope: Scope,
) -> tuple[dict[str, Values], dict[tuple[str, str], _Edge]]:
    nodes: dict[str, Values] = {}
    edges: dict[tuple[str, str], _Edge] = {}
    for entity, _ in scope.entities("consultation"):
        claims = scope.resolution.claims_of(entity)
        status = consultation_status(claims)
        status = "planned" if status == "proposed" else status
        bodies = [one.claim.body for one in claims if isinstance(one.claim.body, Consultation)]
        forms = {body.form.value for body in bodies}
        sides = parties(claims)
        for party in sides:
            name = party_name(party)
            nodes.setdefault(party, {"kind": "party", "name": name, "party": party})
        people = _people(scope, claims)
        for key, known in people.items():
            nodes[key] = {**known, **nodes.get(key, {})}
        for pair, level in _pairs(sides, people):
            edges.setdefault(pair, _Edge(level)).add(entity, status, forms, best_time(claims))
    return nodes, edges


def _people(scope: Scope, claims: Sequence[ResolvedClaim]) -> dict[str, Values]:
    """Give the people who took part, by their ids, with what is first said of each."""
    found: dict[str, Values] = {}
    for one in claims:
        for person in getattr(one.claim.body, "participants", ()):
            who = scope.resolution.people.get((one.claim.id, person.name))
            if who is None:
                continue
            known = found.setdefault(who, {"kind": "person", "name": scope.resolution.names[who]})
            for name, value in (("party", person.party), ("office", person.office)):
                if value:
                    known.setdefault(name, value)
    return found


def _pairs(
    sides: Sequence[str], people: dict[str, Values]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Pair the parties, and the people of different parties."""
    for pair in combinations(sorted(sides), 2):
        yield pair, "party"
    for one, other in combinations(sorted(people), 2):
        if people[one].get("party") != people[other].get("party"):
            yield (one, other), "person"


def _present(values: Values) -> Values:
    """Leave out texts that are empty, and make the others safe for XML."""
    safe = {name: clean(v) if isinstance(v, str) else v for name, v in values.items()}
    return {name: value for name, value in safe.items() if value != ""}
