"""The one writer of CSV: whatever a text is, no spreadsheet takes its cell for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from servanda.export.safe_text import clean

__all__ = ["Bare", "csv_rows", "safe_cell"]


# What a spreadsheet takes for a formula, also in full width, and the blanks it skips before one.
_FORMULA = re.compile(r"[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\t\r]")
_STARTS = frozenset(" =+-@\uff1d\uff0b\uff0d\uff20\u2212")
"""What a formula may start with, as far as it is printable; other blanks are not."""
_BATCH = 500  # rows written at a time


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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(map(_cell, names))
    for count, row in enumerate(map(list, rows), 1):
        writer.writerow(row if _is_harmless(row) else map(_cell, row))
        if count % _BATCH == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cell(cell: str | float | None) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str) or isinstance(cell, Bare):
        return str(cell)
    return safe_cell(clean(cell))


def _is_harmless(row: Sequence[str | float | None]) -> bool:
    """Whether all cells of a row may be written as they stand: none begins like a formula, or needs `clean`."""
    texts = [cell for cell in row if cell and isinstance(cell, str)]
    return _STARTS.isdisjoint([text[0] for text in texts]) and "".join(texts).isprintable()
