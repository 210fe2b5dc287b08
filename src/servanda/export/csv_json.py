"""Tables as text: CSV that no spreadsheet runs, JSON lines, one JSON array."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from servanda.export.contract_rows import line
from servanda.export.tables import Cell, Column, Kind, Table

__all__ = ["BOM", "array", "clean", "csv_file", "csv_text", "instant", "json_lines", "safe_cell"]


BOM = "\ufeff"
"""What tells some spreadsheets that a CSV file is UTF-8."""

# What a spreadsheet takes for a formula, also in full width, and the blanks it skips before one.
_FORMULA = re.compile(r"[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\t\r]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BATCH = 500  # rows written at a time


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: an apostrophe goes in front."""
    return f"'{text}" if _FORMULA.match(text) or text[:1] in ("\t", "\r") else text


def clean(text: str) -> str:
    """Put U+FFFD for what neither XML nor a cell may hold: controls, halves of surrogate pairs."""
    return _CONTROLS.sub("\ufffd", text)


def instant(at: datetime) -> str:
    """Write an instant as RFC 3339 has it, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def csv_file(table: Table, *, bom: bool = False) -> Iterator[str]:
    """Write CSV (RFC 4180): a line of names, then the rows; lists are joined by semicolons."""
    names = tuple(column.name for column in table.columns)
    rows = (
        tuple(csv_text(column, cell) for column, cell in zip(table.columns, row, strict=True))
        for row in table.rows()
    )
    yield from _quoted(names, rows, bom=bom)


def _quoted(names: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, bom: bool) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM if bom else "")
    writer.writerow(names)
    for count, row in enumerate(rows, 1):
        writer.writerow(row)
        if count % _BATCH == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def csv_text(column: Column, cell: Cell) -> str:
    """Write one cell; numbers and days are theirs, every text is made safe."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return instant(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if column.kind in (Kind.NUMBER, Kind.REAL):
        return str(cell)
    return safe_cell(clean("; ".join(cell) if isinstance(cell, tuple) else str(cell)))


def json_lines(table: Table) -> Iterator[str]:
    """Write one JSON object a row, with null where a cell is empty and arrays for lists."""
    names = tuple(column.name for column in table.columns)
    for row in table.rows():
        yield line({name: _plain(cell) for name, cell in zip(names, row, strict=True)}) + "\n"


def array(lines: Iterable[str]) -> Iterator[str]:
    """Join JSON lines to one JSON array, an element a line."""
    mark = "["
    for each in lines:
        yield f"{mark}\n{each.rstrip()}"
        mark = ","
    yield "[]\n" if mark == "[" else "\n]\n"


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return instant(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell
