"""What a person adds is plain data and back, and stands where its words stand."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from ledgers import ref, report, span
from servanda.errors import EvidenceError, UsageError
from servanda.model import Action, Claim, Commitment, Concern, Decision, Modality
from servanda.model.addition import Addition, claims_added, is_added

TOLD = report("a.txt")
DUE = ref(TOLD, "fiscal 2032", "fiscal", year=2032)
BODY = Commitment(("VE",), "lend", "40 barges", Modality.WILL, due=DUE)
ADDED = Addition(
    "a.txt",
    TOLD.id,
    BODY,
    (span(TOLD, "will lend 40 barges to Sorrel by fiscal 2032"), span(TOLD, "Tarn took office")),
    (("made", "2031-05"),),
)


def word(value: Any, action: Action = Action.ADD) -> Decision:
    at = datetime(2032, 1, 1, tzinfo=UTC)
    field = "object" if action is Action.AMEND else None
    return Decision.make(
        action, Concern.CLAIM, [ADDED.claim.id], author="ana", at=at, value=value, field=field
    )


def test_it_is_plain_data_and_back() -> None:
    assert Addition.of(word(ADDED.to_value())) == ADDED


def test_its_claim_says_that_a_person_added_it() -> None:
    claim = ADDED.claim
    assert is_added(claim)
    assert claim.confidence == 1.0
    assert not is_added(dataclasses.replace(claim, rule="will"))
    assert not is_added(dataclasses.replace(claim, rule="person.incident"))


@pytest.mark.parametrize(
    "changed",
    [
        {"body": {"kind": "rumour"}},
        {"body": {"kind": "commitment", "action": "lend"}},
        {"body": None},
        {"evidence": []},
        {"evidence": [{"report": "r-0", "start": 0, "end": 1, "exact": "V"}]},
        {"times": {"object": "2031"}},
        {"times": {"made": "one day"}},
        {"times": []},
        {"report": 3},
        {"more": 1},
    ],
)
def test_what_is_no_addition_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Addition.of(word({**ADDED.to_value(), **changed}))


def test_another_decision_adds_nothing() -> None:
    with pytest.raises(UsageError, match="it adds no claim"):
        Addition.of(word("x", Action.AMEND))


def test_its_words_must_stand_in_the_text() -> None:
    ADDED.verify(TOLD.text.content)
    with pytest.raises(EvidenceError):
        ADDED.verify(TOLD.text.content.replace("barges", "ferries"))


def test_it_moves_with_its_words_and_their_times() -> None:
    other = report("a.txt", f"Late news. {TOLD.text.content}")
    moved = ADDED.placed(other.id, other.text.content)
    assert moved is not None
    moved.verify(other.text.content)
    assert moved.times == ADDED.times
    assert [one.exact for one in moved.evidence] == [one.exact for one in ADDED.evidence]
    assert ADDED.placed(TOLD.id, TOLD.text.content) is ADDED


def test_of_words_beside_the_first_those_that_went_are_left_out() -> None:
    text = TOLD.text.content.replace("Tarn took office", "Tarn left office")
    moved = ADDED.placed("r-1", text)
    assert moved is not None
    assert len(moved.evidence) == 1
    assert ADDED.placed("r-1", text.replace("will lend", "may lend")) is None
    assert ADDED.placed("r-1", f"{text} {text}") is None


def test_each_claim_is_added_once_and_to_its_own_report() -> None:
    words = [word(ADDED.to_value()), word(ADDED.to_value())]
    content = TOLD.text.content
    claims: list[Claim] = claims_added(words, TOLD.id, "a.txt", content)
    assert claims == [ADDED.claim]
    assert claims_added(words, TOLD.id, "b.txt", content) == []
