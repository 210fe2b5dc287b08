"""Tables leave as CSV, JSON lines, XLSX and Parquet, and other readers find in them what was put in."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pyarrow.parquet
import pytest

from scopes import scope
from servanda.errors import UsageError
from servanda.export import table_files
from servanda.export.formats import EXPORTS
from servanda.export.table_files import csv_file, table_lines, workbook
from servanda.export.tables import Column, Kind, Table, commitments_table, statements_table

MADE = datetime(2031, 9, 1, tzinfo=UTC)
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def test_no_cell_of_a_record_starts_a_formula() -> None:
    text = "".join(csv_file(commitments_table(scope())))
    text += "".join(csv_file(statements_table(scope())))
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=SUM(A1) and \ufffd more" in cells
    assert "'+Ostby" in cells
    assert not [cell for cell in cells if cell.startswith(STARTS)]


def test_json_lines_keep_lists_and_nothing() -> None:
    _, ferries, other = (json.loads(line) for line in table_lines(commitments_table(scope())))
    assert ferries["obligors"] == ["NR"]
    assert ferries["condition"] is None
    assert ferries["due_latest"] == "2031-08-31"
    assert other["what"].startswith("=SUM(A1)")


def test_a_workbook_has_days_a_frozen_header_and_no_formula() -> None:
    data = b"".join(workbook(commitments_table(scope()), made=MADE))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    head = [cell.value for cell in sheet[1]]
    due = sheet.cell(3, head.index("due_latest") + 1)
    assert due.value == datetime(2031, 8, 31)  # noqa: DTZ001 - a sheet's days bear no zone
    assert due.is_date
    assert sheet.cell(3, head.index("stories") + 1).value == 1
    types = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    whats = [sheet.cell(at, head.index("what") + 1).value for at in (2, 4)]
    assert whats[1] == "=SUM(A1) and \ufffd more"


def test_a_workbook_shows_instants() -> None:
    data = b"".join(workbook(statements_table(scope()), made=MADE))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    head = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, head.index("recorded") + 1).value == datetime(2031, 1, 11, 8)  # noqa: DTZ001
    assert sheet.cell(2, head.index("confidence") + 1).value == pytest.approx(0.9)


def test_a_table_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "_ROWS", 2)
    with pytest.raises(UsageError, match="a sheet holds 1 rows"):
        b"".join(workbook(commitments_table(scope()), made=MADE))


def test_days_before_spreadsheets_are_written_out() -> None:
    table = Table("t", (Column("a", Kind.DAY),), lambda: iter([(date(1868, 1, 3),)]))
    data = b"".join(workbook(table, made=MADE))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert sheet["A2"].value == "1868-01-03"


def test_parquet_has_types() -> None:
    form = EXPORTS["statements"].format("parquet")
    assert form is not None
    assert form.write is not None
    data = b"".join(piece for piece in form.write(scope()) if isinstance(piece, bytes))
    table = pyarrow.parquet.read_table(io.BytesIO(data))
    assert table.num_rows == 2
    assert str(table.schema.field("valid_from").type) == "date32[day]"
    assert table["recorded"][0].as_py() == datetime(2031, 1, 11, 8, tzinfo=UTC)
    assert table["valid_from"].to_pylist() == [None, date(2031, 5, 3)]


def test_parquet_lists_are_lists() -> None:
    form = EXPORTS["commitments"].format("parquet")
    assert form is not None
    assert form.write is not None
    data = b"".join(piece for piece in form.write(scope()) if isinstance(piece, bytes))
    table = pyarrow.parquet.read_table(io.BytesIO(data))
    assert table["obligors"].to_pylist() == [["NR"], ["NR"], ["NR", "SM"]]


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_missing_extra_is_named(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    found, made = EXPORTS["commitments"].format(form), scope()  # which loads tables of words
    monkeypatch.setattr(table_files.importlib, "import_module", absent)
    assert found is not None
    assert found.write is not None
    with pytest.raises(UsageError, match=rf"the extra '{form}'.*servanda\[{form}\]"):
        list(found.write(made))


def test_an_empty_record_gives_a_head_alone() -> None:
    empty = scope((), ())
    assert "".join(csv_file(commitments_table(empty))).count("\r\n") == 1
    assert list(table_lines(commitments_table(empty))) == []
    assert b"".join(workbook(commitments_table(empty), made=MADE))
