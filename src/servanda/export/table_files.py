"""A table as a file: CSV that no spreadsheet runs, JSON lines, XLSX, Parquet.

XLSX and Parquet need the extras `xlsx` (xlsxwriter, which only writes, row by row) and `parquet`
(pyarrow); they are imported when such a file is asked for.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from servanda.analysis.commitment_board import BETWEEN
from servanda.errors import UsageError
from servanda.export.csv_writer import csv_rows
from servanda.export.json_lines import json_line
from servanda.export.safe_text import clean, instant
from servanda.export.tables import Cell, Column, Kind, PlainCell, Table

__all__ = ["csv_file", "parquet", "table_lines", "workbook"]


_ROWS = 1_048_576  # what one sheet holds
_CHARACTERS = 32_767  # what one cell holds
_FIRST_DAY = date(1900, 3, 1)  # spreadsheets count earlier days wrongly or not at all
_GROUP = 50_000  # rows held in memory, and written as one row group


def csv_file(table: Table) -> Iterator[str]:
    """Write a table as CSV: a line of names, then the rows; lists are joined by semicolons."""
    names = (column.name for column in table.columns)
    return csv_rows(names, _text_rows(table))


def _text_rows(table: Table) -> Iterator[Iterable[str | float | None]]:
    if table.plain is None:
        return (map(_text_cell, row) for row in table.rows())
    lists = [at for at, column in enumerate(table.columns) if column.kind is Kind.LIST]
    return (_with_lists(row, lists) for row in table.plain())


def _with_lists(row: list[PlainCell], lists: Sequence[int]) -> list[PlainCell]:
    for at in lists:
        row[at] = str(row[at]).replace(BETWEEN, "; ")
    return row


def _text_cell(cell: Cell) -> str | float | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        return "; ".join(cell)
    plain = _plain(cell)
    return None if isinstance(plain, list) else plain


def table_lines(table: Table) -> Iterator[str]:
    """Write one JSON object a row, with null where a cell is empty and arrays for lists."""
    names = tuple(column.name for column in table.columns)
    for row in table.rows():
        yield json_line({name: _plain(cell) for name, cell in zip(names, row, strict=True)}) + "\n"


def _plain(cell: Cell) -> str | float | list[str] | None:
    if isinstance(cell, datetime):
        return instant(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def workbook(table: Table, *, made: datetime) -> Iterator[bytes]:
    """Write the table as a workbook of one sheet; `made` is the instant in its properties.

    Raises UsageError where the extra is missing or the table has more rows than a sheet holds.
    """
    xlsxwriter = _needs("xlsxwriter", "xlsx", "XLSX")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": True,  # a row is written and forgotten
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": table.name, "created": made.astimezone(UTC)})
    sheet = book.add_worksheet(table.name[:31])
    forms = {
        Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        Kind.INSTANT: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}),
        Kind.REAL: book.add_format({"num_format": "0.00", "valign": "top"}),
        Kind.TEXT: book.add_format({"text_wrap": True, "valign": "top"}),
    }
    bold = book.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.name, bold)
    sheet.freeze_panes(1, 0)
    try:
        last = _fill(sheet, table, forms)
    except BaseException:
        book.close()  # it holds temporary files
        raise
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    book.close()
    yield out.getvalue()


def _fill(sheet: Any, table: Table, forms: dict[Kind, Any]) -> int:
    """Write the rows under the header; return how many there are."""
    last = 0
    for last, row in enumerate(table.rows(), 1):
        if last >= _ROWS:
            raise UsageError(
                "--format xlsx",
                f"a sheet holds {_ROWS - 1:,} rows, and {table.name} has more",
                "narrow it (--since, --party), or use csv or parquet",
            )
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _put(sheet, last, at, cell, forms.get(column.kind, forms[Kind.TEXT]), column)
    return last


def _put(sheet: Any, row: int, at: int, cell: Cell, form: Any, column: Column) -> None:
    """Write one cell by its type; a text is always written as a text."""
    if cell is None or cell == ():
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(
            row, at, cell.astimezone(UTC).replace(tzinfo=None, microsecond=0), form
        )
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), form)  # noqa: DTZ001 - a sheet's days have no zone
    elif isinstance(cell, int | float) and column.kind in (Kind.NUMBER, Kind.REAL):
        sheet.write_number(row, at, cell, form)
    else:
        words = "\n".join(cell) if isinstance(cell, tuple) else str(cell)
        sheet.write_string(row, at, clean(words)[:_CHARACTERS], form)


def parquet(table: Table) -> Iterator[bytes]:
    """Write the table as one Parquet file; texts are UTF-8, days `date32`, instants in UTC.

    Raises UsageError where the extra is missing.
    """
    arrow = _needs("pyarrow", "parquet", "Parquet")
    files = _needs("pyarrow.parquet", "parquet", "Parquet")
    types = {
        Kind.TEXT: arrow.string(),
        Kind.LIST: arrow.list_(arrow.string()),
        Kind.NUMBER: arrow.int64(),
        Kind.REAL: arrow.float64(),
        Kind.DAY: arrow.date32(),
        Kind.INSTANT: arrow.timestamp("us", tz="UTC"),
    }
    schema = arrow.schema([(column.name, types[column.kind]) for column in table.columns])
    sink = _Sink()
    rows = table.rows()
    with files.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            columns = [
                arrow.array([_arrow_cell(row[at]) for row in group], type=field.type)
                for at, field in enumerate(schema)
            ]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
            yield sink.taken()
    yield sink.taken()


def _arrow_cell(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [clean(each) for each in cell]
    return clean(cell) if isinstance(cell, str) else cell


class _Sink(io.RawIOBase):
    """A file in memory that hands on what was written, so that it holds one row group at most."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()
        self._gone = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        view = memoryview(data)
        self._held += view
        return view.nbytes

    def tell(self) -> int:
        return self._gone + len(self._held)

    def taken(self) -> bytes:
        """Give what was written since the last call."""
        data = bytes(self._held)
        self._gone += len(data)
        self._held.clear()
        return data


def _needs(module: str, extra: str, what: str) -> Any:
    """Import `module` of the extra `extra`; raise UsageError, naming the extra, where it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UsageError(
            what, f"this export needs the extra '{extra}'", f"pip install 'servanda[{extra}]'"
        ) from error
