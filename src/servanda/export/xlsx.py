"""A table as an XLSX workbook (ECMA-376): real days, a header that stays, no formula anywhere.

Needs the extra `xlsx` (xlsxwriter: it only writes, on the standard library, a row at a time).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from servanda.errors import UsageError
from servanda.export.csv_json import clean
from servanda.export.extras import needs
from servanda.export.tables import Cell, Column, Kind, Table

__all__ = ["workbook"]


_ROWS = 1_048_576  # what one sheet holds
_CHARACTERS = 32_767  # what one cell holds
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days wrongly or not at all


def workbook(table: Table, *, made: datetime) -> Iterator[bytes]:
    """Write the table as a workbook of one sheet; `made` is the instant that its properties bear.

    Raises UsageError where the extra is missing or the table has more rows than a sheet holds.
    """
    xlsxwriter = needs("xlsxwriter", "xlsx", "XLSX")
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
    """Write one cell as what it is; a text is never anything but a text."""
    if cell is None or cell == ():
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(
            row, at, cell.astimezone(UTC).replace(tzinfo=None, microsecond=0), form
        )
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), form)  # noqa: DTZ001 - a sheet's days bear no zone
    elif isinstance(cell, int | float) and column.kind in (Kind.NUMBER, Kind.REAL):
        sheet.write_number(row, at, cell, form)
    else:
        words = "\n".join(cell) if isinstance(cell, tuple) else str(cell)
        sheet.write_string(row, at, clean(words)[:_CHARACTERS], form)
