"""The review queue: what is listed, in what order, and until when."""

from __future__ import annotations

from datetime import date

import pytest

from decisions import AGAIN, FIRST, MOVED, TODAY, A, B, C, decide, status
from made import day, talks
from servanda.analysis.commitment_board import board
from servanda.model import When, status_value
from servanda.resolution.resolve import resolve_claims
from servanda.review.queue import ReviewItem, as_items, review


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
    assert tie.what == " revises ".join(tie.ends)
    assert match.ends == ()
    merged = resolve_claims(told, judgements=[decide("merge", "match", A, B)])
    assert kinds(review(merged)) == ["tie"]
    sure = resolve_claims(told, judgements=[decide("accept", "match", C, others=[A])])
    assert kinds(review(sure)) == ["match"]
    assert kinds(review(sure, judged=True)) == ["tie", "match"]


def test_reports_that_cannot_both_be_right_come_first() -> None:
    people = "Ada Brandt/NR; Leo Marsh/SM"
    one = talks("n1", people, when=day("2031-05-01"), published="2031-05-02")
    other = talks("n2", people, when=day("2031-05-09"), published="2031-05-10")
    said = [decide("merge", "match", one.claim.id, other.claim.id)]
    found = review(resolve_claims([one, other], judgements=said))
    assert kinds(found) == ["contradiction"]
    assert found[0].why == ("n1 says when 2031-05-01", "n2 says when 2031-05-09")
    assert review(resolve_claims([one, other])) == ()


def test_many_reports_that_give_two_days_are_compared_by_their_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people, days = "Ada Brandt/NR; Leo Marsh/SM", ("2031-05-01", "2031-05-09")
    told = [
        talks(f"n{at}", people, when=day(days[at % 2]), published=f"2031-06-{at + 1:02}")
        for at in range(6)
    ]
    said = [decide("merge", "match", *(one.claim.id for one in told))]
    world = resolve_claims(told, judgements=said)
    compared: list[tuple[When, When]] = []

    def meets(one: When, other: When) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(When, "meets", meets)
    found = [one for one in review(world) if one.kind == "contradiction"]
    pairs = {one.reports for one in found}
    assert pairs == {(f"n{a}", f"n{b}") for a in range(6) for b in range(a + 1, 6, 2)}
    assert len(found) == 9
    assert len(compared) == 1


def test_claims_are_listed_by_how_surely_they_were_read() -> None:
    items = as_items([MOVED, FIRST])
    assert [one.ids for one in items] == [(C,), (A,)]
    assert items[0].why[0] == "test, confidence 0.90"


def test_a_persons_status_holds_from_its_day_and_goes_with_the_entity() -> None:
    value = status_value("Partly done", date(2032, 2, 1))
    said = [
        decide("amend", "status", A, B, field="status", value=value, reason="half came"),
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
    apart = resolve_claims(
        [FIRST, AGAIN], judgements=[*said, decide("split", "match", A, others=[B])]
    )
    assert [row.status.value for row in board(apart, today=TODAY)] == ["done", "done"]
    blind = resolve_claims([FIRST, AGAIN], judgements=[status("done", A, blind=True)])
    assert board(blind, today=TODAY)[0].status.value == "overdue"
