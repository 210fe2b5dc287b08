"""A person's word in a record: what it does to views, that it can be undone, and outlives re-reading."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledgers import AT, LATER, WORDS, claims, report, span
from servanda.analysis.selection import indexed_entities
from servanda.errors import NotFoundError, UsageError
from servanda.indexing.update import update_index
from servanda.model import (
    Action,
    Basis,
    Claim,
    Commitment,
    Concern,
    Decision,
    Grade,
    Modality,
    Report,
    Scale,
    Score,
    Undo,
    When,
    status_value,
)
from servanda.resolution.resolve import resolve_claims
from servanda.store import Grades, Judged, Record

ONE = report("a.txt")
MEETING, PROMISE, OFFICE, *_ = claims(ONE)


def put(record: Record, one: Report = ONE, told: tuple[Claim, ...] | None = None) -> None:
    record.put(one, claims(one) if told is None else told, at=AT, reader="1")


def said(
    action: str,
    *targets: str,
    concern: Concern = Concern.CLAIM,
    author: str = "ana",
    minutes: int = 0,
    **more: object,
) -> Decision:
    at = LATER + timedelta(minutes=minutes)
    return Decision.make(Action(action), concern, targets, author=author, at=at, **more)  # type: ignore[arg-type]


def kinds(record: Record, judged: Judged = Judged.APPLIED) -> list[str]:
    return [one.claim.kind for one in record.view(judged=judged).claims()]


def test_a_rejected_claim_leaves_the_views_and_its_statements_with_it(record: Record) -> None:
    put(record)
    before, told = {one.subject for one in record.view().statements()}, kinds(record)
    record.words.keep(said("reject", PROMISE.id, reason="misread"), at=LATER)
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
    record.words.keep(said("accept", PROMISE.id), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert shown.claim.confidence == 1.0
    assert not shown.rejected
    assert record.view(judged=Judged.NONE).claim(PROMISE.id).claim == PROMISE


def test_an_amended_claim_shows_the_new_value_on_the_same_words(record: Record) -> None:
    put(record)
    words = record.words
    words.keep(said("amend", PROMISE.id, field="object", value="44 barges"), at=LATER)
    words.keep(
        said("amend", PROMISE.id, field="due", value="2032-06", reason="it is June"), at=LATER
    )
    words.keep(said("amend", PROMISE.id, field="obligors", value=["VE", "SO"], minutes=1), at=LATER)
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
    words.keep(said("amend", PROMISE.id, field="due", value=None, minutes=2), at=LATER)
    assert record.view().claim(PROMISE.id).time("due") is None


def test_an_amendment_of_a_field_that_is_no_more_does_no_harm(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(record)
    monkeypatch.setattr("servanda.store.decisions.decision_log.prove_word", lambda _: None)
    record.words.keep(said("amend", PROMISE.id, field="colour", value="red"), at=LATER)
    record.words.keep(said("amend", PROMISE.id, field="due", value="soon"), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert (shown.claim, shown.judged) == (PROMISE, ())
    assert len(record.view().statements(PROMISE.id)) > 3


def test_the_last_verdict_holds_and_the_last_amendment_of_each_field(record: Record) -> None:
    put(record)
    words = record.words
    words.keep(said("accept", PROMISE.id, author="bo", minutes=5), at=LATER)
    words.keep(said("reject", PROMISE.id, minutes=1), at=LATER)
    words.keep(said("amend", PROMISE.id, field="object", value="x", minutes=9), at=LATER)
    words.keep(said("amend", PROMISE.id, field="object", value="y", minutes=8), at=LATER)
    shown = record.view().claim(PROMISE.id)
    assert isinstance(shown.claim.body, Commitment)
    assert (shown.rejected, shown.claim.body.object) == (False, "x")


def test_undoing_restores_what_was_and_keeps_what_was_said(record: Record) -> None:
    put(record)
    before = record.view().claims(), record.view().statements()
    word = record.words.keep(said("reject", PROMISE.id, MEETING.id), at=LATER)
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
    record.words.keep(said("reject", PROMISE.id, MEETING.id), at=LATER)
    assert record.view().claims() == before[0]
    assert record.check() == []


def test_a_view_of_before_knows_nothing_of_a_decision_made_since(record: Record) -> None:
    put(record)
    record.words.keep(said("reject", PROMISE.id), at=LATER)
    assert "commitment" in [c.claim.kind for c in record.view(recorded_by=AT).claims()]
    later = LATER + timedelta(days=1)
    assert "commitment" not in [c.claim.kind for c in record.view(recorded_by=later).claims()]


def test_the_words_of_a_view_are_those_of_its_time(record: Record) -> None:
    put(record)
    word = record.words.keep(said("reject", PROMISE.id), at=LATER)
    back = Undo("bo", LATER + timedelta(days=2))
    record.words.undo(word.id, back, at=back.at)
    assert record.view().words() == ((word, back),)
    assert record.view(recorded_by=LATER + timedelta(days=1)).words() == ((word, None),)
    assert record.view(recorded_by=AT).words() == ()


def test_a_blind_decision_changes_nothing(record: Record) -> None:
    put(record)
    before = record.view().claims()
    record.words.keep(said("reject", PROMISE.id, blind=True), at=LATER)
    assert record.view().claims() == before
    assert record.view().decisions() == ()
    assert len(record.words.standing()) == 1


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        (said("amend", PROMISE.id, field="colour", value="red"), "no commitment has such a field"),
        (said("amend", PROMISE.id, field="due", value="soon"), "not a time in EDTF"),
        (said("amend", PROMISE.id, field="due", value=2031), "written as EDTF"),
        (said("amend", PROMISE.id, field="modality", value="maybe"), "one of agreed, will"),
        (said("amend", PROMISE.id, field="obligors", value="VE"), "a list"),
        (said("amend", PROMISE.id, field="obligors", value=["VE", 3]), "a list of which each is"),
        (said("amend", PROMISE.id, field="target", value={"unit": "barges"}), "quantity"),
        (said("amend", MEETING.id, field="participants", value=[{"who": "x"}]), "an object with"),
        (said("amend", MEETING.id, field="duration_minutes", value=True), "a whole number"),
        (said("merge", PROMISE.id, MEETING.id, concern=Concern.MATCH), "never one entity"),
        (
            said("amend", MEETING.id, concern=Concern.STATUS, field="status", value={}),
            "only commitments have a status",
        ),
        (
            said(
                "amend",
                PROMISE.id,
                concern=Concern.STATUS,
                field="status",
                value={"status": "lost"},
            ),
            "this is not a status",
        ),
        (
            said("accept", PROMISE.id, concern=Concern.MATCH, others=[MEETING.id], field="likes"),
            "no such tie",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(record: Record, word: Decision, reason: str) -> None:
    put(record)
    with pytest.raises(UsageError, match=reason):
        record.words.keep(word, at=LATER)
    assert record.words.all() == ()


def test_what_is_not_there_cannot_be_judged(record: Record) -> None:
    put(record)
    with pytest.raises(NotFoundError, match="no such claim"):
        record.words.keep(said("reject", "c-0"), at=LATER)
    grade = Grade.make(Scale.CREDIBILITY, "b.txt", "2", author="ana", at=AT)
    with pytest.raises(NotFoundError, match="no such report"):
        record.words.keep(grade, at=LATER)
    score = Score.make("VE", [MEETING.id], 1, coder="ana", at=AT)
    with pytest.raises(UsageError, match="only commitments are scored"):
        record.words.keep(score, at=LATER)


def test_a_status_said_to_hold_from_a_later_day_is_not_known_before(record: Record) -> None:
    put(record)
    value = status_value("dropped", date(2031, 8, 1))
    word = said("amend", PROMISE.id, concern=Concern.STATUS, field="status", value=value)
    record.words.keep(word, at=LATER)
    assert record.view(known_by=date(2031, 7, 31)).decisions() == ()
    assert len(record.view(known_by=date(2031, 8, 1)).decisions()) == 1
    assert len(record.view().decisions()) == 1


# -- read anew --------------------------------------------------------------------------------


def promise(of: Report, words: str, entity: str = "40 barges") -> Claim:
    body = Commitment(("VE",), "lend", entity, Modality.WILL)
    return Claim.make(of.id, body, (span(of, words),), rule="will")


def test_a_judgement_goes_over_to_the_claim_that_took_the_place(record: Record) -> None:
    put(record)
    record.words.keep(said("reject", PROMISE.id), at=LATER)
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
    record.words.keep(said("reject", PROMISE.id), at=LATER)
    record.put(ONE, (beside,), at=LATER, reader="2")
    assert [one.claim.id for one in record.view().claims()] == [beside.id]
    (carried,) = record.words.carried()
    assert carried.to is None


def test_where_two_fit_as_well_nobody_inherits(record: Record) -> None:
    put(record)
    record.words.keep(said("reject", PROMISE.id), at=LATER)
    words = "will lend 40 barges to Sorrel by fiscal 2032"
    record.put(ONE, (promise(ONE, words), promise(ONE, words, "help")), at=LATER, reader="2")
    assert kinds(record) == ["commitment", "commitment"]
    assert record.words.carried()[0].to is None


def test_in_a_corrected_report_only_the_very_words_inherit(record: Record) -> None:
    put(record)
    record.words.keep(said("reject", PROMISE.id), at=LATER)
    record.words.keep(said("reject", OFFICE.id), at=LATER)
    text = "Corrected. " + WORDS.replace("April 2031", "March 2031")
    new = report("a.txt", text)
    anew = promise(new, "Velden will lend 40 barges to Sorrel by fiscal 2032")
    record.put(new, (anew,), at=LATER, reader="1")
    assert kinds(record) == []
    found = {one.anchor.claim: one.to for one in record.words.carried()}
    assert found == {PROMISE.id: anew.id, OFFICE.id: None}


def test_what_reading_anew_changed_is_told(record: Record) -> None:
    put(record)
    since = record.view().recorded()["a.txt"][1]
    assert record.changes(since) == ()
    anew = promise(ONE, "Velden will lend 40 barges to Sorrel")
    other = promise(ONE, "Karl Brix", "an envoy")
    record.put(ONE, (MEETING, anew, other), at=LATER, reader="2")
    put(record, report("b.txt"))
    (changed,) = record.changes(since)
    assert changed.source == "a.txt"
    assert changed.gone == (OFFICE,)
    assert changed.new == (other,)
    assert changed.changed == ((PROMISE, anew),)


# -- sources and items ------------------------------------------------------------------------


def test_views_keep_to_what_is_graded(record: Record) -> None:
    for name, wire in (("a.txt", "Lake News"), ("b.txt", None), ("c.txt", "Hill Wire")):
        put(record, report(name, wire=wire))

    def grade(scale: Scale, subject: str, value: str, minutes: int = 0) -> None:
        at = LATER + timedelta(minutes=minutes)
        record.words.keep(Grade.make(scale, subject, value, author="ana", at=at), at=at)

    def names(reliability: str = "", credibility: str = "") -> list[str]:
        grades = Grades(frozenset(reliability), frozenset(credibility))
        view = record.view(grades=grades)
        assert {one.source for one in view.claims()} == {one.name for one in view.reports()}
        return [one.name for one in view.reports()]

    grade(Scale.RELIABILITY, "lake news", "B")
    grade(Scale.RELIABILITY, "Hill Wire", "B", 1)
    grade(Scale.RELIABILITY, "Hill Wire", "E", 2)
    grade(Scale.CREDIBILITY, "a.txt", "2")
    assert names() == ["a.txt", "b.txt", "c.txt"]
    assert names("AB") == ["a.txt"]
    assert names("E") == ["c.txt"]
    assert names("AB?") == ["a.txt", "b.txt"]
    assert names(credibility="123") == ["a.txt"]
    assert names("E", "123") == []
    assert record.view().grades(Scale.RELIABILITY)["hill wire"].value == "E"


# -- entities kept ready ------------------------------------------------------------------------


def test_what_is_kept_ready_follows_every_decision_and_its_undoing(record: Record) -> None:
    reports = [report("a.txt"), report("b.txt", wire="Lake News"), report("c.txt")]
    for one in reports:
        put(record, one)
    update_index(record)

    def kept() -> list[object]:
        return sorted((one.id, one.kind, one.claims, one.links) for one in record.entities.all())

    def anew() -> list[object]:
        view = record.view()
        world = resolve_claims(view.claims(), view.reports(), view.decisions())
        ready = indexed_entities(record, {one.claim.id: one for one in view.claims()})
        said_so = resolve_claims(view.claims(), view.reports(), view.decisions(), keyed=ready)
        assert said_so == world
        entities = (one for one in world.entities if one.kind in {k for _, k, _, _ in kept()})
        return sorted((one.id, one.kind, tuple(sorted(one.claims)), one.links) for one in entities)

    assert kept() == anew()
    promises = [next(c for c in claims(one) if c.kind == "commitment") for one in reports]
    meetings = [next(c for c in claims(one) if c.kind == "consultation") for one in reports]
    view = record.view()
    world = resolve_claims(view.claims(), view.reports())
    persons = sorted(one.id for one in world.of("person"))
    words = [
        said("split", promises[0].id, concern=Concern.MATCH, others=[promises[1].id]),
        said("merge", meetings[0].id, meetings[2].id, concern=Concern.MATCH),
        said("reject", meetings[1].id),
        said(
            "merge",
            meetings[0].id,
            concern=Concern.ENTITY,
            field="person",
            value={"persons": persons[:2], "names": []},
        ),
        said(
            "accept",
            meetings[0].id,
            concern=Concern.MATCH,
            others=[promises[2].id],
            field="fulfils",
        ),
    ]
    for word in words:
        record.words.keep(word, at=LATER)
        update_index(record)
        assert kept() == anew(), word.action
    for word in words:
        record.words.undo(word.id, Undo("bo", LATER), at=LATER)
        update_index(record)
        assert kept() == anew(), word.action
