"""The drawing of a network: within its bounds, nothing covers another, and nodes stay where they are."""

from __future__ import annotations

from math import hypot
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.export.drawings.consultation_network import Network, consulted
from servanda.export.drawings.network_drawing import (
    MOST_NODES,
    NetworkDrawing,
    draw_network,
    lay_out,
    network_svg,
)
from trying import tries

CODES = [f"{one}{other}" for one in "ABCDEFGH" for other in "QRSTUVWXYZ"]


def network(*pairs: tuple[str, str], year: int = 2031) -> Network:
    day = f"{year}-05-01"
    when = {"earliest": day, "latest": day, "edtf": day}
    rows: list[Any] = [
        {"id": f"co-{at}", "parties": list(pair), "status": "held", "when": when, "reports": ["n"]}
        for at, pair in enumerate(pairs)
    ]
    return consulted(rows)


def check(found: NetworkDrawing) -> None:
    for at, one in enumerate(found.dots):
        assert one.radius <= one.x <= found.width - one.radius
        assert one.radius <= one.y <= found.height - one.radius
        for other in found.dots[at + 1 :]:
            assert hypot(one.x - other.x, one.y - other.y) >= min(one.radius, other.radius)


def drawn(whole: Network, part: Network | None = None) -> NetworkDrawing:
    found = draw_network(whole, lay_out(whole), part or whole)
    assert found is not None
    return found


def test_the_same_network_gives_the_same_drawing() -> None:
    pairs = (("NO", "SE"), ("SE", "FI"), ("DK", "DE"))
    assert drawn(network(*pairs)) == drawn(network(*reversed(pairs)))


def test_nodes_stay_in_place_whichever_years_are_lit() -> None:
    whole = network(("NO", "SE"), ("SE", "FI"), ("DK", "DE"))
    all_of_it, some = drawn(whole), drawn(whole, network(("NO", "SE")))
    assert [(one.x, one.y) for one in all_of_it.dots] == [(one.x, one.y) for one in some.dots]
    assert {one.key for one in some.dots if one.lit} == {"NO", "SE"}
    assert [one.look for one in some.strokes] == ["faint", "faint", "held"]


def test_of_many_nodes_those_that_consulted_most_are_drawn() -> None:
    pairs = [("NO", code) for code in CODES] + [(CODES[0], CODES[1])] * 3
    whole = network(*pairs)
    layout = lay_out(whole)
    assert len(layout.places) == MOST_NODES
    assert {"NO", CODES[0], CODES[1]} <= layout.places.keys()
    check(drawn(whole))


def test_no_network_is_no_drawing() -> None:
    empty = network()
    assert draw_network(empty, lay_out(empty), empty) is None


def test_what_reports_say_is_escaped_and_nodes_lead_somewhere() -> None:
    whole = network(("<b>", "SE"))
    text = network_svg(drawn(whole), {"SE": "/network?party=SE"})
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert '<a href="/network?party=SE">' in text
    assert text.count("<a ") == 1


@settings(deadline=None, max_examples=tries(7))
@given(st.lists(st.tuples(st.sampled_from(CODES[:30]), st.sampled_from(CODES[:30])), min_size=1))
def test_whatever_the_network_all_of_it_lies_within_the_drawing(
    pairs: list[tuple[str, str]],
) -> None:
    whole = network(*((one, other) for one, other in pairs if one != other))
    if whole.nodes:
        check(drawn(whole))
