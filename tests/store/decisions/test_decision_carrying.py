"""A decision goes over to the claim that took the place of the one it was made on."""

from __future__ import annotations

from decided import MEETING, OFFICE, ONE, PROMISE, decide, kinds, promise, put
from ledgers import LATER, WORDS, claims, report
from servanda.store import Judged, Record


def test_a_judgement_goes_over_to_the_claim_that_took_the_place(record: Record) -> None:
    put(record)
    record.words.add(decide("reject", PROMISE.id), at=LATER)
    anew = promise(ONE, "Velden will lend 40 barges to Sorrel")
    record.put(ONE, (MEETING, anew), at=LATER, reader="2")
    assert kinds(record) == ["consultation"]
    assert record.view(judged=Judged.ALL).claim(anew.id).rejected
    (carried,) = record.words.carried()
    assert (carried.anchor.claim, carried.to) == (PROMISE.id, anew.id)
    assert record.check() == []
    # Read as before, the word is where it was said.
    record.put(ONE, claims(ONE), at=LATER, reader="3")
    assert record.words.carried() == ()
    assert "commitment" not in kinds(record)


def test_what_stood_beside_is_no_successor(record: Record) -> None:
    beside = promise(ONE, "Velden will lend 40 barges to Sorrel by fiscal 2032", "help")
    put(record, ONE, (PROMISE, beside))
    record.words.add(decide("reject", PROMISE.id), at=LATER)
    record.put(ONE, (beside,), at=LATER, reader="2")
    assert [one.claim.id for one in record.view().claims()] == [beside.id]
    (carried,) = record.words.carried()
    assert carried.to is None


def test_where_two_fit_as_well_nobody_inherits(record: Record) -> None:
    put(record)
    record.words.add(decide("reject", PROMISE.id), at=LATER)
    words = "will lend 40 barges to Sorrel by fiscal 2032"
    record.put(ONE, (promise(ONE, words), promise(ONE, words, "help")), at=LATER, reader="2")
    assert kinds(record) == ["commitment", "commitment"]
    assert record.words.carried()[0].to is None


def test_in_a_corrected_report_only_the_very_words_inherit(record: Record) -> None:
    put(record)
    record.words.add(decide("reject", PROMISE.id), at=LATER)
    record.words.add(decide("reject", OFFICE.id), at=LATER)
    text = "Corrected. " + WORDS.replace("April 2031", "March 2031")
    new = report("a.txt", text)
    anew = promise(new, "Velden will lend 40 barges to Sorrel by fiscal 2032")
    record.put(new, (anew,), at=LATER, reader="1")
    assert kinds(record) == []
    found = {one.anchor.claim: one.to for one in record.words.carried()}
    assert found == {PROMISE.id: anew.id, OFFICE.id: None}
