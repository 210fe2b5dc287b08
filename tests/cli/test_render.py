"""One list, four forms: the same rows as a table, JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from servanda.cli.cells import plain, running, short
from servanda.cli.render import Column, Sheet, write

COLUMNS = (
    Column("name", plain("name")),
    Column("what is said", running("what"), wide=True, full=plain("what")),
    Column("hidden", plain("hidden"), shown=False),
    Column("id", short, full=plain("id")),
)
LONG = " ".join(["to set up a joint staff"] * 20)
ROWS: list[dict[str, Any]] = [
    {"name": "Ruritania", "what": LONG, "hidden": "x", "id": "m-0123456789abcdef"},
    {"name": "=cmd()", "what": "short", "hidden": None, "id": "m-fedcba9876543210"},
]


def out(capsys: pytest.CaptureFixture[str], form: str, rows: list[dict[str, Any]]) -> str:
    write(Sheet("Entities", COLUMNS, rows, "no entities"), form)
    return capsys.readouterr().out


def test_json_carries_the_rows_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(out(capsys, "json", ROWS)) == ROWS


def test_json_lines_carry_one_row_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = out(capsys, "jsonl", ROWS).splitlines()
    assert [json.loads(line) for line in lines] == ROWS


def test_csv_shortens_nothing_and_runs_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(out(capsys, "csv", ROWS))))
    assert list(rows[0]) == ["name", "what_is_said", "hidden", "id"]
    assert rows[0]["what_is_said"] == LONG
    assert rows[0]["id"] == "m-0123456789abcdef"
    assert rows[1]["name"] == "'=cmd()"


def test_a_table_fits_a_hundred_columns_and_shortens(capsys: pytest.CaptureFixture[str]) -> None:
    text = out(capsys, "table", ROWS)
    assert max(map(len, text.splitlines())) <= 100
    assert "m-0123456" in text
    assert "m-0123456789abcdef" not in text
    assert "hidden" not in text
    assert "…" in text


def test_a_table_has_no_colour_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "\x1b" not in out(capsys, "table", ROWS)


def test_a_column_without_entries_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert "what is said" not in out(capsys, "table", [{"name": "Ruritania", "id": "m-1"}])


@pytest.mark.parametrize(("form", "expected"), [("json", "[]\n"), ("jsonl", ""), ("table", "")])
def test_nothing_is_still_an_answer(
    capsys: pytest.CaptureFixture[str], form: str, expected: str
) -> None:
    write(Sheet("Entities", COLUMNS, [], "no entities"), form)
    captured = capsys.readouterr()
    assert captured.out == expected
    assert captured.err == ("no entities\n" if form == "table" else "")


def test_a_report_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"name": "\x1b[2JRuritania\x07\u202e", "what": "a\nb", "id": "m-1"}
    for form in ("table", "csv"):
        text = out(capsys, form, [row])
        assert "Ruritania" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}


def test_what_can_be_spared_goes_before_running_text_is_squeezed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    broad = [Column(f"c{n}", plain("x"), spare=n) for n in range(4)]
    columns = (*broad, Column("what", running("what"), wide=True))
    row = {"x": "x" * 22, "what": "some words that are to be read"}
    write(Sheet("Entities", columns, [row]), "table")
    text = capsys.readouterr().out
    assert "some words that are to be read" in text
    assert [f"c{n}" in text for n in range(4)] == [True, True, False, False]
    write(Sheet("Entities", columns, [row]), "csv")
    assert "c3" in capsys.readouterr().out
