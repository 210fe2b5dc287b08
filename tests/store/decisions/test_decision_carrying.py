"""A decision goes over to the claim that took the place of the one it was made on."""

from __future__ import annotations

import dataclasses

import pytest

from decided import MEETING, OFFICE, ONE, PROMISE, decide, kinds, promise, put
from ledgers import LATER, WORDS, claims, report, span
from servanda.model import Action, Claim, Evidence, Report
from servanda.model.amendment import EVIDENCE, write_evidence
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


# -- a corrected text --------------------------------------------------------------------------


CHOSEN = "Velden will lend 40 barges to Sorrel by fiscal 2032"


def anchored(record: Record) -> None:
    """Let a person rest the promise, which a reader found in few words, on more of them."""
    found = promise(ONE, "will lend 40 barges")
    put(record, ONE, (found,))
    value = write_evidence([span(ONE, CHOSEN)])
    record.words.add(decide("amend", found.id, field=EVIDENCE, value=value), at=LATER)


def corrected(record: Record, text: str, found: str = "will lend 40 barges") -> Report:
    """Put a corrected text of the same report, in which the reader finds the promise again."""
    new = report("a.txt", text)
    record.put(new, (promise(new, found),), at=LATER, reader="1")
    return new


@pytest.mark.costly
def test_an_amended_anchor_goes_to_its_words_in_the_corrected_text(record: Record) -> None:
    anchored(record)
    new = corrected(record, "Corrected. " + WORDS.replace("April", "March"))
    (claim,) = record.view().claims()
    (words,) = claim.claim.evidence
    assert (words.report, words.exact) == (new.id, CHOSEN)
    assert new.text.content[words.start : words.end] == CHOSEN
    assert [one.action for one in claim.judged] == [Action.AMEND]
    (carried,) = record.words.carried()
    assert carried.unplaced == ""
    assert record.check() == []


def test_of_two_places_the_one_with_the_same_words_around_is_meant(record: Record) -> None:
    anchored(record)
    before = f"{CHOSEN}, they had said in May. "
    new = corrected(record, before + WORDS, "barges to Sorrel by fiscal 2032. Tarn")
    record.put(new, (second(new, "will lend 40 barges"),), at=LATER, reader="2")
    (claim,) = record.view().claims()
    assert claim.claim.evidence[0].start > len(before)
    assert claim.claim.evidence[0].exact == CHOSEN


def second(of: Report, words: str) -> Claim:
    """Make the promise of the last place where words stand."""
    start = of.text.content.rindex(words)
    place = Evidence.of(of.id, of.text.content, start, start + len(words))
    return dataclasses.replace(promise(of, words), evidence=(place,))


def test_an_anchor_whose_words_are_gone_is_to_be_looked_at(record: Record) -> None:
    anchored(record)
    corrected(record, WORDS.replace("fiscal 2032", "fiscal 2033"))
    (claim,) = record.view().claims()
    assert claim.claim.evidence[0].exact == "will lend 40 barges"
    assert claim.judged == ()
    (carried,) = record.words.carried()
    assert carried.to == claim.claim.id
    assert carried.unplaced == CHOSEN


def test_other_white_space_is_no_other_text(record: Record) -> None:
    anchored(record)
    corrected(record, WORDS.replace("40 barges to", "40\nbarges  to"), "will lend 40\nbarges")
    (claim,) = record.view().claims()
    assert " ".join(claim.claim.evidence[0].exact.split()) == CHOSEN
    assert record.words.carried()[0].unplaced == ""


def test_a_judgement_finds_its_words_in_what_a_reader_now_takes_together(record: Record) -> None:
    found = promise(ONE, "will lend 40 barges")
    put(record, ONE, (found,))
    record.words.add(decide("reject", found.id), at=LATER)
    corrected(record, f"Corrected. {WORDS}", CHOSEN)
    assert kinds(record) == []
