"""What stands in the rows of the tables: commitments and statements."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from scopes import CLAIMS, scope
from servanda.export.narrowing import Wanted
from servanda.export.table_files import csv_file, table_lines
from servanda.export.tables import commitments_table, statements_table
from servanda.model import Score, Undo

MADE = datetime(2031, 9, 1, tzinfo=UTC)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_one_row_a_commitment() -> None:
    before, ferries, other = rows("".join(csv_file(commitments_table(scope()))))
    assert (before["status"], before["due"]) == ("revised", "../2031-06-30")
    assert (before["target_quantity"], before["target_unit"]) == ("ten", "ferries")
    assert before["stories"] == "1"
    assert (ferries["obligors"], ferries["beneficiaries"]) == ("NR", "SM")
    assert ferries["what"] == "hand over ten ferries"
    assert (ferries["due"], ferries["due_earliest"]) == ("../2031-08-31", "")
    assert (ferries["due_latest"], ferries["status"]) == ("2031-08-31", "overdue")
    assert ferries["reports"] == "n2.txt"
    assert ferries["links"] == f"revises {before['id']}"
    assert "2031-05-04 · planned · n2.txt · told first" in ferries["history"]
    assert other["obligors"] == "NR; SM"


def test_scores_stand_beside_the_commitment() -> None:
    def score(value: int, coder: str, *, blind: bool = False) -> Score:
        return Score.make("NR", [CLAIMS[5].claim.id], value, coder=coder, at=MADE, blind=blind)

    one, other, unseen = score(1, "ann"), score(-1, "bob"), score(0, "eve", blind=True)
    undo = Undo("ann", MADE)
    for said, wanted in (
        ([(one, None), (unseen, None)], "NR: +1 (ann)"),
        ([(one, None), (other, None)], "NR: disputed: +1 (ann), -1 (bob)"),
        ([(one, undo)], ""),
    ):
        table = commitments_table(scope(words=lambda said=said: said))
        found = [row["compliance"] for row in rows("".join(csv_file(table)))]
        assert found == ["", wanted, ""]


def test_statements_bear_their_three_times() -> None:
    first, second = (json.loads(line) for line in table_lines(statements_table(scope())))
    assert (first["value"], first["valid_from"], first["superseded"]) == ("+Ostby", None, None)
    assert (second["valid_from"], second["valid_until"]) == ("2031-05-03", "2031-05-03")
    assert second["recorded"] == "2031-01-11T08:00:00Z"
    assert second["superseded"] == "2031-05-05T09:30:00Z"
    assert (second["kind"], second["report"]) == ("tenure", "n1.txt")
    assert first["entity"].startswith("co-")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 3),
        (Wanted(parties=("NR",)), 3),
        (Wanted(parties=("SM",)), 3),
        (Wanted(parties=("TD",)), 0),
        (Wanted(status="overdue"), 1),
        (Wanted(since=date(2031, 8, 1), until=date(2031, 12, 31)), 1),
        (Wanted(report="n4"), 1),
    ],
)
def test_filters_apply(wanted: Wanted, count: int) -> None:
    assert len(list(table_lines(commitments_table(scope(wanted=wanted))))) == count


def test_the_reports_are_those_that_something_wanted_rests_on() -> None:
    late = scope(wanted=Wanted(status="overdue"))
    assert [one.name for one in late.reports] == ["n2.txt"]
    assert len(scope().reports) == 4
