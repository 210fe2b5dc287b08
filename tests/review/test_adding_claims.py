"""What a person writes in the cells of a claim is believed where the words bear it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ledgers import report
from servanda.errors import UsageError
from servanda.model import Commitment, Consultation, Participant, Report, Target
from servanda.model.addition import Addition
from servanda.model.claim_cells import CLAIM_KEYS
from servanda.review.adding_claims import ADDABLE, addition_of, cells_of, needed, suggested, word_of
from servanda.review.report_places import evidence_of

WORDS = (
    "Norway’s minister Ona Tarn met envoy Karl Brix in Oslo on Thursday. "
    "Norway agreed to lend 40 barges to Sweden by fiscal 2032, if the ice holds. "
    "“We keep our word,” Tarn said."
)
TOLD = report("a.txt", WORDS)
LOAN = "agreed to lend 40 barges to Sweden by fiscal 2032, if the ice holds"
LENDS = {
    "obligors": "Norway",
    "action": "lend",
    "object": "40 barges",
    "modality": "agreed",
    "beneficiary": "SE",
    "due": "fiscal 2032",
    "condition": "if the ice holds",
    "target": "40 barges",
    "speaker": "Ona Tarn",
}


def added(kind: str, words: str, of: Report = TOLD, **cells: str) -> Addition:
    return addition_of(of, kind, cells, evidence_of(of, words))


def test_cells_are_typed_and_times_stay_words_of_the_report() -> None:
    found = added("commitment", LOAN, **LENDS)
    body = found.body
    assert isinstance(body, Commitment)
    assert (body.obligors, body.beneficiary) == (("NO",), "SE")
    assert body.target == Target("40", "barges")
    assert body.due is not None
    assert (body.due.text, body.due.form, body.due.relation) == ("fiscal 2032", "fiscal", "by")
    assert WORDS[body.due.start : body.due.end] == "fiscal 2032"
    assert found.times == ()
    assert found.evidence[0].exact == LOAN
    found.verify(WORDS)


def test_who_took_part_is_named_with_office_and_party() -> None:
    found = added(
        "consultation",
        "met envoy Karl Brix in Oslo",
        form="meeting",
        status="held",
        participants="Ona Tarn (minister, Norway); Karl Brix (envoy, SE)",
        place="Oslo",
        when="2031-05-01",
    )
    body = found.body
    assert isinstance(body, Consultation)
    assert body.participants == (
        Participant("Ona Tarn", "minister", "NO"),
        Participant("Karl Brix", "envoy", "SE"),
    )
    assert body.parties == ("NO", "SE")
    assert found.times == (("when", "2031-05-01"),)


@pytest.mark.parametrize(
    ("changed", "error", "told"),
    [
        ({"object": "50 barges"}, UsageError, "“50 barges” does not stand in the words selected"),
        ({"object": "arges"}, UsageError, "“arges” does not stand"),
        ({"action": "sell"}, UsageError, "“sell” does not stand"),
        ({"target": "50 barges"}, UsageError, "“50” does not stand"),
        ({"speaker": "Ada Brandt"}, UsageError, "“Ada Brandt” does not stand in the report"),
        ({"obligors": "Norwegia"}, UsageError, "no party is called that"),
        ({"modality": "hoped"}, UsageError, "not a value for it"),
        ({"due": "Thursday"}, UsageError, "neither a time in the words selected"),
        ({"due": "2032-13"}, UsageError, "neither a time"),
        ({"action": " "}, UsageError, "without it there is no commitment"),
        ({"colour": "red"}, UsageError, "no commitment has such a cell"),
    ],
)
def test_what_the_words_do_not_bear_is_refused(
    changed: dict[str, str], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        added("commitment", LOAN, **{**LENDS, **changed})
    added("commitment", LOAN, **LENDS)


def test_an_action_may_stand_in_its_base_form() -> None:
    cells = {"obligors": "NO", "action": "agree", "modality": "agreed"}
    assert isinstance(added("commitment", "agreed to lend", **cells).body, Commitment)
    with pytest.raises(UsageError):
        added("commitment", "to lend", **cells)


def test_no_words_and_no_kind_are_no_claim() -> None:
    with pytest.raises(UsageError, match="it rests on no words"):
        addition_of(TOLD, "commitment", LENDS, ())
    for kind in ("date", "rumour", ""):
        with pytest.raises(UsageError, match="no claim of that kind"):
            added(kind, LOAN, **LENDS)


@pytest.mark.parametrize("kind", ADDABLE)
def test_every_kind_can_be_added_with_what_it_needs_alone(kind: str) -> None:
    assert set(cells_of(kind)) == set(CLAIM_KEYS[kind].split())
    values = {
        "form": "meeting",
        "status": "held" if kind == "consultation" else "done",
        "obligors": "NO",
        "parties": "NO",
        "modality": "agreed",
        "sort": "denied",
        "person": "Ona Tarn",
    }
    cells = {name: values.get(name, "Norway agreed") for name in needed(kind)}
    found = addition_of(TOLD, kind, cells, evidence_of(TOLD, "Norway agreed"))
    assert found.body.kind == kind
    assert found.claim.rule == f"person.{kind}"


def test_what_the_words_give_by_themselves_is_suggested() -> None:
    loan = evidence_of(TOLD, f"Norway {LOAN}")
    assert suggested(TOLD, "commitment", loan) == {"obligors": "NO", "due": "fiscal 2032"}
    met = evidence_of(TOLD, "Ona Tarn met envoy Karl Brix in Oslo on Thursday")
    assert suggested(TOLD, "consultation", met)["when"] == "Thursday"
    said = evidence_of(TOLD, "“We keep our word,” Tarn said")
    assert suggested(TOLD, "quote", evidence_of(TOLD, "“We keep our word,”"))["words"] == (
        "We keep our word,"
    )
    assert "due" not in suggested(TOLD, "commitment", said)


def test_a_claim_that_is_known_is_not_added_again() -> None:
    found = added("commitment", LOAN, **LENDS)
    said = {"author": "ana", "at": datetime(2032, 1, 1, tzinfo=UTC)}
    word = word_of(found, (), **said)
    assert word.targets == (found.claim.id,)
    assert Addition.of(word) == found
    with pytest.raises(UsageError, match="has this claim already"):
        word_of(found, [found.claim], **said)
