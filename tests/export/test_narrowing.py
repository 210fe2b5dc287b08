"""Filters: what passes, by party, days, status and report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from servanda.export.narrowing import EVERYTHING, Wanted, begun, narrowed

ROW: dict[str, Any] = {
    "id": "co-1",
    "obligors": ["NR"],
    "beneficiary": "SM",
    "participants": [{"party": "TD"}],
    "status": "partly_done",
    "reports": ["n1.txt"],
    "due": {"earliest": None, "latest": "2031-06-30"},
}


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (EVERYTHING, True),
        (Wanted(parties=("NR",)), True),
        (Wanted(parties=("sm",)), True),
        (Wanted(parties=("Chad",)), True),
        (Wanted(parties=("chad",)), True),
        (Wanted(parties=("FR",)), False),
        (Wanted(status="partly done"), True),
        (Wanted(status="done, Partly-Done"), True),
        (Wanted(status="done"), False),
        (Wanted(report="n1"), True),
        (Wanted(report="n1.txt"), True),
        (Wanted(report="co-1"), True),
        (Wanted(report="n"), False),
        (Wanted(since=date(2031, 6, 30)), True),
        (Wanted(since=date(2031, 7, 1)), False),
        (Wanted(until=date(1999, 1, 1)), True),  # it may be due on any day before its last
        (Wanted(parties=("NR",), status="due"), False),
    ],
)
def test_a_row_passes_every_filter_or_is_left_out(wanted: Wanted, passes: bool) -> None:
    assert narrowed([ROW], wanted) == ([ROW] if passes else [])


def test_a_row_without_any_time_lies_in_no_period() -> None:
    row = {key: value for key, value in ROW.items() if key != "due"}
    assert narrowed([row], Wanted(since=date(2031, 1, 1))) == []


def test_what_had_not_begun_is_left_out_and_plans_stay() -> None:
    may = {"earliest": "2031-05-03", "latest": "2031-05-03"}
    held, planned = {"when": may, "status": "held"}, {"when": may, "status": "planned"}
    promised = {"first_heard": may, "status": "planned"}
    rows = [held, planned, promised, {}]
    assert begun(rows, None) == rows
    assert begun(rows, date(2031, 5, 2)) == [planned, {}]
    assert begun(rows, date(2031, 5, 3)) == rows
