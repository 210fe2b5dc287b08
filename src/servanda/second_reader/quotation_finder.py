"""Finding a quotation in a report: letter by letter, but for white space, quotation marks and dashes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Ground, Quotation, RefusedError

if TYPE_CHECKING:
    from servanda.model import Block

__all__ = ["QuotationFinder", "folded"]

_DOUBLE = "“”„‟«»‹›″〝〞＂"
_SINGLE = "’‘‚‛`´′＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_SAME = str.maketrans({**dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_SINGLE, "'")})
_SAME.update(str.maketrans(dict.fromkeys(_DASHES, "-")))
_SPACE = re.compile(r"\s+")


def folded(text: str) -> str:
    """Fold white space, quotation marks and dashes; everything else stays, its case too."""
    return _SPACE.sub(" ", text.translate(_SAME)).strip()


class QuotationFinder:
    """Where words stand in the text of one report, as far as it is the report itself."""

    def __init__(self, content: str, blocks: tuple[Block, ...]) -> None:
        """Take a text and its blocks, both as the offsets that are wanted count them."""
        self._content = content
        self._own = [block for block in blocks if block.kind.is_report]
        parts: list[str] = []
        self._read: list[int] = []  # where in the folded text a stretch of equal length begins
        self._stored: list[int] = []
        position = length = 0
        for match in _SPACE.finditer(content):
            self._read.append(length)
            self._stored.append(position)
            parts += (content[position : match.start()].translate(_SAME), " ")
            length += match.start() - position + 1
            position = match.end()
        self._read.append(length)
        self._stored.append(position)
        parts.append(content[position:].translate(_SAME))
        self._folded = "".join(parts)

    def place(self, quotation: Quotation) -> tuple[int, int]:
        """Return where a quotation stands.

        Raises RefusedError where it stands nowhere, at several places, or outside of the report.
        """
        wanted = folded(quotation.exact)
        if not any(char.isalnum() for char in wanted):
            raise RefusedError(Ground.NO_QUOTATION, "nothing is quoted")
        if len(wanted) > limit("quotation"):
            reason = f"{len(wanted)} characters are quoted, {limit('quotation')} at most"
            raise RefusedError(Ground.TOO_LONG, reason)
        found = list(self._occurrences(wanted))
        if not found:
            raise RefusedError(Ground.NOT_IN_TEXT, f"“{_short(wanted)}” is not in the report")
        own = [place for place in found if self._is_report(*place)]
        if not own:
            reason = f"“{_short(wanted)}” stands around the report, not in it"
            raise RefusedError(Ground.NOT_THE_REPORT, reason)
        fitting = [place for place in own if self._fits(place, quotation)]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            reason = f"“{_short(wanted)}” does not stand between the words given around it"
            raise RefusedError(Ground.NOT_IN_TEXT, reason)
        reason = f"“{_short(wanted)}” stands at {len(fitting)} places"
        raise RefusedError(Ground.NOT_UNIQUE, reason)

    def within(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where words first stand in a stretch of the text, as whole words, or None."""
        places = self.places(words)
        return next((one for one in places if start <= one[0] and one[1] <= end), None)

    def places(self, words: str) -> Iterator[tuple[int, int]]:
        """Give every place where words stand as whole words, in order."""
        wanted = folded(words)
        return self._occurrences(wanted) if wanted else iter(())

    def _occurrences(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Give every place of folded words, in offsets of the text."""
        at = self._folded.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            if not (self._cuts(at) or self._cuts(end)):
                yield self._back(at), self._back(end - 1) + 1
            at = self._folded.find(wanted, at + 1)

    def _cuts(self, at: int) -> bool:
        """Whether an offset lies inside a word."""
        text = self._folded
        return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

    def _back(self, offset: int) -> int:
        """Return where in the text a character of the folded text stands."""
        place = bisect_right(self._read, offset) - 1
        return self._stored[place] + offset - self._read[place]

    def _is_report(self, start: int, end: int) -> bool:
        """Whether all words of a stretch are the report's own; the mark of a list stands around it."""
        position = start
        for block in self._own:
            if block.end <= position:
                continue
            if block.start >= end:
                break
            if _words_in(self._content[position : max(position, block.start)]):
                return False
            position = max(position, min(block.end, end))
        return not _words_in(self._content[position:end])

    def _fits(self, place: tuple[int, int], quotation: Quotation) -> bool:
        """Whether the words given before and after stand there."""
        start, end = place
        before, after = folded(quotation.before), folded(quotation.after)
        reach = 4 * limit("quotation")
        behind = folded(self._content[max(0, start - reach) : start])
        ahead = folded(self._content[end : end + reach])
        return behind.endswith(before) and ahead.startswith(after)


def _words_in(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"
