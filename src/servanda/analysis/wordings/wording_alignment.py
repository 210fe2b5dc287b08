"""Wordings: the words of reports in order, their sentences, and two wordings laid side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from servanda.model import Report
from servanda.model.text_folding import fold
from servanda.resolution.content_words import stem
from servanda.resolution.near_duplicates import BODY

__all__ = [
    "Piece",
    "Word",
    "aligned",
    "content_stem",
    "plain",
    "sentences",
    "whole_sentences",
    "words",
]


_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|(?:[^\W\d_]\.){2,}")
# An empty line; a semicolon; or a full stop (or its like), closing marks, a blank, and what a
# sentence begins with.
_END = re.compile(r"\n\s*\n|;\s+|(?<![A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Gen|Brig|Lt|Maj|Col|Capt|Adm|Sen|Rep|Gov|Jr|Sr|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_FUNCTION = frozenset(
    "a an and are as at be been but by for from had has have he her his i in into is it its of on "
    "or our she so that the their them these they this those to was we were which who will with "
    "would you your".split()
)


_LONG = 8  # words of a sentence that are no chance agreement


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two wordings laid side by side: `sort` is same, gone or added."""

    sort: str
    words: str


def words(text: str, start: int = 0) -> list[Word]:
    """List the words of `text`; `start` is added to their places."""
    return [
        Word(start + m.start(), start + m.end(), fold(m.group()).removesuffix("'s"))
        for m in _WORD.finditer(text)
    ]


def sentences(report: Report) -> Iterator[tuple[int, int]]:
    """Go through the sentences of a report's body, as places in its text; a semicolon ends one."""
    for block in report.text.blocks:
        if block.kind not in BODY:
            continue
        text, left = report.text.slice(block), 0
        for mark in _END.finditer(text):
            if mark.group()[0] == "." and _SHORT.search(text[: mark.start()][-8:]):
                continue
            if mark.start() > left:
                yield block.start + left, block.start + mark.end()
            left = mark.end()
        if text[left:].strip():
            yield block.start + left, block.end


def whole_sentences(one: Report) -> dict[str, str]:
    """Map the sentences long enough to be no chance agreement, as they are compared, to their words."""
    found: dict[str, str] = {}
    for start, end in sentences(one):
        key = plain(one.text.content[start:end])
        if key.count(" ") >= _LONG - 1:
            found.setdefault(key, " ".join(one.text.content[start:end].split()))
    return found


def plain(text: str) -> str:
    """Write a text as its words alone, so that case, marks and blanks play no part."""
    return " ".join(word.key for word in words(text))


@lru_cache(maxsize=8192)
def content_stem(key: str) -> str | None:
    """Return the stem of a word that says something; None for the small words of grammar."""
    return None if key in _FUNCTION or len(key) < 2 else stem(key)


def aligned(old: str, new: str) -> tuple[Piece, ...]:
    """Lay two wordings side by side, word by word: what stayed, what is gone, what was added."""
    before, after = words(old), words(new)
    matcher = SequenceMatcher(a=[w.key for w in before], b=[w.key for w in after], autojunk=False)
    pieces = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", _cut(new, after, c, d)))
            continue
        if b > a:
            pieces.append(Piece("gone", _cut(old, before, a, b)))
        if d > c:
            pieces.append(Piece("added", _cut(new, after, c, d)))
    return tuple(pieces)


def _cut(text: str, found: Sequence[Word], first: int, last: int) -> str:
    return " ".join(text[found[first].start : found[last - 1].end].split())
