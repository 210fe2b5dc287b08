"""Laws of persons' words: undone is unsaid, order has no say, and a record can be rebuilt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings
from ledgers import AT, LATER, by_words, claims, report

from servanda.exports.decisions import decisions_jsonl
from servanda.identity import settle
from servanda.model import (
    Action,
    Claim,
    Concern,
    Decision,
    Grade,
    Report,
    Scale,
    Score,
    Undo,
    Word,
    status_value,
)
from servanda.model.word_plain import word_from_plain
from servanda.record import Record, open_record

QUICK = settings(max_examples=25, deadline=None)
REPORTS = [report(name) for name in ("a.txt", "b.txt", "c.txt")]
CLAIMS = {one.id: claims(one) for one in REPORTS}
ALL = [claim for told in CLAIMS.values() for claim in told]


@st.composite
def words(draw: st.DrawFn) -> Word:
    at = LATER + timedelta(minutes=draw(st.integers(0, 99)))
    said: dict[str, Any] = {
        "author": draw(st.sampled_from(["ana", "bo"])),
        "at": at,
        "reason": draw(st.sampled_from(["", "seen “so”"])),
    }
    sort = draw(st.sampled_from(["verdict", "amend", "match", "tie", "status", "score", "grade"]))
    one, other = draw(st.permutations(ALL))[:2]
    promises = [claim for claim in ALL if claim.kind == "commitment"]
    if sort == "verdict":
        action = draw(st.sampled_from([Action.ACCEPT, Action.REJECT]))
        blind = draw(st.booleans())
        return Decision.make(action, Concern.CLAIM, [one.id, other.id], blind=blind, **said)
    if sort == "amend":
        field, value = draw(
            st.sampled_from([("object", "rafts"), ("due", "2033"), ("obligors", ["SO"])])
        )
        target = draw(st.sampled_from(promises)).id
        return Decision.make(
            Action.AMEND, Concern.CLAIM, [target], field=field, value=value, **said
        )
    if sort == "status":
        value = status_value(draw(st.sampled_from(["done", "dropped"])))
        return Decision.make(
            Action.AMEND,
            Concern.STATUS,
            [draw(st.sampled_from(promises)).id],
            field="status",
            value=value,
            **said,
        )
    if sort in ("match", "tie"):
        same = [claim for claim in ALL if claim.kind == one.kind and claim.id != one.id]
        near = draw(st.sampled_from(same)).id
        if sort == "tie":
            action = draw(st.sampled_from([Action.ACCEPT, Action.REJECT]))
            return Decision.make(action, Concern.MATCH, [one.id], others=[near], **said)
        if draw(st.booleans()):
            return Decision.make(Action.MERGE, Concern.MATCH, [one.id, near], **said)
        return Decision.make(Action.SPLIT, Concern.MATCH, [one.id], others=[near], **said)
    if sort == "score":
        coder, when, reason = said["author"], said["at"], said["reason"]
        value = draw(st.sampled_from([1, 0, -1, None]))
        target = draw(st.sampled_from(promises)).id
        return Score.make("VE", [target], value, coder=coder, at=when, reason=reason)
    scale, subject, value = draw(
        st.sampled_from([(Scale.RELIABILITY, "Lake News", "B"), (Scale.CREDIBILITY, "a.txt", "3")])
    )
    return Grade.make(scale, subject, value, **said)


def filled(reports: Sequence[Report] = REPORTS) -> Record:
    record = open_record("sqlite://", resolver=by_words)
    for one in reports:
        record.put(one, CLAIMS[one.id], at=AT, reader="1")
    return record


def shown(record: Record) -> object:
    """Give all that a view comes to but when it was recorded."""
    view = record.view()
    cells = [(s.id, s.value, s.valid, s.claims) for s in view.statements()]
    world = settle(view.claims(), view.reports(), view.decisions())
    grades = {one.subject: one.value for scale in Scale for one in view.grades(scale).values()}
    return view.claims(), cells, world.things, view.decisions(), view.scores(), grades


@QUICK
@given(st.lists(words(), max_size=5, unique_by=lambda word: word.id), words())
def test_undoing_a_word_restores_the_former_view(said: list[Word], last: Word) -> None:
    with filled() as record:
        for word in said:
            record.words.keep(word, at=LATER)
        before = shown(record)
        known = {word.id for word in said}
        record.words.keep(last, at=LATER)
        if last.id not in known:
            record.words.undo(last.id, Undo("bo", LATER, ""), at=LATER)
        assert shown(record) == before
        assert record.check() == []


@QUICK
@given(
    st.lists(words(), max_size=6, unique_by=lambda word: word.id),
    st.randoms(use_true_random=False),
    st.permutations(REPORTS),
)
def test_the_order_of_saying_and_of_reading_has_no_say(
    said: list[Word], random: object, reports: list[Report]
) -> None:
    mixed = list(said)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    with filled() as one, filled(reports) as two:
        for word in said:
            one.words.keep(word, at=LATER)
        for word in mixed:
            two.words.keep(word, at=LATER)
        assert shown(one) == shown(two)


@QUICK
@given(st.lists(words(), max_size=6), st.sets(st.integers(0, 5)))
def test_a_record_is_rebuilt_from_reports_and_words(said: list[Word], back: set[int]) -> None:
    with filled() as one, filled(REPORTS[::-1]) as two:
        for number, word in enumerate(said):
            one.words.keep(word, at=LATER)
            stands = {kept.word.id for kept in one.words.all() if kept.undone is None}
            if number in back and word.id in stands:
                one.words.undo(word.id, Undo("bo", LATER, "no"), at=LATER)
        lines = list(decisions_jsonl((kept.word, kept.undone) for kept in one.words.all()))
        read = [word_from_plain(json.loads(line)) for line in lines]
        assert two.words.take(read, at=LATER).refused == ()
        again = two.words.take(read, at=LATER)
        assert (again.new, again.undone, again.refused) == (0, 0, ())
        assert shown(two) == shown(one)
        assert list(decisions_jsonl((k.word, k.undone) for k in two.words.all())) == lines
        assert two.check() == []


@QUICK
@given(st.lists(words(), max_size=6), st.integers(0, 2))
def test_reading_the_same_again_leaves_every_word_where_it_was(
    said: list[Word], number: int
) -> None:
    with filled() as record:
        for word in said:
            record.words.keep(word, at=LATER)
        before = shown(record)
        one = REPORTS[number]
        told: tuple[Claim, ...] = CLAIMS[one.id]
        record.put(one, told[1:], at=LATER, reader="2")
        record.put(one, told, at=LATER, reader="3")
        assert shown(record) == before
        assert record.words.carried() == ()
