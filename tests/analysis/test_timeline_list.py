"""Entries of a timeline that are too many: those around a day are chosen, of every lane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexed import READINGS, both, indexed
from servanda.analysis.timeline_list import (
    count_entries,
    entry_day,
    list_entries,
    list_nearest,
    nearest,
)
from servanda.model.parties import PartyFilter
from servanda.store import Record

AT = date(2031, 6, 15)


def entry(kind: str, earliest: str, latest: str | None = None) -> dict[str, Any]:
    when = {"earliest": earliest, "latest": latest or earliest, "edtf": earliest}
    return {"kind": kind, "when": when}


def laned(row: dict[str, Any]) -> str:
    return LANES[row["kind"]]


def lane(row: dict[str, Any]) -> str:
    return str(row["kind"])


LANES = {
    "consultation": "talks",
    "incident": "incidents",
    "structure": "changes",
    "office": "changes",
    "deadline": "deadlines",
}
DAYS = st.dates(date(2030, 12, 1), date(2032, 3, 1)) | st.sampled_from([date.min, date.max])


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with indexed(READINGS) as made:
        yield made


@given(DAYS, DAYS, DAYS, st.integers(1, 4), st.sets(st.sampled_from([*LANES]), min_size=1))
def test_counted_and_chosen_are_those_of_all_though_few_are_made(
    record: Record, one: date, other: date, at: date, most: int, kinds: set[str]
) -> None:
    standing, days = (
        both(record)[0],
        (min(one, other), min(max(one, other), date.max - timedelta(1))),
    )
    lanes = {kind: lane for kind, lane in LANES.items() if kind in kinds}
    every = list_entries(standing, since=days[0], until=days[1], kinds=kinds)
    for sides in (PartyFilter(), PartyFilter(frozenset({"NO"})), PartyFilter(frozenset("XY"))):
        rows = [row for row in every if sides.passes(row)]
        counted = count_entries(standing, days, kinds, sides)
        assert counted == Counter((row["kind"], entry_day(row)) for row in rows)
        near = list_nearest(standing, days, counted, at, most, lanes)
        near = [row for row in near if sides.passes(row)]
        chosen = [rows[at] for at in nearest(rows, most, at, laned)]
        found = [near[at] for at in nearest(near, most, at, laned)]
        assert found == chosen


def test_without_an_index_each_is_made(record: Record) -> None:
    days = date(2031, 1, 1), date(2031, 12, 31)
    assert count_entries(both(record)[1], days, ["incident"]) is None


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
