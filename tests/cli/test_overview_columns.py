"""The cells of the overviews: how an office is known, deadlines, time expressions with their reasons."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.cli.asking.overview_columns import (
    BOARD,
    HOLDERS,
    PICTURE_CSV,
    TIMELINE,
    TIMES,
    TIMES_WHY,
    UNITS,
)
from servanda.cli.render import Column, Sheet, write

Columns = tuple[Column, ...]


def day(text: str | None, edtf: str | None = None, last: str | None = None) -> dict[str, Any]:
    return {"earliest": text, "latest": last or text, "edtf": edtf or text}


BY_MARCH = {"earliest": None, "latest": "2025-03-31", "edtf": "../2025-03-31"}


def cell(columns: Columns, name: str, row: dict[str, Any]) -> str:
    return next(one for one in columns if one.name == name).cell(row)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"standing": "later", "first_seen": day("2025-03-01")}, "first named later, 1 Mar 2025"),
        ({"since": day("2023-09-13")}, "since 13 Sep 2023"),
        ({"until": day("2024-10-01")}, "until 1 Oct 2024"),
        (
            {"since": day("2023-09-13"), "until": day("2024-10-01")},
            "since 13 Sep 2023 until 1 Oct 2024",
        ),
        ({"first_seen": day("2024-06-02"), "last_seen": day("2024-06-02")}, "named 2 Jun 2024"),
        (
            {"first_seen": day("2024-06-02"), "last_seen": day("2024-09-01")},
            "named 2 Jun 2024 to 1 Sep 2024",
        ),
    ],
)
def test_how_it_is_known_that_a_person_holds_an_office(row: dict[str, Any], text: str) -> None:
    assert cell(HOLDERS, "how known", row) == text


def test_a_holder_whom_only_later_reports_name_has_a_question_mark() -> None:
    column = next(one for one in HOLDERS if one.name == "holder")
    assert column.cell({"name": "Ada Brandt", "standing": "later"}) == "Ada Brandt ?"
    assert column.cell({"name": "Ada Brandt", "standing": "stated"}) == "Ada Brandt"
    assert callable(column.style)
    assert (column.style("Ada Brandt ?"), column.style("Ada Brandt")) == ("dim", "bold")


@pytest.mark.parametrize(
    ("columns", "name", "row", "text"),
    [
        (TIMELINE, "when", {"kind": "deadline", "when": BY_MARCH}, "by 31 Mar 2025"),
        (
            TIMELINE,
            "when",
            {"kind": "structure", "status": "planned", "when": BY_MARCH},
            "by 31 Mar 2025",
        ),
        (
            TIMELINE,
            "when",
            {"kind": "structure", "status": "done", "when": BY_MARCH},
            "by 31 Mar 2025",
        ),
        (TIMELINE, "status", {"kind": "office", "status": "begins"}, ""),
        (TIMELINE, "status", {"kind": "deadline", "status": "partly_done"}, "partly done"),
        (BOARD, "due", {"due": BY_MARCH}, "by 31 Mar 2025"),
        (BOARD, "due", {"due": None}, ""),
        (UNITS, "when", {"when": None, "due": BY_MARCH}, "by 31 Mar 2025"),
        (PICTURE_CSV, "party", {"obligors": ["JP", "US"]}, "JP, US"),
        (PICTURE_CSV, "who", {"target": "JP"}, "JP"),
        (TIMES, "days", {"when": None}, ""),
        (
            TIMES_WHY,
            "why",
            {"text": "Friday", "reasons": ["“Friday”: the latest before the report", "and more"]},
            "the latest before the report; and more",
        ),
    ],
)
def test_a_cell_is_written(columns: Columns, name: str, row: dict[str, Any], text: str) -> None:
    assert cell(columns, name, row) == text


def test_csv_has_the_days_in_edtf_where_a_table_writes_them_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    column = next(one for one in TIMES_WHY if one.name == "days")
    row = {"when": day("2024-06-21", "2024-06-21/2024-06-30", "2024-06-30")}
    assert column.cell(row) == "21–30 Jun 2024"
    write(Sheet("times", (column,), [row, {"when": None}]), "csv")
    assert capsys.readouterr().out.splitlines() == [
        "days,days_earliest,days_latest",
        "2024-06-21/2024-06-30,2024-06-21,2024-06-30",
        ",,",
    ]
