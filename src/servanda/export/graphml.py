"""Who consulted whom, as GraphML: parties and people as nodes, consultations in common as edges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from xml.sax.saxutils import escape, quoteattr

from servanda.analysis.descriptions import best_time, consultation_status, parties
from servanda.export.safe_text import clean
from servanda.export.scope import Outlook
from servanda.model import Consultation, Entity, When
from servanda.world.country_codes import partial
from servanda.world.gazetteer import gazetteer

__all__ = ["graphml"]


_NODE = (("kind", "string"), ("name", "string"), ("party", "string"), ("office", "string"))
_EDGE = (
    ("level", "string"),
    ("weight", "int"),
    ("planned", "int"),
    ("cancelled", "int"),
    ("forms", "string"),
    ("first", "string"),
    ("last", "string"),
    ("reports", "int"),
)


@dataclass(slots=True)
class _Tie:
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


def graphml(outlook: Outlook) -> Iterator[str]:
    """Write one undirected graph.

    An edge joins two parties (`level` party), or two people of different parties (`level` person),
    that consulted each other; `weight` counts the consultations held, `planned` and `cancelled`
    those announced, proposed or called off and never reported as held. `first` and `last` are as
    much of the first and the last day as is sure.
    """
    nodes, ties = _found(outlook)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for target, names in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in names:
            yield (
                f'  <key id="{target}.{name}" for="{target}" '
                f'attr.name="{name}" attr.type="{kind}"/>\n'
            )
    yield '  <graph id="consultations" edgedefault="undirected">\n'
    for key in sorted(nodes):
        yield f"    <node id={quoteattr(key)}>\n{_data('node', nodes[key])}    </node>\n"
    for count, (pair, tie) in enumerate(sorted(ties.items())):
        ends = f"source={quoteattr(pair[0])} target={quoteattr(pair[1])}"
        yield f'    <edge id="e{count}" {ends}>\n{_data("edge", _told(tie))}    </edge>\n'
    yield "  </graph>\n</graphml>\n"


def _found(
    outlook: Outlook,
) -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], _Tie]]:
    nodes: dict[str, dict[str, str]] = {}
    ties: dict[tuple[str, str], _Tie] = {}
    for entity, _ in outlook.entities("consultation"):
        told = outlook.world.told(entity)
        status = consultation_status(told)
        status = "planned" if status == "proposed" else status
        bodies = [one.claim.body for one in told if isinstance(one.claim.body, Consultation)]
        forms = {body.form.value for body in bodies}
        sides = parties(told)
        for party in sides:
            name = gazetteer().names.get(party, party)
            nodes.setdefault(party, {"kind": "party", "name": name, "party": party})
        people: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for one in told:
            for person in getattr(one.claim.body, "participants", ()):
                who = outlook.world.people.get((one.claim.id, person.name))
                if who is not None:
                    people[who].setdefault("kind", "person")
                    people[who].setdefault("name", outlook.world.names[who])
                    if person.party:
                        people[who].setdefault("party", person.party)
                    if person.office:
                        people[who].setdefault("office", person.office)
        for key, known in people.items():
            nodes[key] = {**known, **nodes.get(key, {})}
        pairs = [(pair, "party") for pair in combinations(sorted(sides), 2)]
        pairs += [
            ((a, b), "person")
            for a, b in combinations(sorted(people), 2)
            if people[a].get("party") != people[b].get("party")
        ]
        for pair, level in pairs:
            ties.setdefault(pair, _Tie(level)).add(entity, status, forms, best_time(told))
    return nodes, ties


def _told(tie: _Tie) -> dict[str, str]:
    days = sorted(tie.days, key=lambda when: (str(when.earliest), when.edtf))
    return {
        "level": tie.level,
        "weight": str(tie.statuses["held"]),
        "planned": str(tie.statuses["planned"]),
        "cancelled": str(tie.statuses["cancelled"]),
        "forms": ", ".join(sorted(tie.forms)),
        "first": (partial(days[0]) or "") if days else "",
        "last": (partial(days[-1]) or "") if days else "",
        "reports": str(len(tie.reports)),
    }


def _data(target: str, values: dict[str, str]) -> str:
    return "".join(
        f'      <data key="{target}.{name}">{escape(clean(value))}</data>\n'
        for name, value in values.items()
        if value
    )
