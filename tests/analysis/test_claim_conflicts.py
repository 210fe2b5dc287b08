"""Conflicts between the reports of one entity: both sides, with the reports that take them."""

from __future__ import annotations

from made import arms, day, report, span, talks
from servanda.analysis.claim_conflicts import conflicts
from servanda.analysis.provenance import why
from servanda.resolution.resolve import resolve_claims

TWO = "Ada Brandt/NO/Defence Minister; Leo Marsh/SE/Defence Minister"


def test_two_days_of_one_call_are_both_shown() -> None:
    claims = [
        talks("n1", TWO, form="call", when=day("2031-05-04")),
        talks("n2", TWO, form="call", when=day("2031-05-05")),
        talks("n3", TWO, form="call", when=day("2031-05-05")),
    ]
    world = resolve_claims(claims)
    [call] = world.of("consultation")
    [found] = conflicts(world, call)
    assert (found.about, found.sides) == (
        "day",
        (("2031-05-04", ("n1",)), ("2031-05-05", ("n2", "n3"))),
    )
    steps = why(world, [report("n1"), report("n2"), report("n3")], call.id)
    told = [step.text for step in steps if step.label == "conflict"]
    assert told == ["the reports differ in the day: 2031-05-04 (n1); 2031-05-05 (n2, n3)"]


def test_a_vaguer_account_is_no_conflict() -> None:
    claims = [
        talks("n1", TWO, status="planned", when=span("2031-05-01", "2031-05-31")),
        talks("n2", TWO, when=day("2031-05-05")),
    ]
    world = resolve_claims(claims)
    assert [conflicts(world, entity) for entity in world.of("consultation")] == [()]


def test_numbers_that_differ() -> None:
    claims = [
        arms("n1", "Heron drones", "NO", body={"range_km": 900}),
        arms("n2", "Heron drones", "NO", body={"range_km": 1200}),
    ]
    world = resolve_claims(claims)
    [drone] = world.of("capability")
    assert [(c.about, c.mentions) for c in conflicts(world, drone)] == [
        ("range", "1200 km (n2); 900 km (n1)")
    ]
