"""Lists in plain values: the board, what is due, the timeline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indexed import both, indexed
from servanda.analysis.commitment_board import BETWEEN, table_cells
from servanda.analysis.daily_states import Reader
from servanda.analysis.listed import (
    list_commitments,
    list_due,
    table_commitments,
)
from servanda.analysis.timeline_list import list_timeline
from servanda.model import CommitmentStatus
from servanda.store.index.asked import WHOLE

DAY, LATER = date(2031, 7, 1), date(2032, 2, 1)


def test_a_short_row_counts_reports_and_a_whole_one_names_them() -> None:
    with indexed() as record:
        for standing in both(record):
            [short] = list_commitments(standing, DAY, whole=False)
            [whole] = list_commitments(standing, DAY)
            assert short["told"] == 2
            assert whole["reports"] == ["n1", "n2"]
            assert "history" not in short
            assert [step["report"] for step in whole["history"]] == ["n1", "n2"]
            assert (whole["status"], short["status"]) == ("planned", "planned")


def test_a_deadline_passes_with_the_days() -> None:
    with indexed() as record:
        for standing in both(record):
            [row] = list_commitments(standing, LATER)
            assert row["status"] == "overdue"
            assert row["history"][-1]["report"] == ""
            assert row["history"][-1]["on"]["edtf"] == "2032-01-01"


def test_an_export_says_more_of_a_commitment() -> None:
    with indexed() as record:
        for standing in both(record):
            [(_, *row)] = table_commitments(standing, DAY)
            assert row[23].startswith("They buy the Heron drones")
            assert (row[1], row[10:13]) == ("", [None, None, ""])


@pytest.mark.parametrize("day", [date(2031, 5, 3), date(2031, 5, 4), DAY, LATER])
def test_a_table_has_what_an_export_says_on_every_day(day: date) -> None:
    with indexed() as record:
        for standing in both(record):
            rows = [Reader(day).exported(*one) for one in standing.on("commitment", day, WHOLE)]
            told = [[row["id"], *table_cells(row)] for row in rows]
            assert list(table_commitments(standing, day)) == told
            assert list(table_commitments(standing, day)) == told  # nothing is used up


def test_a_row_of_a_table_is_ready_but_for_what_passes_with_the_days() -> None:
    with indexed() as record:
        [stored] = [
            one for rows in record.entities.states().values() for one in rows if one.kind == "table"
        ]
        assert (stored.start, stored.until) == (date(2031, 6, 12), date.max)
        assert stored.cells["row"][6:8] == [None, None]
        for standing in both(record):
            [row] = table_commitments(standing, LATER)
            assert row[7] == "overdue"
            assert row[22].split(BETWEEN)[-1].startswith("2032-01-01 · overdue · ")
            [row] = table_commitments(standing, DAY)
            assert "overdue" not in row[22]


def test_what_is_due_has_its_last_day_by_then() -> None:
    with indexed() as record:
        for standing in both(record):
            kinds = [row["kind"] for row in list_due(standing, DAY)]
            assert kinds == ["commitment", "structure"]
            assert list_due(standing, DAY, until=DAY + timedelta(days=90)) == []
            [one] = list_due(standing, DAY, kinds=("structure",))
            assert one["days"] == (date(2031, 12, 31) - DAY).days


@pytest.mark.parametrize("status", list(CommitmentStatus))
def test_only_the_status_asked_for(status: CommitmentStatus) -> None:
    with indexed() as record:
        index, claims = both(record)
        found = list_due(index, LATER, status=(status,))
        assert found == list_due(claims, LATER, status=(status,))
        assert {row["status"] for row in found} <= {status.value}
        assert bool(found) == (status is CommitmentStatus.OVERDUE)


def test_a_timeline_is_in_order_and_within_its_days() -> None:
    with indexed() as record:
        for standing in both(record):
            rows = list_timeline(standing, today=LATER)
            days = [
                row["when"]["latest" if row["kind"] == "deadline" else "earliest"] for row in rows
            ]
            assert days == sorted(days)
            june = list_timeline(
                standing, since=date(2031, 6, 1), until=date(2031, 6, 30), today=LATER
            )
            assert {row["kind"] for row in june} == {"consultation", "incident", "report"}
            [deadline] = list_timeline(standing, today=LATER, kinds=("deadline",))
            assert deadline["status"] == "overdue"
