"""What decisions on a claim make of it, and of its statements, in every view."""

from __future__ import annotations

import pytest

from decided import PROMISE, decide, kinds, put
from ledgers import LATER
from servanda.errors import NotFoundError
from servanda.model import (
    Basis,
    Commitment,
    When,
)
from servanda.store import Judged, Record


def test_a_rejected_claim_leaves_the_views_and_its_statements_with_it(record: Record) -> None:
    put(record)
    before, told = {one.subject for one in record.view().statements()}, kinds(record)
    record.words.add(decide("reject", PROMISE.id, reason="misread"), at=LATER)
    assert "commitment" not in kinds(record)
    assert "commitment" in kinds(record, Judged.ALL)
    assert kinds(record, Judged.NONE) == told
    view = record.view()
    assert before - {one.subject for one in view.statements()} == {PROMISE.id}
    with pytest.raises(NotFoundError):
        view.claim(PROMISE.id)
    shown = record.view(judged=Judged.ALL).claim(PROMISE.id)
    assert shown.rejected
    assert [one.author for one in shown.judged] == ["ana"]
    assert all(hit.claim is None for hit in view.search("barges", kind="commitment"))
    assert record.check() == []


def test_an_accepted_claim_is_as_sure_as_can_be(record: Record) -> None:
    put(record)
    record.words.add(decide("accept", PROMISE.id), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert shown.claim.confidence == 1.0
    assert not shown.rejected
    assert record.view(judged=Judged.NONE).claim(PROMISE.id).claim == PROMISE


def test_an_amended_claim_shows_the_new_value_on_the_same_words(record: Record) -> None:
    put(record)
    words = record.words
    words.add(decide("amend", PROMISE.id, field="object", value="44 barges"), at=LATER)
    words.add(
        decide("amend", PROMISE.id, field="due", value="2032-06", reason="it is June"), at=LATER
    )
    words.add(
        decide("amend", PROMISE.id, field="obligors", value=["VE", "SO"], minutes=1), at=LATER
    )
    view = record.view()
    shown = view.claim(PROMISE.id)
    body = shown.claim.body
    assert isinstance(body, Commitment)
    assert (body.object, body.obligors) == ("44 barges", ("VE", "SO"))
    assert shown.time("due") == When.month(2032, 6, basis=Basis.STATED)
    assert shown.claim.evidence == PROMISE.evidence
    assert shown.claim.id == PROMISE.id
    assert ("due", "amended to 2032-06 by ana on 2031-06-02: it is June") in shown.reasons
    cells = {(s.property, s.value) for s in view.statements(PROMISE.id)}
    assert {("object", "44 barges"), ("due", "2032-06"), ("obligors", "SO")} <= cells
    assert ("object", "40 barges") not in cells
    assert [one.claim.id for one in view.claims(party="SO", kind="commitment")] == [PROMISE.id]
    words.add(decide("amend", PROMISE.id, field="due", value=None, minutes=2), at=LATER)
    assert record.view().claim(PROMISE.id).time("due") is None


def test_an_amendment_of_a_field_that_is_no_more_does_no_harm(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(record)
    monkeypatch.setattr("servanda.store.decisions.decision_log.prove_word", lambda _: None)
    record.words.add(decide("amend", PROMISE.id, field="colour", value="red"), at=LATER)
    record.words.add(decide("amend", PROMISE.id, field="due", value="soon"), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert (shown.claim, shown.judged) == (PROMISE, ())
    assert len(record.view().statements(PROMISE.id)) > 3


def test_the_last_verdict_holds_and_the_last_amendment_of_each_field(record: Record) -> None:
    put(record)
    words = record.words
    words.add(decide("accept", PROMISE.id, author="bo", minutes=5), at=LATER)
    words.add(decide("reject", PROMISE.id, minutes=1), at=LATER)
    words.add(decide("amend", PROMISE.id, field="object", value="x", minutes=9), at=LATER)
    words.add(decide("amend", PROMISE.id, field="object", value="y", minutes=8), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert isinstance(shown.claim.body, Commitment)
    assert (shown.rejected, shown.claim.body.object) == (False, "x")


def test_a_blind_decision_changes_nothing(record: Record) -> None:
    put(record)
    before = record.view().claims()
    record.words.add(decide("reject", PROMISE.id, blind=True), at=LATER)
    assert record.view().claims() == before
    assert record.view().decisions() == ()
    assert len(record.words.standing()) == 1
