"""Entries of a timeline that are too many: those around a day are chosen, of every lane."""

from __future__ import annotations

from datetime import date
from typing import Any

from servanda.analysis.timeline_list import nearest

AT = date(2031, 6, 15)


def entry(kind: str, earliest: str, latest: str | None = None) -> dict[str, Any]:
    when = {"earliest": earliest, "latest": latest or earliest, "edtf": earliest}
    return {"kind": kind, "when": when}


def lane(row: dict[str, Any]) -> str:
    return str(row["kind"])


def test_all_are_chosen_where_there_are_no_more() -> None:
    rows = [entry("incident", f"2031-06-{day:02}") for day in range(1, 11)]
    assert nearest(rows, 10, AT, lane) == list(range(10))


def test_those_around_the_day_are_chosen_and_stay_in_order() -> None:
    rows = [entry("incident", f"2031-06-{day:02}") for day in range(1, 31)]
    assert nearest(rows, 5, AT, lane) == [12, 13, 14, 15, 16]


def test_each_lane_gives_as_many_and_one_that_has_few_leaves_room() -> None:
    deadlines = [entry("deadline", "2031-01-01", f"2031-07-{day:02}") for day in range(1, 31)]
    meetings = [entry("consultation", f"2031-05-{day:02}") for day in range(1, 31)]
    rows = [*meetings, entry("incident", "2029-01-01"), *deadlines]
    chosen = [rows[at] for at in nearest(rows, 9, AT, lane)]
    assert [row["kind"] for row in chosen] == ["consultation"] * 4 + ["incident"] + ["deadline"] * 4
    assert chosen[3]["when"]["earliest"] == "2031-05-30"
    assert chosen[5]["when"]["latest"] == "2031-07-01"  # a deadline stands under its last day
