"""Where a commitment stands on a day, and what each report made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from decisions import status as judged
from made import day, promise, span, talks, unit
from servanda.analysis.commitment_board import History, board, history
from servanda.analysis.lifecycle import shifted
from servanda.model import CommitmentStatus, ResolvedClaim, When
from servanda.resolution.resolve import resolve_claims

BY_JUNE = span(None, "2031-06-30")
PLEDGE = promise("n1", "NR", "open", "a Heron depot", due=BY_JUNE, published="2031-01-10")


def status(today: str, *claims: ResolvedClaim) -> str:
    [row] = board(resolve_claims(claims), today=date.fromisoformat(today))
    assert row.why
    return row.status.value


@pytest.mark.parametrize(
    ("today", "want"),
    [
        ("2031-01-10", "planned"),
        ("2031-04-01", "due"),
        ("2031-06-30", "due"),
        ("2031-07-01", "overdue"),
        ("2039-01-01", "overdue"),
    ],
)
def test_a_deadline_comes_near_and_passes(today: str, want: str) -> None:
    assert status(today, PLEDGE) == want


def test_nothing_is_promised_before_a_report_says_so() -> None:
    assert board(resolve_claims([PLEDGE]), today=date(2031, 1, 9)) == ()


def test_without_a_deadline_news_keeps_it_planned_and_silence_makes_it_unknown() -> None:
    pledge = promise("n1", "NR", "open", "a Heron depot", published="2031-01-10")
    assert status("2031-12-01", pledge) == "planned"
    assert status("2032-03-01", pledge) == "unknown"
    again = promise("n2", "NR", "open", "the Heron depot", published="2032-02-01")
    assert status("2032-03-01", pledge, again) == "planned"


def test_without_any_date_it_is_unknown() -> None:
    assert status("2031-12-01", promise("n1", "NR", "open", "a Heron depot")) == "unknown"


def test_a_report_that_it_was_done_counts_from_its_day_on() -> None:
    done = promise(
        "n2", "NR", "open", "the Heron depot", modality="fulfilled", published="2031-05-02"
    )
    assert status("2031-05-01", PLEDGE, done) == "due"
    assert status("2031-05-02", PLEDGE, done) == "done"
    assert status("2031-09-02", PLEDGE, done) == "done"


def test_begun_is_partly_done() -> None:
    begun = promise(
        "n2", "NR", "begin to open", "the Heron depot", modality="fulfilled", published="2031-05-02"
    )
    assert status("2031-09-02", PLEDGE, begun) == "partly_done"


def test_what_the_reader_calls_begun_is_not_done_however_it_is_told() -> None:
    told = promise(
        "n2", "NR", "opening", "the Heron depot", modality="fulfilled", published="2031-05-02"
    )
    begun = replace(told, claim=replace(told.claim, rule="commitment.structure_begun"))
    assert status("2031-09-02", PLEDGE, begun) == "partly_done"


def test_a_unit_that_stands_meets_the_promise_of_it() -> None:
    pledge = promise(
        "n1", "NR", "set up", "a Coastal Heron Command", due=BY_JUNE, published="2031-01-10"
    )
    stands = unit(
        "n2",
        "Coastal Heron Command",
        "set up",
        "done",
        when=day("2031-03-01"),
        published="2031-03-02",
    )
    assert status("2031-02-01", pledge, stands) == "planned"
    assert status("2031-09-01", pledge, stands) == "done"


def test_a_planned_meeting_meets_nothing() -> None:
    pledge = promise(
        "n1", "NR SM", "sign", "the Amber Access Pact", due=BY_JUNE, published="2031-01-10"
    )
    plan = talks(
        "n2",
        "Ada Brandt/NR; Leo Marsh/SM",
        form="signing",
        status="planned",
        when=day("2031-03-01"),
        words="will sign the Amber Access Pact",
        published="2031-02-02",
    )
    assert status("2031-09-01", pledge, plan) == "overdue"


def test_another_deadline_makes_the_old_promise_revised_and_the_new_one_stands() -> None:
    later = promise(
        "n2",
        "NR",
        "open",
        "the Heron depot",
        due=span(None, "2033-06-30"),
        published="2031-05-02",
    )
    rows = board(resolve_claims([PLEDGE, later]), today=date(2031, 9, 1))
    assert [(r.reports, r.status.value) for r in rows] == [
        (("n1",), "revised"),
        (("n2",), "planned"),
    ]
    [before] = board(resolve_claims([PLEDGE, later]), today=date(2031, 5, 1))
    assert before.status is CommitmentStatus.DUE


def test_a_report_of_an_unclear_year_comes_last_and_says_nothing_of_silence() -> None:
    vague = replace(
        promise("n0", "NR", "open", "the Heron depot"), published=span("2001-01-01", "2031-01-01")
    )
    [row] = board(resolve_claims([vague]), today=date(2031, 6, 1))
    assert row.status is CommitmentStatus.UNKNOWN
    [row] = board(resolve_claims([vague, PLEDGE]), today=date(2031, 6, 1))
    assert [s.report for s in row.history] == ["n1", "n0"]


def test_a_day_gone_by_when_the_report_appeared_is_no_deadline() -> None:
    pledge = promise(
        "n1", "NR", "apply", "the treaty of 1951", due=When.year(1951), published="2031-01-10"
    )
    [row] = board(resolve_claims([pledge]), today=date(2031, 2, 1))
    assert (row.status.value, row.due) == ("planned", None)


def test_a_history_tells_each_step() -> None:
    sharper = promise(
        "n2",
        "NR",
        "open",
        "the Heron depot",
        due=span("2031-06-01", "2031-06-30"),
        published="2031-02-01",
    )
    silent = promise("n3", "NR", "open", "the Heron depot", modality="vows", published="2031-03-01")
    [row] = board(resolve_claims([silent, sharper, PLEDGE]), today=date(2031, 8, 1))
    told = [(s.report, s.on.edtf if s.on else None, s.status.value, s.why) for s in row.history]
    assert told == [
        ("n1", "2031-01-10", "planned", "told first, as plans"),
        ("n2", "2031-02-01", "planned", "due said more exactly: Jun 2031"),
        ("n3", "2031-03-01", "planned", "repeated, as vows"),
        (
            "",
            "2031-07-01",
            "overdue",
            "the last day passed without a report that it was done",
        ),
    ]
    assert row.due == span("2031-06-01", "2031-06-30")
    assert (row.stories, row.modality) == (3, "vows")
    assert row.first_heard == day("2031-01-10")
    assert row.last_heard == day("2031-03-01")


def test_a_report_that_says_by_how_much_it_moved_tells_the_old_deadline() -> None:
    moved = promise(
        "n1",
        "NR",
        "buy",
        "Heron drones",
        due=span("2031-04-01", "2032-03-31"),
        body={"rescheduled": "a year earlier than planned"},
    )
    [row] = board(resolve_claims([moved]), today=date(2031, 1, 1))
    assert [s.due.edtf for s in row.history if s.due] == [
        "2032-04-01/2033-03-31",
        "2031-04-01/2032-03-31",
    ]


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("a year earlier than planned", "2032-05-31"),
        ("two years ahead of schedule", "2033-05-31"),
        ("a one-year delay", None),
        ("three months later than promised", "2031-02-28"),
        ("10 days behind schedule", "2031-05-21"),
        ("one month early", "2031-06-30"),
        ("earlier than planned", None),
    ],
)
def test_shifted(words: str, want: str | None) -> None:
    found = shifted(day("2031-05-31"), words)
    assert (found.edtf if found else None) == want


def test_shifting_keeps_the_width_of_a_month_and_a_day() -> None:
    month = When.month(2031, 3)
    assert shifted(month, "a year later") == When.month(2030, 3)


def test_the_board_can_be_narrowed() -> None:
    world = resolve_claims([PLEDGE, promise("n2", "SM", "sell", "grain", published="2031-01-10")])
    today = date(2031, 2, 1)
    assert [r.obligors for r in board(world, today=today)] == [("NR",), ("SM",)]
    assert [r.obligors for r in board(world, today=today, party="SM")] == [("SM",)]
    assert board(world, today=today, status=[CommitmentStatus.DONE]) == ()


def test_a_persons_word_that_it_was_done_is_no_report_of_it() -> None:
    words = [judged("done", PLEDGE.claim.id), judged("done", PLEDGE.claim.id, minutes=1)]
    world = resolve_claims([PLEDGE], judgements=words)
    [row] = board(world, today=date(2033, 1, 1))
    assert (row.status.value, row.reports, row.stories) == ("done", ("n1",), 1)
    assert row.first_heard == row.last_heard == PLEDGE.published
    assert [step.report for step in row.history if step.status is CommitmentStatus.DONE] == ["", ""]


def test_one_followed_over_many_days_in_any_order_reads_on_each_as_on_that_day_alone() -> None:
    known = [("n1", "2031-01-10"), ("n2", "2031-03-04"), ("n3", "2031-04-01"), ("n5", None)]
    told = [
        promise(name, "NR", "open", "a Heron depot", due=BY_JUNE, published=published)
        for name, published in known
    ]
    done = promise(
        "n4", "NR", "open", "a Heron depot", modality="fulfilled", published="2031-05-02"
    )
    found = resolve_claims([*told, done])
    [entity] = found.of("commitment")
    heard = [date.fromisoformat(day) for _, day in (*known, ("n4", "2031-05-02")) if day]
    telling = History(found, entity)
    days = [date(2031, month, 15) for month in (1, 2, 3, 4, 5, 8)]
    for on in (*days, *reversed(days), days[3], days[0]):
        assert telling.on(on) == history(found, entity, today=on)
        assert telling.course.heard(on) == max(one for one in heard if one <= on)
