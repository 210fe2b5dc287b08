"""Persons' words as JSON lines: decisions, scores and grades, as another record can take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.exports.plain import line
from servanda.model import Undo, Word
from servanda.model.word_plain import word_to_plain

__all__ = ["decisions_jsonl"]


def decisions_jsonl(words: Iterable[tuple[Word, Undo | None]]) -> Iterator[str]:
    """Write one line a word, in the order they were said, those taken back with who did so.

    `servanda import decisions` reads them; none of them depends on the record it came from.
    """
    order = sorted(words, key=lambda pair: (pair[0].at, pair[0].id))
    return (line(word_to_plain(word, undone)) for word, undone in order)
