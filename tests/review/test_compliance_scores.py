"""Compliance: scores, percentages as the research groups make them, guidelines."""

from __future__ import annotations

from datetime import date

import pytest

from decisions import AGAIN, FIRST, A, B, decide, score
from made import promise
from servanda.resolution.resolve import resolve_claims
from servanda.review.compliance_scores import guideline_of, percent, percentages, scores


@pytest.mark.parametrize(
    ("values", "shown"), [([1, 1, 1], 100.0), ([0], 50.0), ([1, 0, -1, -1], 37.5), ([], None)]
)
def test_the_percentage_of_the_research_groups(values: list[int], shown: float | None) -> None:
    assert percent(values) == shown


def test_scores_are_summed_up_and_what_is_disputed_counts_nowhere() -> None:
    world = resolve_claims([FIRST, AGAIN, promise("n5", "SM", "repair", "the Kelm pier")])
    pier = next(one for one in world.of("commitment") if one.reports == ("n5",))
    said = [
        score("NR", -1),
        score("NR", 1, minutes=1),
        score("SM", 0),
        score("SM", -1, coder="bo"),
        score("SM", -1, *pier.claims),
        score("AL", None),
        score("AL", 1, coder="cy", blind=True),
        score("NR", 1, "c-gone"),
    ]
    found = scores(world, said)
    assert [(one.obligor, one.value, bool(one.disputed)) for one in found if one.id != pier.id] == [
        ("AL", None, False),
        ("NR", 1, False),
        ("SM", None, True),
    ]
    by = {(one.by, one.name): one for one in percentages(found)}
    assert by["overall", ""].percent == 50.0
    assert (by["overall", ""].scored, by["overall", ""].disputed) == (2, 1)
    assert by["obligor", "SM"].percent == 0.0
    assert by["obligor", "AL"].percent is None
    assert by["commitment", pier.id].mean == -1.0
    assert [one.value for one in scores(world, said, coder="cy")] == [1]
    assert percentages(()) == ()


def test_the_guideline_set_last_is_the_one() -> None:
    value = {"text": "full: all came", "start": "2031-01-01"}
    said = [
        decide("amend", "entity", A, field="guideline", value={"text": "old"}),
        decide("amend", "entity", A, B, field="guideline", value=value, minutes=1),
    ]
    world = resolve_claims([FIRST, AGAIN], judgements=said)
    (entity,) = world.of("commitment")
    found = guideline_of(world, entity)
    assert found is not None
    assert (found.text, found.start, found.end) == ("full: all came", date(2031, 1, 1), None)
    assert guideline_of(resolve_claims([FIRST]), entity) is None
