"""Texts of reports made safe for cells, XML and lines, and instants as every export writes them."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

__all__ = ["TURNS", "ascii_words", "clean", "instant", "one_line", "shown"]


TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Controls that turn the direction of what follows; marks that only hint at a direction are none of them."""

_TURNED = re.compile(f"[{''.join(sorted(TURNS))}]")
_BREAKS = str.maketrans("\x0b\x0c", "\n\n")  # a page's end is one to every reader
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Put a line break for the end of a page, U+FFFD for what neither XML nor a cell may hold: controls, halves of surrogate pairs."""
    if text.isprintable():  # as nearly all is: it has none of these, and no control that turns
        return text
    return _CONTROLS.sub("\ufffd", text.translate(_BREAKS))


def shown(text: str) -> str:
    """Return clean text that turns the direction of nothing around it, to be shown to people."""
    if text.isprintable():
        return text
    return _TURNED.sub("\ufffd", clean(text))


def ascii_words(text: str) -> str:
    """Return the letters and digits of ASCII in a text, without accents, joined by hyphens.

    A hyphen may be left at either end.
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", bare)


def instant(at: datetime) -> str:
    """Write an instant as RFC 3339 has it, in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def one_line(text: str) -> str:
    """Return a text to be shown, its runs of blanks and line breaks one space each."""
    return " ".join(shown(text).split())
