"""Stretches between quotation marks, of all the shapes that print uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["QuotedSpan", "find_quoted"]


_PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」"}
# Curly marks read in the wrong encoding, as many pages print them, and marks lost altogether.
_BROKEN = {"â€œ": re.compile("â€(?:\u009d|�)?(?!œ|™)"), "�": re.compile(r"�(?!\w)")}
# Marks whose partner must stand on the same line.
_ON_ONE_LINE = {**_BROKEN, "‘": re.compile(r"’(?![\w])")}
_MARK = re.compile(r"[“”«»„「」\"]|(?<![\w])‘|''|``|â€œ|(?<![\w�])�(?=\w)")
# What may end a quotation that a mark opens.
_ENDING = {
    mark: re.compile(rf"[{closing}\n{mark + chr(34) if mark == '“' else ''}]")
    for mark, closing in _PAIRS.items()
}
_STRAIGHT = re.compile('["”]')
_OPENED_AGAIN = re.compile(r"\s*“")
_LONGEST = 1500  # characters; a mark without a partner must not swallow the page


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """A quotation: `start` and `end` hold the marks, `inner_start` and `inner_end` the words."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def find_quoted(text: str) -> list[QuotedSpan]:
    """Find quotations, ascending and not overlapping.

    Straight marks pair up within a paragraph; a curly opening mark may be repeated at the
    head of a following paragraph of the same speech.
    """
    found: list[QuotedSpan] = []
    position = 0
    while match := _MARK.search(text, position):
        mark, start = match.group(), match.start()
        close = _closing(text, mark, match.end())
        if close is None:
            position = match.end()
            continue
        found.append(QuotedSpan(start, close[1], match.end(), close[0]))
        position = close[1]
    return found


def _ends_there(text: str, offset: int) -> bool:
    """Whether an opening mark stands where a quotation ends: behind a comma or a stop, before a space."""
    before, after = text[offset - 1], text[offset + 1 : offset + 2]
    return before in ",.!?" and (not after or after.isspace())


def _closing(text: str, mark: str, start: int) -> tuple[int, int] | None:
    """Return where the closing mark of a quotation begins and ends, or None."""
    limit = min(len(text), start + _LONGEST)
    if mark in _PAIRS:
        return _closing_of_pair(text, mark, start, limit)
    if mark in _ON_ONE_LINE:
        closing = _ON_ONE_LINE[mark].search(text, start, limit)
        return closing.span() if closing and "\n" not in text[start : closing.start()] else None
    if mark in ("''", "``"):
        end = text.find("''", start, limit)
        return (end, end + 2) if end > start else None
    if mark != '"':
        return None
    paragraph = text.find("\n\n", start, limit)
    closing = _STRAIGHT.search(text, start, paragraph if paragraph >= 0 else limit)
    return closing.span() if closing else None


def _closing_of_pair(text: str, mark: str, start: int, limit: int) -> tuple[int, int] | None:
    for match in _ENDING[mark].finditer(text, start, limit):
        offset = match.start()
        if text[offset] == "\n":
            if _OPENED_AGAIN.match(text, offset):
                return offset, offset  # the speech goes on in a paragraph with a mark of its own
        elif text[offset] != mark or _ends_there(text, offset):
            return offset, offset + 1  # some print closes with the mark it opens with
    return None
