"""The log of decisions: nothing of it is lost, an undone one stays undone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from decided import MEETING, PROMISE, decide, put
from ledgers import AT, LATER
from servanda.errors import NotFoundError, UsageError
from servanda.model import (
    DecisionId,
    Grade,
    Scale,
    Score,
    Undo,
)
from servanda.store import Record


def test_undoing_restores_what_was_and_keeps_what_was_said(record: Record) -> None:
    put(record)
    before = record.view().claims(), record.view().statements()
    word = record.words.add(decide("reject", PROMISE.id, MEETING.id), at=LATER)
    back = Undo("bo", LATER + timedelta(hours=1), "it does say so")
    record.words.undo(word.id, back, at=back.at)
    assert (record.view().claims(), record.view().statements()) == before
    (kept,) = record.words.all()
    assert (kept.word, kept.undone) == (word, back)
    with pytest.raises(NotFoundError, match="undone already"):
        record.words.undo(word.id, back, at=back.at)
    with pytest.raises(NotFoundError, match="no decision has that id"):
        record.words.undo("d-0", back, at=back.at)
    # What was undone stays so, whoever says it again in the same words at the same instant.
    record.words.add(decide("reject", PROMISE.id, MEETING.id), at=LATER)
    assert record.view().claims() == before[0]
    assert record.check() == []


def test_a_view_of_before_knows_nothing_of_a_decision_made_since(record: Record) -> None:
    put(record)
    record.words.add(decide("reject", PROMISE.id), at=LATER)
    assert "commitment" in [c.claim.kind for c in record.view(recorded_by=AT).claims()]
    later = LATER + timedelta(days=1)
    assert "commitment" not in [c.claim.kind for c in record.view(recorded_by=later).claims()]


def test_the_words_of_a_view_are_those_of_its_time(record: Record) -> None:
    put(record)
    word = record.words.add(decide("reject", PROMISE.id), at=LATER)
    back = Undo("bo", LATER + timedelta(days=2))
    record.words.undo(word.id, back, at=back.at)
    assert record.view().words() == ((word, back),)
    assert record.view(recorded_by=LATER + timedelta(days=1)).words() == ((word, None),)
    assert record.view(recorded_by=AT).words() == ()


def test_what_is_not_there_cannot_be_judged(record: Record) -> None:
    put(record)
    with pytest.raises(NotFoundError, match="no such claim"):
        record.words.add(decide("reject", "c-0"), at=LATER)
    grade = Grade.make(Scale.CREDIBILITY, "b.txt", "2", author="ana", at=AT)
    with pytest.raises(NotFoundError, match="no such report"):
        record.words.add(grade, at=LATER)
    score = Score.make("VE", [MEETING.id], 1, coder="ana", at=AT)
    with pytest.raises(UsageError, match="only commitments are scored"):
        record.words.add(score, at=LATER)


def test_what_is_said_again_as_after_a_crash_is_stored_once(record: Record) -> None:
    put(record)
    word = record.words.add(decide("reject", PROMISE.id), at=LATER)
    soon = LATER + timedelta(minutes=1)
    again = dataclasses.replace(decide("reject", PROMISE.id), id=DecisionId("d-1"), at=soon)
    assert record.words.add(again, at=soon) == word
    assert len(record.words.all()) == 1
    other = dataclasses.replace(decide("accept", PROMISE.id), id=DecisionId("d-2"), at=soon)
    record.words.add(other, at=soon)
    later = soon + timedelta(minutes=1)
    third = dataclasses.replace(again, id=DecisionId("d-3"), at=later)
    assert record.words.add(third, at=later).id == "d-3"  # it says something new: a mind changed
    assert len(record.words.all()) == 3
