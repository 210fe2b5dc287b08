"""Small tables in HTML, which notebooks show for a result; every word in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["html_table"]


_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_ROWS = 100


def html_table(columns: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> str:
    """Write a table; None is an empty cell, and beyond a hundred rows their number is given.

    No text of a report can become markup: all of it is escaped, and what HTML may not hold is
    replaced by U+FFFD.
    """
    given = list(rows)
    head = "".join(f"<th>{_cell(one)}</th>" for one in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(one)}</td>' for one in row)}</tr>" for row in given[:_MOST_ROWS]
    )
    more = len(given) - _MOST_ROWS
    rest = f'<tr><td colspan="{len(columns)}">and {more} more</td></tr>' if more > 0 else ""
    return (
        f"<table><caption>{_cell(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}{rest}</tbody></table>"
    )


def _cell(value: object) -> str:
    return "" if value is None else escape(_CONTROLS.sub("\ufffd", str(value)))
