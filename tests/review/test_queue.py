"""What is listed for review, in what order; what persons said of it; agreement and compliance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from made import day, promise, span, talks
from servanda.analysis.commitment_board import board
from servanda.model import Action, Anchor, Concern, Decision, Score, status_value
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import Resolution
from servanda.review.coder_agreement import agreement, disagreements
from servanda.review.compliance_scores import guideline_of, percent, percentages, scores
from servanda.review.decision_conflicts import review_words
from servanda.review.queue import ReviewItem, as_items, review
from servanda.store.decisions.decision_carrying import Carried

AT = datetime(2032, 1, 1, tzinfo=UTC)
TODAY = date(2032, 6, 1)

DUE = span(None, "2031-06-30"), span(None, "2032-12-31")
FIRST = promise("n1", "NR", "buy", "60 Heron patrol drones", due=DUE[0], published="2031-01-01")
AGAIN = promise("n2", "NR", "buy", "60 Heron patrol drones", due=DUE[0], published="2031-02-01")
MOVED = promise("n3", "NR", "buy", "60 Heron patrol drones", due=DUE[1], published="2031-03-01")
A, B, C = (one.claim.id for one in (FIRST, AGAIN, MOVED))


def say(action: str, concern: str, *targets: str, minutes: int = 0, **more: Any) -> Decision:
    parts = {"author": "ana", "at": AT + timedelta(minutes=minutes), **more}
    if concern == "claim":
        parts["anchors"] = [Anchor(t, "r", "n", "commitment", 0, 1, "x") for t in targets]  # type: ignore[arg-type]
    return Decision.make(Action(action), Concern(concern), targets, **parts)


def status(value: str, *targets: str, **more: Any) -> Decision:
    return say("amend", "status", *targets, field="status", value=status_value(value), **more)


def kinds(items: tuple[ReviewItem, ...]) -> list[str]:
    return [one.kind for one in items]


def test_ties_and_matches_are_listed_until_a_person_says_so() -> None:
    told = [FIRST, AGAIN, MOVED]
    found = review(resolve_claims(told))
    assert kinds(found) == ["tie", "match"]
    tie, match = found
    assert (tie.about, tie.score) == ("revises", 0.4)
    assert set(match.claims) == {A, B}
    assert match.reports == ("n1", "n2")
    assert match.score > tie.score
    merged = resolve_claims(told, judgements=[say("merge", "match", A, B)])
    assert kinds(review(merged)) == ["tie"]
    sure = resolve_claims(told, judgements=[say("accept", "match", C, others=[A])])
    assert kinds(review(sure)) == ["match"]
    assert kinds(review(sure, judged=True)) == ["tie", "match"]


def test_reports_that_cannot_both_be_right_come_first() -> None:
    people = "Ada Brandt/NR; Leo Marsh/SM"
    one = talks("n1", people, when=day("2031-05-01"), published="2031-05-02")
    other = talks("n2", people, when=day("2031-05-09"), published="2031-05-10")
    said = [say("merge", "match", one.claim.id, other.claim.id)]
    found = review(resolve_claims([one, other], judgements=said))
    assert kinds(found) == ["contradiction"]
    assert found[0].why == ("n1 says when 2031-05-01", "n2 says when 2031-05-09")
    assert review(resolve_claims([one, other])) == ()


def test_claims_are_listed_by_how_surely_they_were_read() -> None:
    items = as_items([MOVED, FIRST])
    assert [one.ids for one in items] == [(C,), (A,)]
    assert items[0].why[0] == "test, confidence 0.90"


def words(
    world: Resolution, *said: Decision, carried: tuple[Carried, ...] = ()
) -> list[ReviewItem]:
    return list(review_words(world, said, carried, today=TODAY))


def test_persons_who_contradict_each_other_are_named() -> None:
    said = [
        say("accept", "claim", A),
        say("reject", "claim", A, author="bo", minutes=1),
        say("merge", "match", A, C, minutes=2),
        say("split", "match", A, others=[C], author="bo", minutes=3),
    ]
    found = words(resolve_claims([FIRST, AGAIN, MOVED], judgements=said), *said)
    assert [one.about for one in found] == ["contradicted", "contradicted"]
    assert {one.ids for one in found} == {
        (said[0].id, said[1].id),
        (said[2].id, said[3].id),
    }
    own = [said[2], say("split", "match", A, others=[C], minutes=3)]
    assert words(resolve_claims([FIRST, MOVED], judgements=own), *own) == []


def test_a_status_that_others_or_reports_deny() -> None:
    told = promise("n4", "NR", "buy", "60 Heron patrol drones", modality="fulfilled")
    said = [status("dropped", A, B), status("partly_done", A, B, author="bo", minutes=1)]
    world = resolve_claims([FIRST, AGAIN], judgements=said)
    (found,) = words(world, *said)
    assert found.why[0].startswith("status set to dropped by ana")
    only = [status("dropped", A, B, told.claim.id)]
    (found,) = words(resolve_claims([FIRST, AGAIN, told], judgements=only), *only)
    assert found.why[-1] == "n4 says otherwise"


def test_what_lost_its_claim_is_told_first() -> None:
    word = say("reject", "claim", "c-gone")
    (place,) = word.anchors
    lost, moved = Carried(word.id, place, None), Carried(word.id, place, A)
    found = words(resolve_claims([FIRST]), word, carried=(moved, lost))
    assert [one.about for one in found] == ["orphaned", "carried"]
    assert found[0].score < found[1].score
    assert f"carried over to {A}" in found[1].what


# -- statuses ---------------------------------------------------------------------------------


def test_a_persons_status_holds_from_its_day_and_goes_with_the_entity() -> None:
    value = status_value("Partly done", date(2032, 2, 1))
    said = [
        say("amend", "status", A, B, field="status", value=value, reason="half came"),
        status("done", A, B, minutes=60 * 24 * 90),
    ]
    world = resolve_claims([FIRST, AGAIN], judgements=said)

    def on(today: str) -> tuple[str, str]:
        (row,) = board(world, today=date.fromisoformat(today))
        return row.status.value, row.history[-1].why

    assert on("2032-01-31")[0] == "overdue"
    assert on("2032-02-01") == (
        "partly_done",
        "partly_done, in the judgement of ana on 2032-01-01: half came",
    )
    assert on("2032-06-01")[0] == "done"
    apart = resolve_claims([FIRST, AGAIN], judgements=[*said, say("split", "match", A, others=[B])])
    assert [row.status.value for row in board(apart, today=TODAY)] == ["done", "done"]
    blind = resolve_claims([FIRST, AGAIN], judgements=[status("done", A, blind=True)])
    assert board(blind, today=TODAY)[0].status.value == "overdue"


# -- coders -----------------------------------------------------------------------------------


def score(
    obligor: str,
    value: int | None,
    *targets: str,
    coder: str = "ana",
    minutes: int = 0,
    **more: Any,
) -> Score:
    at = AT + timedelta(minutes=minutes)
    return Score.make(obligor, targets or (A, B), value, coder=coder, at=at, **more)


def test_agreement_takes_each_coders_last_word_and_leaves_out_what_one_alone_judged() -> None:
    said = [
        say("reject", "claim", A),
        say("accept", "claim", A, minutes=1),
        say("amend", "claim", A, field="object", value="x", minutes=2),
        say("accept", "claim", A, author="bo", blind=True),
        say("reject", "claim", B, author="bo"),
        say("merge", "match", A, B, C),
        say("split", "match", A, others=[C], author="bo"),
        say("merge", "match", A, B, author="bo"),
        score("NR", 1),
        score("NR", None, coder="bo"),
    ]
    found = {one.kind: one for one in agreement(said)}
    assert set(found) == {"commitment", "match"}
    assert (found["commitment"].units, found["commitment"].raw) == (1, 1.0)
    assert (found["match"].units, found["match"].raw) == (2, 0.5)
    known = {one.claim.id: one for one in (FIRST, AGAIN, MOVED)}
    (one,) = disagreements(said, known)
    assert one.said == (("ana", "same"), ("bo", "different"))
    assert agreement(said, ["ana", "cy"]) == ()


def test_three_coders_are_measured_together_and_by_pairs() -> None:
    said = [
        score(party, value, coder=coder)
        for coder, values in (("ana", (1, 0, -1)), ("bo", (1, 0, 0)), ("cy", (1, 1, -1)))
        for party, value in zip(("NR", "SM", "AL"), values, strict=True)
    ]
    found = agreement(said)
    assert [one.coders for one in found] == [
        ("ana", "bo", "cy"),
        ("ana", "bo"),
        ("ana", "cy"),
        ("bo", "cy"),
    ]
    assert {one.level for one in found} == {"ordinal"}
    assert found[0].kappa is None
    assert found[0].raw == pytest.approx(5 / 9)
    assert found[1].raw == pytest.approx(2 / 3)


# -- compliance -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "shown"), [([1, 1, 1], 100.0), ([0], 50.0), ([1, 0, -1, -1], 37.5), ([], None)]
)
def test_the_percentage_of_the_research_groups(values: list[int], shown: float | None) -> None:
    assert percent(values) == shown


def test_scores_are_summed_up_and_what_is_disputed_counts_nowhere() -> None:
    world = resolve_claims([FIRST, AGAIN, promise("n5", "SM", "repair", "the Kelm pier")])
    pier = next(one for one in world.of("commitment") if one.reports == ("n5",))
    said = [
        score("NR", -1),
        score("NR", 1, minutes=1),
        score("SM", 0),
        score("SM", -1, coder="bo"),
        score("SM", -1, *pier.claims),
        score("AL", None),
        score("AL", 1, coder="cy", blind=True),
        score("NR", 1, "c-gone"),
    ]
    found = scores(world, said)
    assert [(one.obligor, one.value, bool(one.disputed)) for one in found if one.id != pier.id] == [
        ("AL", None, False),
        ("NR", 1, False),
        ("SM", None, True),
    ]
    by = {(one.by, one.name): one for one in percentages(found)}
    assert by["overall", ""].percent == 50.0
    assert (by["overall", ""].scored, by["overall", ""].disputed) == (2, 1)
    assert by["obligor", "SM"].percent == 0.0
    assert by["obligor", "AL"].percent is None
    assert by["commitment", pier.id].mean == -1.0
    assert [one.value for one in scores(world, said, coder="cy")] == [1]
    assert percentages(()) == ()


def test_the_guideline_set_last_is_the_one() -> None:
    value = {"text": "full: all came", "start": "2031-01-01"}
    said = [
        say("amend", "entity", A, field="guideline", value={"text": "old"}),
        say("amend", "entity", A, B, field="guideline", value=value, minutes=1),
    ]
    world = resolve_claims([FIRST, AGAIN], judgements=said)
    (entity,) = world.of("commitment")
    found = guideline_of(world, entity)
    assert found is not None
    assert (found.text, found.start, found.end) == ("full: all came", date(2031, 1, 1), None)
    assert guideline_of(resolve_claims([FIRST]), entity) is None
