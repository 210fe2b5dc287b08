from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledgers import claims, report
from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.store import Record, open_record

AT = datetime(2031, 1, 2, tzinfo=UTC)
LATER = AT + timedelta(days=1)
ONE = report("one.txt")
ANSWER = Answer(ONE.id, "commitment", "tiny", "p1", '{"claims": []}', 9, 2)
OTHER = Answer(ONE.id, "incident", "big", "p2", "cut", cut=True)


def proposed(answer: Answer, outcome: Outcome = Outcome.CLAIM, claim: str = "c-1") -> Proposed:
    return Proposed(
        ONE.id,
        answer.id,
        0,
        answer.kind,
        answer.model,
        answer.prompt,
        "some words",
        {"object": "a port", "obligors": ["A", "B"]},
        3,
        9,
        outcome,
        claim=claim,
    )


@pytest.fixture(autouse=True)
def _one_report(record: Record) -> None:
    """Put a report; `record` is one on every kind of store."""
    record.put(ONE, claims(ONE), at=AT, reader="1")


def put(record: Record, *said: Proposed, at: datetime = LATER) -> bool:
    return record.put(ONE, claims(ONE), at=at, reader="1", proposed=said)


def test_answers_are_kept_once(record: Record) -> None:
    log = record.proposals
    assert log.keep([ANSWER, OTHER, ANSWER], at=AT) == 2
    assert log.keep([ANSWER], at=LATER) == 0
    assert set(log.answers(ONE.id)) == {ANSWER, OTHER}
    assert log.answered("tiny") == {(ONE.id, "commitment", "p1")}


def test_answers_about_other_reports_are_not_kept(record: Record) -> None:
    strange = Answer("r-0", "commitment", "tiny", "p1", "")
    assert record.proposals.keep([strange], at=AT) == 0
    assert record.proposals.holds(["r-0", ONE.id]) == {ONE.id}


def test_an_answer_is_pending_until_it_was_weighed(record: Record) -> None:
    log = record.proposals
    log.keep([ANSWER, OTHER], at=AT)
    assert log.pending() == (ONE.id,)
    put(record, proposed(ANSWER))
    assert log.pending() == (ONE.id,)
    put(record, proposed(ANSWER), proposed(OTHER, Outcome.NOTHING, ""))
    assert log.pending() == ()


def test_proposals_are_found_by_report_claim_and_outcome(record: Record) -> None:
    log = record.proposals
    log.keep([ANSWER, OTHER], at=AT)
    first, second = proposed(ANSWER), proposed(OTHER, Outcome.DIFFERS)
    assert put(record, first, second)
    assert not put(record, second, first)  # the same again
    assert set(map(repr, log.of_report(ONE.id))) == {repr(first), repr(second)}
    assert [one.outcome for one in log.of_claims(["c-1"])["c-1"]].count(Outcome.DIFFERS) == 1
    assert log.differing() == (second,)
    assert log.counts() == {("claim", ""): 1, ("differs", ""): 1}
    assert put(record, first)
    assert log.differing() == ()
    assert record.check() == []


def test_proposals_go_with_their_report_and_answers_stay(record: Record) -> None:
    log = record.proposals
    log.keep([ANSWER], at=AT)
    put(record, proposed(ANSWER))
    record.retract("one.txt", at=LATER)
    assert log.of_report(ONE.id) == ()
    assert log.pending() == ()
    put(record, at=LATER + timedelta(days=1))
    assert log.pending() == (ONE.id,)
    assert record.check() == []


def test_they_are_copied_with_the_record(record: Record, tmp_path: object) -> None:
    record.proposals.keep([ANSWER], at=AT)
    put(record, proposed(ANSWER))
    url = f"sqlite:///{tmp_path}/copy.db"
    record.copy_to(url)
    with open_record(url, create=False) as copy:
        assert copy.proposals.of_report(ONE.id) == record.proposals.of_report(ONE.id)


def test_an_answer_is_shared_by_reports_of_one_text(record: Record) -> None:
    twin = report("twin.txt", ONE.text.content)
    record.put(twin, claims(twin), at=AT, reader="1")
    log = record.proposals
    log.keep([ANSWER], at=AT)
    assert log.share(at=AT) == 1
    (shared,) = log.answers(twin.id)
    assert (shared.content, shared.tokens_in, shared.tokens_out) == (ANSWER.content, 0, 0)
    assert log.share(at=AT) == 0
    assert set(log.pending()) == {ONE.id, twin.id}


def test_what_broke_off_is_not_answered_where_there_is_more_room(record: Record) -> None:
    cut = replace(ANSWER, cut=True, tokens_out=100)
    record.proposals.keep([cut], at=AT)
    assert record.proposals.answered("tiny", 100) == {(ONE.id, "commitment", "p1")}
    assert record.proposals.answered("tiny", 200) == frozenset()
