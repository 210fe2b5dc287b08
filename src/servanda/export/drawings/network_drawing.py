"""A network as SVG: nodes whose size says how much they consulted, lines whose width says how often.

The layout is worked out from the whole network, whichever part of it is lit: so a node stays in its place
when one goes from year to year. The same network always gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import hypot, sqrt
from typing import TYPE_CHECKING

from servanda.export.drawings.consultation_network import Contact, Network
from servanda.export.drawings.name_places import Named, place_names
from servanda.export.html_page import templates

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "MOST_NODES",
    "Layout",
    "NetworkDrawing",
    "draw_network",
    "lay_out",
    "network_css",
    "network_svg",
]


MOST_NODES = 60
"""Nodes on one drawing; of more, those that consulted most are drawn."""

_WIDTH = 1000
_ASPECT = 3.2  # of a drawing, about
_LARGEST = 150.0  # of the unit that a group's square is measured in: few nodes need little room
_EDGE, _BESIDE = (
    44.0,
    76.0,
)  # free above and below the nodes of a group, and beside them for their names
_FLAT = 1e-6  # a group of one, or in a line
_SEED, _ROUNDS = 11, 200  # of the layout
_SMALL, _LARGE = 9.0, 26.0  # radii
_THIN, _THICK = 1.2, 9.0  # widths of lines
_FREE = 10.0  # between two nodes
_CODE, _WIDE, _RIM, _DOWN = (
    2,
    7.0,
    4.0,
    4.0,
)  # letters of a code, units of a letter, rim of a node, half a line
_PUSHES = 60  # rounds in which nodes that cover each other are moved apart

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the nodes of a network stand on a drawing of some height; those that are not drawn have no place."""

    places: Mapping[str, Place]
    height: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A node as drawn; one that is not lit has nothing in the days chosen. Its name stands within it or beside it."""

    key: str
    label: str
    words: str
    x: float
    y: float
    radius: float
    lit: bool
    name_x: float
    name_y: float
    inside: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line between two nodes; one that is not lit has nothing in the days chosen."""

    path: str
    width: float
    words: str
    look: str


@dataclass(frozen=True, slots=True)
class NetworkDrawing:
    """A network in units of its own width and height."""

    width: int
    height: int
    about: str
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]


def lay_out(network: Network) -> Layout:
    """Give each of the nodes that are drawn its place: those that consult much stand close together.

    Groups that have nothing to do with each other stand side by side, the largest first.
    """
    import networkx as nx

    chosen = _chosen(network)
    graph = nx.Graph()
    graph.add_nodes_from(sorted(chosen))
    for contact in network.contacts:
        if contact.ends <= chosen:
            weight = 1 + sqrt(contact.held + contact.ahead)
            graph.add_edge(contact.one, contact.other, weight=weight)
    groups = sorted((sorted(one) for one in nx.connected_components(graph)), key=_largest)
    boxes = _packed([0.6 + 0.8 * sqrt(len(one)) for one in groups])
    found: dict[str, Place] = {}
    wide = max((x + side for x, _, side in boxes), default=1.0)
    scale = min(_WIDTH / wide, _LARGEST)
    aside = (_WIDTH - wide * scale) / 2
    for group, (left, top, side) in zip(groups, boxes, strict=True):
        placed = _near(graph.subgraph(group), group)
        found |= _filling(placed, aside + left * scale, top * scale, side * scale)
    height = scale * max((y + side for _, y, side in boxes), default=0.0)
    return Layout(_apart(found, _radii(network), height), round(height))


def _near(graph: nx.Graph[str], group: list[str]) -> dict[str, Place]:
    """Place the nodes of one group by springs; two stand side by side."""
    import networkx as nx

    if len(group) == 2:
        return {group[0]: (0.0, 0.0), group[1]: (1.0, 0.0)}
    ordered: nx.Graph[str] = nx.Graph()  # springs begin from an order, which a set does not have
    ordered.add_nodes_from(group)
    ordered.add_edges_from(
        (*ends, graph.edges[ends]) for ends in sorted(tuple(sorted(one)) for one in graph.edges)
    )
    near = nx.spring_layout(ordered, k=2 / sqrt(len(group)), iterations=_ROUNDS, seed=_SEED)
    return {key: (float(near[key][0]), float(near[key][1])) for key in group}


def _largest(group: list[str]) -> tuple[int, list[str]]:
    return -len(group), group


def _packed(sides: list[float]) -> list[tuple[float, float, float]]:
    """Put squares on shelves that are about as wide as a drawing is; each with its left, top and side."""
    widest = max([*sides, sqrt(_ASPECT * sum(side * side for side in sides))], default=0.0)
    found = []
    left = top = high = 0.0
    for side in sides:
        if left and left + side > widest:
            left, top, high = 0.0, top + high, 0.0
        found.append((left, top, side))
        left, high = left + side, max(high, side)
    return found


def _chosen(network: Network) -> frozenset[str]:
    order = sorted(network.nodes.values(), key=lambda node: (-node.count, node.key))
    return frozenset(node.key for node in order[:MOST_NODES])


def _filling(places: Mapping[str, Place], left: float, top: float, side: float) -> dict[str, Place]:
    """Stretch the places of a group over its square, but for a margin."""
    found = {}
    edges = [min(edge, side / 3.4) for edge in (_BESIDE, _EDGE)]
    rooms = [side - 2 * edge for edge in edges]
    lows = [min(place[at] for place in places.values()) for at in (0, 1)]
    spans = [max(place[at] for place in places.values()) - lows[at] for at in (0, 1)]
    for key, place in places.items():
        shares = [(place[at] - lows[at]) / spans[at] if spans[at] > _FLAT else 0.5 for at in (0, 1)]
        found[key] = (
            left + edges[0] + shares[0] * rooms[0],
            top + edges[1] + shares[1] * rooms[1],
        )
    return found


def _apart(
    places: Mapping[str, Place], radii: Mapping[str, float], height: float
) -> dict[str, Place]:
    """Move apart what would cover each other."""
    found = dict(places)
    keys = sorted(found)
    for _ in range(_PUSHES):
        moved = False
        for at, one in enumerate(keys):
            for other in keys[at + 1 :]:
                moved |= _push(found, one, other, radii[one] + radii[other] + _FREE, height)
        if not moved:
            break
    return found


def _push(found: dict[str, Place], one: str, other: str, wanted: float, height: float) -> bool:
    (ax, ay), (bx, by) = found[one], found[other]
    far = hypot(bx - ax, by - ay)
    if far >= wanted:
        return False
    dx, dy = ((bx - ax) / far, (by - ay) / far) if far else (1.0, 0.0)
    by_half = (wanted - far) / 2
    found[one] = _inside(ax - dx * by_half, ay - dy * by_half, height)
    found[other] = _inside(bx + dx * by_half, by + dy * by_half, height)
    return True


def _inside(x: float, y: float, height: float) -> Place:
    return min(max(x, _LARGE), _WIDTH - _LARGE), min(max(y, _LARGE), height - _LARGE)


def _radii(network: Network) -> dict[str, float]:
    most = max((node.count for node in network.nodes.values()), default=0) or 1
    return {
        key: _SMALL + (_LARGE - _SMALL) * sqrt(node.count / most)
        for key, node in network.nodes.items()
    }


def draw_network(whole: Network, layout: Layout, part: Network) -> NetworkDrawing | None:
    """Draw a network with what lies in `part` of it lit; None where there is nothing."""
    places = layout.places
    if not places:
        return None
    radii = _radii(whole)
    lit = {contact.ends: contact for contact in part.contacts}
    most = max((contact.held for contact in whole.contacts), default=0) or 1
    strokes = [
        _stroke(lit.get(contact.ends, contact), contact.ends in lit, whole, places, most)
        for contact in reversed(whole.contacts)
        if contact.ends <= places.keys()
    ]
    strokes.sort(key=lambda one: one.look != "faint")  # what is lit lies on top
    marks = [
        Named(key, node.name if node.party != key else key, *places[key], radii[key])
        for key, node in whole.nodes.items()
        if key in places
    ]
    inside = [mark for mark in marks if _fits(mark)]
    beside = [mark for mark in marks if not _fits(mark)]
    names = place_names(beside, _WIDTH, layout.height, inside)
    dots = [_dot(mark, names.get(mark.key), whole, part) for mark in marks]
    about = (
        f"{len(part.contacts)} pairs of {len(part.nodes)} that consulted each other, listed below"
    )
    return NetworkDrawing(_WIDTH, layout.height, about, tuple(strokes), tuple(dots))


def _fits(mark: Named) -> bool:
    """Whether a name stands within its node: a code of a state, or short beside the node's width."""
    return len(mark.name) <= _CODE or len(mark.name) * _WIDE < 2 * mark.radius - _RIM


def _dot(mark: Named, name: Place | None, whole: Network, part: Network) -> Dot:
    node = whole.nodes[mark.key]
    count = part.nodes[mark.key].count if mark.key in part.nodes else 0
    x, y = name if name is not None else (mark.x, mark.y + _DOWN)
    return Dot(
        mark.key,
        mark.name,
        _words_of(node.name, node.office, count),
        round(mark.x, 1),
        round(mark.y, 1),
        round(mark.radius, 1),
        lit=mark.key in part.nodes,
        name_x=round(x, 1),
        name_y=round(y, 1),
        inside=name is None,
    )


def _stroke(
    contact: Contact, lit: bool, whole: Network, places: Mapping[str, Place], most: int
) -> Stroke:
    (ax, ay), (bx, by) = places[contact.one], places[contact.other]
    share = sqrt(contact.held / most)
    look = "faint" if not lit else "held" if contact.held else "ahead"
    names = " and ".join(whole.nodes[key].name for key in (contact.one, contact.other))
    return Stroke(
        f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}",
        round(_THIN + (_THICK - _THIN) * share, 1),
        f"{names}: {contact.held} held" + (f", {contact.ahead} announced" if contact.ahead else ""),
        look,
    )


def _words_of(name: str, office: str, count: int) -> str:
    who = f"{name}, {office}" if office else name
    return f"{who}: {count} held"


def network_svg(drawing: NetworkDrawing, links: Mapping[str, str] | None = None) -> str:
    """Write a network as inline SVG; `links` are where the nodes lead."""
    template = templates().get_template("network.svg.j2")
    return template.render(drawing=drawing, links=links or {})


@cache
def network_css() -> str:
    """Return the style of a network."""
    path = resources.files("servanda.export").joinpath("templates", "network.css")
    return path.read_text(encoding="utf-8")
