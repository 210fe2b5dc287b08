"""Texts of reports made safe for cells and for XML, and instants as every export writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["clean", "instant", "one_line", "safe_cell"]


# What a spreadsheet takes for a formula, also in full width, and the blanks it skips before one.
_FORMULA = re.compile(r"[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\t\r]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: an apostrophe goes in front."""
    return f"'{text}" if _FORMULA.match(text) or text[:1] in ("\t", "\r") else text


def clean(text: str) -> str:
    """Put U+FFFD for what neither XML nor a cell may hold: controls, halves of surrogate pairs."""
    return _CONTROLS.sub("\ufffd", text)


def instant(at: datetime) -> str:
    """Write an instant as RFC 3339 has it, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(text: str) -> str:
    """Return clean text whose runs of blanks and line breaks are one space each."""
    return " ".join(clean(text).split())
