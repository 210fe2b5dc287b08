"""What is due: by which day, where it stands, and on which words that rests."""

from __future__ import annotations

from datetime import date

import pytest

from made import day, promise, report, span, talks, unit
from servanda.analysis.due_list import due, reach
from servanda.analysis.plan_status import DAY_PASSED
from servanda.errors import UsageError
from servanda.model import CommitmentStatus as Status
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims

TODAY = date(2031, 6, 1)


def world() -> Resolution:
    one, two = "2031-01-10", "2031-05-20"
    claims = [
        promise(
            "n1",
            "NR",
            "open",
            "a Heron depot on Kelm",
            due=span(None, "2031-06-30"),
            published=one,
            words="will open a Heron depot on Kelm by June",
        ),
        promise("n1", "SM", "sell", "40 Osprey boats", due=span(None, "2031-02-28"), published=one),
        promise("n1", "AL", "dredge", "the harbour of Tarn", published="2029-01-10"),
        promise("n1", "NR", "build", "a Petrel radar", due=span(None, "2031-03-31"), published=one),
        promise("n2", "NR", "build", "the Petrel radar", modality="fulfilled", published=two),
        unit("n1", "Kelm Coastal Command", "set up", due=span(None, "2032-12-31"), published=one),
        talks(
            "n1",
            "Ada Brandt/NR; Leo Marsh/SM",
            status="planned",
            when=span("2031-03-01", "2031-03-10"),
            published=one,
        ),
        talks(
            "n1",
            "Ada Brandt/NR; Ivo Sand/AL",
            status="planned",
            when=span("2031-05-01", "2031-05-31"),
            published=one,
        ),
        talks("n2", "Ada Brandt/NR; Ivo Sand/AL", when=day("2031-05-19"), published=two),
    ]
    reports = [report("n1", "One.", one), report("n2", "Two.", two)]
    return resolve_claims(claims, reports)


def told(rows: object) -> list[tuple[str, str, int | None]]:
    return [(row.what, str(row.status), row.days) for row in rows]  # type: ignore[attr-defined]


def test_what_is_open_stands_by_its_last_day_the_longest_overdue_first() -> None:
    assert told(due(world(), today=TODAY)) == [
        ("sell 40 Osprey boats", "overdue", -93),
        ("meeting: Ada Brandt, Leo Marsh", "day_passed", -83),
        ("open a Heron depot on Kelm", "due", 29),
        ("Kelm Coastal Command: set up", "planned", 579),
    ]


def test_within_leaves_out_what_falls_due_later_and_keeps_what_is_overdue() -> None:
    rows = due(world(), today=TODAY, until=reach(TODAY, "90d"))
    assert [row.status for row in rows] == [Status.OVERDUE, DAY_PASSED, Status.DUE]


def test_by_status_what_was_done_comes_with_the_words_that_say_so() -> None:
    rows = due(world(), today=TODAY, status=(Status.DONE,))
    assert [(row.what, row.report) for row in rows] == [
        ("build a Petrel radar", "n2"),
        ("meeting: Ada Brandt, Ivo Sand", "n2"),
    ]
    [unknown] = due(world(), today=TODAY, status=(Status.UNKNOWN,))
    assert (unknown.what, unknown.days) == ("dredge the harbour of Tarn", None)


def test_a_deadline_rests_on_the_words_that_give_it() -> None:
    [row] = due(world(), today=TODAY, status=(Status.DUE,))
    assert (row.report, row.words) == ("n1", "will open a Heron depot on Kelm by June")
    assert row.why == "its last day is 30 Jun 2031, 29 days ahead"


def test_before_a_deed_was_reported_it_was_not_done() -> None:
    rows = due(world(), today=date(2031, 5, 1), status=(Status.DONE,))
    assert rows == ()


def test_of_one_party() -> None:
    assert {row.what for row in due(world(), today=TODAY, party="SM")} == {
        "sell 40 Osprey boats",
        "meeting: Ada Brandt, Leo Marsh",
    }


@pytest.mark.parametrize(
    ("written", "reached"),
    [("90d", "2031-05-01"), ("6w", "2031-03-14"), ("1m", "2031-02-28"), ("1y", "2032-01-31")],
)
def test_durations(written: str, reached: str) -> None:
    assert reach(date(2031, 1, 31), written).isoformat() == reached


@pytest.mark.parametrize("written", ["", "90", "d", "-3d", "1.5y", "ninety days", "999999999d"])
def test_what_is_no_duration(written: str) -> None:
    with pytest.raises(UsageError, match="90d, 6w, 3m, 1y"):
        reach(TODAY, written)
