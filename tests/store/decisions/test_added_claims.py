"""Claims that persons added: stored, undone, carried over, proved; on every store."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from decided import ONE, PROMISE, decide, kinds, put
from ledgers import AT, LATER, WORDS, claims, ref, report, span
from servanda.errors import EvidenceError, NotFoundError, UsageError
from servanda.export.claim_lines import decisions_jsonl
from servanda.model import (
    Action,
    Commitment,
    Concern,
    Decision,
    Evidence,
    Incident,
    Modality,
    Report,
    Undo,
)
from servanda.model.addition import Addition, is_added
from servanda.model.serialization import word_from_plain
from servanda.store import Judged, Record

BODY = Incident("met Sorrel envoy", "VE", "SO")


def addition(
    of: Report = ONE, words: str = "met Sorrel envoy", body: Incident | Commitment = BODY
) -> Addition:
    return Addition(of.name, of.id, body, (span(of, words),))


def word(added: Addition, author: str = "ana", minutes: int = 0) -> Decision:
    return Decision.make(
        Action.ADD,
        Concern.CLAIM,
        [added.claim.id],
        author=author,
        at=LATER + timedelta(minutes=minutes),
        value=added.to_value(),
    )


def test_what_a_person_adds_is_claimed_until_it_is_undone(record: Record) -> None:
    put(record)
    before = record.view().claims(), record.view().statements()
    kept = record.words.add(word(addition()), at=LATER)
    (found,) = record.view().claims(kind="incident")
    assert found.claim == addition().claim
    assert found.words == "met Sorrel envoy"
    assert is_added(found.claim)
    assert found.judged == (kept,)
    assert [one.subject for one in record.view().statements() if found.claim.id in one.claims]
    assert record.check() == []
    record.words.undo(kept.id, Undo("bo", LATER), at=LATER)
    assert (record.view().claims(), record.view().statements()) == before
    assert record.check() == []
    assert record.view(recorded_by=LATER).claims(kind="incident")


@pytest.mark.costly
def test_it_is_no_claim_where_no_decision_counts(record: Record) -> None:
    put(record)
    read = record.view().statements()
    record.words.add(word(addition()), at=LATER)
    assert "incident" not in kinds(record, Judged.NONE)
    assert record.view(judged=Judged.NONE).statements() == read
    assert not record.view(as_read=True).claims(kind="incident")


@pytest.mark.costly
def test_reading_the_report_again_leaves_it_and_changes_nothing(record: Record) -> None:
    put(record)
    record.words.add(word(addition()), at=LATER)
    before = record.view().claims()
    later = LATER + timedelta(days=1)
    assert not record.put(ONE, claims(ONE), at=later, reader="1")
    assert record.view().claims() == before
    # A reader that finds nothing leaves it alone.
    record.put(ONE, (), at=later, reader="2")
    assert kinds(record) == ["incident"]
    assert record.check() == []


def test_a_report_that_is_retracted_and_read_again_has_it_again(record: Record) -> None:
    put(record)
    record.words.add(word(addition()), at=LATER)
    record.retract(ONE.id, at=LATER)
    assert record.view().claims() == ()
    put(record)
    assert "incident" in kinds(record)


def test_it_follows_its_words_into_another_text_of_the_report(record: Record) -> None:
    put(record)
    due = ref(ONE, "fiscal 2032", "fiscal", year=2032)
    body = Commitment(("VE",), "lend", "barges", Modality.WILL, due=due)
    added = addition(words="lend 40 barges to Sorrel by fiscal 2032", body=body)
    kept = record.words.add(word(added), at=LATER)
    other = report("a.txt", f"Corrected on Monday. {WORDS}")
    put(record, other, ())
    (found,) = record.view().claims()
    assert found.claim.id != added.claim.id
    assert found.claim.report == other.id
    assert [one.id for one in found.judged] == [kept.id]
    moved = found.claim.body
    assert isinstance(moved, Commitment)
    assert moved.due is not None
    assert other.text.content[moved.due.start : moved.due.end] == "fiscal 2032"
    assert found.due is not None
    assert record.check() == []
    gone = report("a.txt", "Nothing of that was so.")
    put(record, gone, ())
    assert record.view().claims() == ()
    assert [one.to for one in record.words.carried()] == [None]


def test_of_words_that_a_text_has_twice_what_stands_around_them_decides(record: Record) -> None:
    put(record)
    added = addition()
    record.words.add(word(added), at=LATER)
    exact = added.evidence[0].exact
    other = report("a.txt", f"{WORDS} As was said, {exact} twice.")
    put(record, other, ())
    (found,) = record.view().claims()
    assert found.claim.evidence[0].start == other.text.content.index(exact)
    put(record, report("a.txt", f"So {exact} now. So {exact} now."), ())
    assert record.view().claims() == ()


def test_the_readers_own_claim_takes_the_place_of_the_same_one(record: Record) -> None:
    put(record, told=())
    added = addition(words=PROMISE.evidence[0].exact, body=PROMISE.body)  # type: ignore[arg-type]
    added = dataclasses.replace(added, evidence=PROMISE.evidence)
    assert added.claim.id == PROMISE.id
    kept = record.words.add(word(added), at=LATER)
    put(record)
    assert record.view().claim(PROMISE.id).claim.rule == PROMISE.rule
    record.words.undo(kept.id, Undo("bo", LATER), at=LATER)
    assert record.view().claim(PROMISE.id).claim == PROMISE
    assert record.check() == []


def test_two_persons_may_add_the_same_and_one_of_them_take_it_back(record: Record) -> None:
    put(record)
    mine = record.words.add(word(addition()), at=LATER)
    record.words.add(word(addition(), "bo", 1), at=LATER)
    record.words.undo(mine.id, Undo("ana", LATER), at=LATER)
    assert "incident" in kinds(record)


def test_a_time_that_a_person_gives_is_the_claims(record: Record) -> None:
    put(record)
    added = dataclasses.replace(addition(), times=(("when", "2031-04"),))
    record.words.add(word(added), at=LATER)
    (found,) = record.view().claims(kind="incident")
    assert found.when is not None
    assert found.when.edtf == "2031-04"
    assert found.reasons == (("when", "given as 2031-04 by ana on 2031-06-02"),)
    told = {one.property: one.valid for one in record.view().statements(found.claim.id)}
    assert all(when is not None for when in told.values())


def test_it_can_be_judged_and_amended_like_any_other(record: Record) -> None:
    put(record)
    kept = record.words.add(word(addition()), at=LATER)
    (claim,) = kept.targets
    record.words.add(decide("amend", claim, field="place", value="Kestrel", minutes=1), at=LATER)
    (found,) = record.view().claims(kind="incident")
    assert dataclasses.asdict(found.body)["place"] == "Kestrel"
    record.words.add(decide("reject", claim, author="bo", minutes=2), at=LATER)
    assert "incident" not in kinds(record)


def test_it_leaves_one_record_for_another_with_its_decision(record: Record) -> None:
    put(record)
    kept = record.words.add(word(addition()), at=LATER)
    record.words.add(decide("accept", kept.targets[0], minutes=1), at=LATER)
    rows = [word_from_plain(row) for row in _plain(record)]
    record.words.undo(kept.id, Undo("bo", LATER), at=LATER)
    from servanda.store import open_record

    with open_record("sqlite://") as other:
        put(other)
        taken = other.words.import_all(rows, at=LATER)
        assert (taken.new, taken.refused) == (2, ())
        assert "incident" in kinds(other)
        assert other.words.import_all(rows, at=LATER).known == 2
        assert other.check() == []


def _plain(record: Record) -> list[object]:
    import json

    return [json.loads(line) for line in decisions_jsonl(record.view().words())]


def test_what_its_text_does_not_say_is_refused(record: Record) -> None:
    with pytest.raises(NotFoundError, match="no such report"):
        record.words.add(word(addition()), at=LATER)
    put(record)
    off = Evidence(ONE.id, 3, 8, "never")
    with pytest.raises(EvidenceError, match="expected 'never'"):
        record.words.add(word(dataclasses.replace(addition(), evidence=(off,))), at=LATER)
    aside = ref(ONE, "April 2031", "month", year=2031, month=4)
    timed = dataclasses.replace(addition(), body=dataclasses.replace(BODY, when=aside))
    with pytest.raises(EvidenceError, match="outside of the words"):
        record.words.add(word(timed), at=LATER)
    target = dataclasses.replace(word(addition()), targets=(PROMISE.id,))
    with pytest.raises(UsageError, match="not the claim that it adds"):
        record.words.add(target, at=LATER)
    other = addition(report("a.txt", "Velden met nobody."), "met nobody")
    with pytest.raises(EvidenceError, match="its text is another"):
        record.words.add(word(other), at=LATER)
    assert record.words.all() == ()
    taken = record.words.import_all([(word(other), None)], at=LATER)
    assert len(taken.refused) == 1
    assert record.check() == []


def test_a_claim_is_anchored_anew_at_words_that_stand_there(record: Record) -> None:
    put(record)
    place = span(ONE, "will lend 40 barges to Sorrel")
    value = [dataclasses.asdict(place)]
    kept = record.words.add(decide("amend", PROMISE.id, field="evidence", value=value), at=LATER)
    found = record.view().claim(PROMISE.id)
    assert found.claim.evidence == (place,)
    assert found.claim.body == PROMISE.body
    assert record.check() == []
    # Read by another version, the claim that takes its place is anchored there too.
    sharper = dataclasses.replace(PROMISE.body, object="40 long barges")  # type: ignore[type-var]
    new = dataclasses.replace(
        type(PROMISE).make(ONE.id, sharper, PROMISE.evidence, rule="will")  # type: ignore[arg-type]
    )
    record.put(ONE, (new,), at=LATER + timedelta(days=1), reader="2")
    assert record.view().claim(new.id).claim.evidence == (place,)
    # Another text has its own words.
    other = report("a.txt", f"Corrected. {WORDS}")
    put(record, other, claims(other))
    (promised,) = record.view().claims(kind="commitment")
    assert promised.claim.evidence[0].report == other.id
    record.words.undo(kept.id, Undo("bo", LATER), at=LATER)
    assert record.check() == []


def test_a_claim_is_not_anchored_at_words_that_do_not_stand_there(record: Record) -> None:
    put(record)
    wrong = [{"report": ONE.id, "start": 0, "end": 5, "exact": "nobod"}]
    with pytest.raises(EvidenceError, match="expected"):
        record.words.add(decide("amend", PROMISE.id, field="evidence", value=wrong), at=LATER)
    other = report("b.txt")
    put(record, other)
    theirs = [dataclasses.asdict(span(other, "40 barges"))]
    with pytest.raises(UsageError, match="another report"):
        record.words.add(decide("amend", PROMISE.id, field="evidence", value=theirs), at=LATER)
    for value in (None, [], "here", [{"start": 1}]):
        with pytest.raises(UsageError):
            record.words.add(decide("amend", PROMISE.id, field="evidence", value=value), at=LATER)


def test_check_names_a_decision_that_anchors_a_claim_at_other_words(record: Record) -> None:
    put(record)
    value = [dataclasses.asdict(span(ONE, "40 barges"))]
    kept = record.words.add(decide("amend", PROMISE.id, field="evidence", value=value), at=LATER)
    from sqlalchemy import update

    from servanda.store.schema_decisions import decision

    bad = [{**value[0], "exact": "41 barges"}]
    with record._store.writing() as connection:
        connection.execute(update(decision).values(value=bad))
    assert kept.id in {one.what for one in record.check() if "expected" in one.why}


def test_an_addition_is_of_claims_and_open(record: Record) -> None:
    put(record)
    added = addition()
    for more in ({"blind": True}, {"value": None}, {"field": "act"}):
        parts = {"value": added.to_value(), **more}
        with pytest.raises(UsageError):
            Decision.make(
                Action.ADD,
                Concern.CLAIM,
                [added.claim.id],
                author="ana",
                at=AT,
                **parts,  # type: ignore[arg-type]
            )
