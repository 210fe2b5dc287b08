from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chat_answers import SEND, TEXT, center, entry, trucks
from made_texts import made_report
from servanda.model import Capability, Claim, Evidence
from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.second_reader.agreement import joined
from servanda.second_reader.comparing import differences
from servanda.second_reader.proposal import Proposal, Weighed
from servanda.second_reader.second_reading import read_again, read_all

REPORT = made_report(TEXT)


def answer(*entries: Any, kind: str = "commitment", model: str = "tiny") -> Answer:
    return Answer(REPORT.id, kind, model, "p" * 12, json.dumps({"claims": entries}))


def read(*answers: Answer, rules: bool = True) -> tuple[dict[str, Claim], list[Proposed]]:
    reading = read_again(REPORT, answers, rules=rules)
    return {one.id: one for one in reading.claims}, list(reading.proposed)


@pytest.fixture(scope="module")
def alone() -> dict[str, Claim]:
    """Read by the rules alone."""
    return read()[0]


@pytest.mark.parametrize("told", [center, trucks])
def test_agreement_makes_a_claim_surer_and_changes_nothing_else(
    alone: dict[str, Claim], told: Callable[[], dict[str, Any]]
) -> None:
    both, (said,) = read(answer(told()))
    assert list(both) == list(alone)
    assert said.outcome is Outcome.AGREES
    changed = {key for key in both if both[key] != alone[key]}
    one, other = alone[said.claim], both[said.claim]
    # What is not stated as sure alone is not made so: at that limit a claim stays as it is.
    assert changed == (set() if one.confidence == 0.89 else {said.claim})
    assert (one.body, one.evidence, one.rule) == (other.body, other.evidence, other.rule)
    assert one.confidence <= other.confidence
    assert (one.confidence >= 0.9) == (other.confidence >= 0.9)


def test_where_readers_differ_the_claim_stays_and_a_person_is_asked(
    alone: dict[str, Claim],
) -> None:
    both, said = read(answer(center(obligors=["Norway"]), trucks(modality="considering")))
    assert both.keys() == alone.keys()
    assert [one.outcome for one in said] == [Outcome.AGREES, Outcome.DIFFERS]
    assert said[1].detail == "modality"
    assert both[said[1].claim] == alone[said[1].claim]


def test_what_the_rules_did_not_find_is_a_claim_of_the_model(alone: dict[str, Claim]) -> None:
    quoted = "“We will send 40 trucks to Kenya,” Vogel said."
    both, (said,) = read(answer(entry(quoted, name="trucks"), kind="capability"))
    (new,) = both.keys() - alone.keys()
    assert said.outcome is Outcome.CLAIM
    assert said.claim == new
    assert both[new].rule == "model.capability (tiny, prompt pppppppppppp)"
    assert both[new].confidence < 0.9
    assert {key: both[key] for key in alone} == alone


def test_the_order_of_answers_does_not_matter() -> None:
    one, other = answer(center(), trucks()), answer(trucks(quantity="40"), model="big")
    assert read(one, other) == read(other, one)


def test_a_refusal_is_kept_with_its_reason() -> None:
    said = read(answer(center(due="2031-03-31"), 7))[1]
    assert [(one.outcome, one.ground) for one in said] == [
        (Outcome.REFUSED, "time"),
        (Outcome.REFUSED, "unreadable"),
    ]
    assert said[0].detail.startswith("due: “2031-03-31” is no time")
    assert said[0].quoted


def test_an_empty_answer_is_told_as_such() -> None:
    assert [one.outcome for one in read(answer())[1]] == [Outcome.NOTHING]


def test_a_model_may_read_its_kinds_alone(alone: dict[str, Claim]) -> None:
    both, _ = read(answer(center()), rules=False)
    kinds = {one.kind for one in both.values()}
    assert "consultation" not in kinds
    assert [one.rule for one in both.values() if one.kind == "commitment"] == [
        "model.commitment (tiny, prompt pppppppppppp)"
    ]
    dates = [key for key, one in alone.items() if one.kind in ("date", "quote")]
    assert set(dates) <= both.keys()


def test_without_answers_nothing_changes(alone: dict[str, Claim]) -> None:
    (reading,) = read_all([(REPORT, (), True)])
    assert not hasattr(reading, "reason")
    assert read()[0] == alone


def test_what_one_leaves_open_is_no_difference() -> None:
    both, said = read(answer(center(due=None, object=None)))
    claim = both[said[0].claim]
    assert differences(claim.body, claim.body) == []
    assert said[0].outcome is Outcome.AGREES


@pytest.mark.parametrize("stated", [0.05, 0.3, 0.6, 0.88, 0.89, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("times", [1, 2, 5])
def test_however_many_agree_no_claim_is_made_sure(stated: float, times: int) -> None:
    claim = Claim.make(
        REPORT.id,
        Capability("trucks"),
        (Evidence.of(REPORT.id, TEXT, TEXT.index(SEND), TEXT.index(SEND) + len(SEND)),),
        rule="test",
        confidence=stated,
    )
    said = Weighed(Proposal("capability"), replace(claim, rule="model.capability"))
    answers = [(answer(kind="capability", model=f"model{n}"), [said]) for n in range(times)]
    (both,), proposed = joined([claim], answers)
    assert [one.outcome for one in proposed] == [Outcome.AGREES] * times
    assert stated <= both.confidence <= 0.99
    assert (both.confidence >= 0.9) == (stated >= 0.9)
    assert both.confidence > stated or stated in (0.89, 0.99)
