"""Who consulted whom, read back by a graph library."""

from __future__ import annotations

import io

import networkx as nx

from scopes import ADA, CLAIMS, LEO, scope, talks, told
from servanda.export.graphml import graphml
from servanda.export.narrowing import Wanted
from servanda.export.scope import Scope
from servanda.model import Participant


def read(found: Scope) -> nx.Graph:
    return nx.read_graphml(io.BytesIO(b"".join(graphml(found))))


def test_parties_and_people_and_what_they_have_in_common() -> None:
    graph = read(scope())
    assert not graph.is_directed()
    assert not graph.is_multigraph()
    assert graph.nodes["NR"] == {"kind": "party", "name": "Nauru", "party": "NR"}
    people = [key for key, data in graph.nodes(data=True) if data["kind"] == "person"]
    assert {graph.nodes[key]["name"] for key in people} == {"Ada Brandt", "Leo Marsh"}
    tie = graph.edges["NR", "SM"]
    assert tie["level"] == "party"
    assert (tie["weight"], tie["planned"], tie["cancelled"]) == (2, 0, 0)
    assert tie["forms"] == "call, meeting"
    assert (tie["first"], tie["last"]) == ("2031-05-03", "2031-05-03")
    (pair,) = ((a, b) for a, b, data in graph.edges(data=True) if data["level"] == "person")
    assert graph.edges[pair]["weight"] == 1


def test_what_was_only_announced_has_no_weight() -> None:
    tie = read(scope(CLAIMS[:1])).edges["NR", "SM"]
    assert (tie["weight"], tie["planned"]) == (0, 1)
    assert "first" not in tie


def test_all_who_met_are_tied_across_sides() -> None:
    body = talks("summit", "held", ADA, LEO, Participant("Ro <x> & \x01", None, "TD"))
    graph = read(scope((told("n1.txt", body, "will meet"),)))
    assert {("NR", "SM"), ("NR", "TD"), ("SM", "TD")} <= set(graph.edges)


def test_filters_apply_and_nothing_is_a_graph_too() -> None:
    assert set(read(scope(wanted=Wanted(report="n4"))).nodes) == {"NR", "SM"}
    assert len(read(scope((), ()))) == 0
