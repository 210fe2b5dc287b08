"""Structures and capabilities: one unit under several names; each minimal change makes it two."""

from __future__ import annotations

import pytest

from made import arms, reports_by_entity, span, unit
from servanda.model import ResolvedClaim
from servanda.resolution.structure_matching import (
    capability_features,
    compare_capabilities,
    compare_structures,
    structure_features,
)


def test_a_weapon_in_two_reports_and_two_lots_of_it() -> None:
    found = reports_by_entity(
        "capability",
        arms("n1", "Heron drones", "NR", body={"quantity": "60"}),
        arms("n2", "Heron", "NR"),
        arms("n3", "Heron", "SM"),
    )
    assert found == [("n1", "n2"), ("n3",)]
    lots = [arms(f"n{n}", "Heron", "NR", body={"quantity": str(n)}) for n in (60, 90)]
    assert len(reports_by_entity("capability", *lots)) == 2


def test_a_working_group_is_any_of_its_partys_working_reports_by_entity() -> None:
    found = reports_by_entity(
        "structure",
        unit("n1", "expert working group", "set up", body={"party": "NO"}),
        unit("n2", "an expert group on tin", "set up", body={"party": "NO"}),
        unit("n3", "Tarn Harbour Working Group", "set up", body={"party": "NO"}),
        unit("n4", "the Tarn Harbour Working Group", "began its work", "started"),
    )
    assert found == [("n1",), ("n2",), ("n3", "n4")]


COMMAND = unit("n1", "Coastal Heron Command", "set up", body={"party": "NR"})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (unit("n2", "the Coastal Heron Command", "opened", "done"), ""),
        (unit("n1", "the Coastal Heron Command", "opened", "done", at=9), "both are of one report"),
        (
            unit("n2", "the Coastal Heron Command", "opened", body={"party": "SM"}),
            "other parties",
        ),
        (unit("n2", "the Kelm Guard", "opened"), "no specific word of the names in common"),
        (unit("n2", "a Heron command post", "opened"), "other names, and no common deadline"),
    ],
)
def test_structures_minimal_pairs(other: ResolvedClaim, why: str) -> None:
    a, b = structure_features(COMMAND), structure_features(other)
    match = compare_structures(a, b)
    assert bool(match) is (not why)
    assert match.why == (
        why or "“Coastal Heron Command” and “the Coastal Heron Command” name one unit"
    )
    assert bool(compare_structures(b, a)) is bool(match)


def test_a_number_in_a_name_makes_another_unit() -> None:
    a, b = (
        structure_features(unit(f"n{n}", f"{n}th Coastal Regiment", "reorganised")) for n in (4, 9)
    )
    assert compare_structures(a, b).why == "other numbers in the names"


def test_one_deadline_makes_up_for_a_name_in_part() -> None:
    by = span(None, "2031-12-31")
    a = structure_features(unit("n1", "Coastal Heron Command", "set up", due=by))
    b = structure_features(unit("n2", "a Heron command post", "set up", due=by))
    assert "share their words and the deadline" in compare_structures(a, b).why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (arms("n2", "Heron", "NR"), ""),
        (arms("n1", "Heron", "NR", at=9), "both are of one report"),
        (arms("n2", "Heron", "SM"), "not known to have one holder"),
        (arms("n2", "Heron 2", "NR"), "other numbers in the names"),
        (arms("n2", "Heron", "NR", body={"quantity": "90"}), "other quantities"),
        (arms("n2", "Osprey", "NR"), "other names"),
    ],
)
def test_capabilities_minimal_pairs(other: ResolvedClaim, why: str) -> None:
    drones = arms("n1", "Heron drones", "NR", body={"quantity": "60"})
    match = compare_capabilities(capability_features(drones), capability_features(other))
    assert bool(match) is (not why)
    assert match.why == (why or "“Heron drones” and “Heron”, held by NR")
