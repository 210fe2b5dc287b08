"""The one writer of CSV: whatever a text is, no spreadsheet takes its cell for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from servanda.export.safe_text import clean

__all__ = ["Bare", "csv_rows", "safe_cell"]


# What a spreadsheet takes for a formula, also in full width, and the blanks it skips before one.
_FORMULA = re.compile(r"[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\t\r]")
_BATCH = 500  # rows written at a time
_SHORT = 48  # characters of a cell that is likely to come again
_KEPT = 20_000  # of these


class Bare(str):
    """A text that is known to be harmless and is written as it stands, such as "+1" for a score."""

    __slots__ = ()


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: an apostrophe goes in front."""
    return f"'{text}" if _FORMULA.match(text) or text[:1] in ("\t", "\r") else text


def csv_rows(
    names: Iterable[str], rows: Iterable[Iterable[str | float | None]], *, end: str = "\r\n"
) -> Iterator[str]:
    """Write a line of names, then the rows, some hundred lines at a time (RFC 4180).

    None is an empty cell and a number stands as it is; every text is made safe, unless it is Bare.
    """
    written = _Written(end)
    lines = [written.line(names)]
    for row in rows:
        lines.append(written.line(row))
        if len(lines) == _BATCH:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


class _Written(dict[Any, str]):
    """How cells are written. Short ones that stand as they are, such as days, are looked at once.

    Python's own writer looks at every character of every cell, which takes several times as long. What
    has a letter or digit in front, and nothing that `clean` takes out, needs no second look.
    """

    def __init__(self, end: str) -> None:
        super().__init__({None: ""})
        self._end = end
        self._special = re.compile(f'[,"{re.escape(end)}]').search

    def line(self, row: Iterable[str | float | None]) -> str:
        """Write one line."""
        line = ",".join(map(self.__getitem__, row))
        return (line or '""') + self._end  # an empty line would be no row

    def __missing__(self, cell: str | float) -> str:
        if cell.__class__ is str and cell[:1].isalnum() and cell.isprintable():
            text = cell
            if "," in cell or '"' in cell:
                return _quoted(cell)
        else:
            text = _cell(cell)
            if self._special(text):
                return _quoted(text)
        # Equal cells that are not written alike, such as 1 and 1.0, are never kept.
        if len(text) < _SHORT and cell.__class__ is str and text == cell:
            if len(self) > _KEPT:
                self.clear()
                self[None] = ""
            self[cell] = text
        return text


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _cell(cell: str | float) -> str:
    if not isinstance(cell, str) or isinstance(cell, Bare):
        return str(cell)
    return safe_cell(clean(cell))
