"""The text as readers take it: letters composed, invisible characters skipped, wrapped lines joined.

What is stored is the text as it came, and every offset a user sees is one of it. Readers work on this
plainer text, and `ReadingText` takes their offsets back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from servanda.model.report import Block, Report, Text

__all__ = ["ReadingText", "as_read", "reading_text"]

_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
# Soft hyphens, joiners, marks of direction and order, byte-order marks: nothing that is seen.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff"
)
_CHANGED = re.compile(
    rf"(?P<letter>[^{_COMBINING}{_INVISIBLE}][{_COMBINING}]+)"
    rf"|(?P<unseen>[{_INVISIBLE}]+|\r(?=\n)|(?<![ \t])[ \t]++(?=\r?\n)|(?<=\n)[ \t]++(?=[^\s]))"
)
_LINE_ENDS = re.compile(r"\r\n|[ \t]\n|\n[ \t]")
_BROKEN = re.compile(r"[\r\n\f]+")


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A plainer copy of a text; `_read` and `_stored` are the offsets in both from which they differ anew."""

    text: str
    _read: tuple[int, ...] = ()
    _stored: tuple[int, ...] = ()
    _letters: frozenset[int] = frozenset()  # where a composed letter ends

    @property
    def changed(self) -> bool:
        """Whether any offset differs."""
        return bool(self._read)

    def stored(self, offset: int) -> int:
        """Return where the character at `offset` begins in the stored text."""
        place = bisect_right(self._read, offset) - 1
        return offset if place < 0 else self._stored[place] + offset - self._read[place]

    def stored_end(self, offset: int) -> int:
        """Return where in the stored text a span ends that ends at `offset` here."""
        if offset in self._letters:
            return self._stored[bisect_left(self._read, offset)]
        return self.stored(offset - 1) + 1 if offset else 0

    def read(self, offset: int) -> int:
        """Return the offset into this text of one into the stored text."""
        place = bisect_right(self._stored, offset) - 1
        if place < 0:
            first = self._read[0] if self._read else offset
            return min(offset, first)
        at = self._read[place] + offset - self._stored[place]
        return min(at, self._read[place + 1]) if place + 1 < len(self._read) else at


def reading_text(content: str) -> ReadingText:
    """Compose letters written as a letter and its accents, and leave out what is not seen.

    White space around the end of a line is not seen either.
    """
    if content.isascii() and _LINE_ENDS.search(content) is None:
        return ReadingText(content)
    parts: list[str] = []
    read: list[int] = []
    stored: list[int] = []
    letters: set[int] = set()
    position = length = 0
    for match in _CHANGED.finditer(content):
        letter = match["letter"]
        plain = unicodedata.normalize("NFC", letter) if letter else ""
        if letter and len(plain) > 1:  # no one letter of it all
            continue
        parts += (content[position : match.start()], plain)
        length += match.start() - position + len(plain)
        position = match.end()
        read.append(length)
        stored.append(position)
        if letter:
            letters.add(length)
    parts.append(content[position:])
    return ReadingText("".join(parts), tuple(read), tuple(stored), frozenset(letters))


def as_read(report: Report) -> tuple[Report, ReadingText]:
    """Return a report with the text that readers take, its blocks moved along, and the way back.

    A line break within a block, where the page was wrapped by hand, becomes a space.
    """
    plain = reading_text(report.text.content)
    blocks = report.text.blocks
    if plain.changed:
        moved = (Block(plain.read(b.start), plain.read(b.end), b.kind) for b in blocks)
        blocks = tuple(block for block in moved if block.start < block.end)
    text = plain.text
    joined = [b for b in blocks if b.kind.is_report and _BROKEN.search(text, b.start, b.end)]
    if not plain.changed and not joined:
        return report, plain
    parts: list[str] = []
    position = 0
    for block in joined:
        inner = text[block.start : block.end]
        parts += (text[position : block.start], _BROKEN.sub(_spaces, inner))
        position = block.end
    parts.append(text[position:])
    content = "".join(parts)
    copy = replace(report, text=Text(report.text.report, content, blocks))
    return copy, replace(plain, text=content)


def _spaces(match: re.Match[str]) -> str:
    """Return one space and as many more characters as the break had, so that offsets hold."""
    return " " * len(match.group())
