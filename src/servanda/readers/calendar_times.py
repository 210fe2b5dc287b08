"""The calendar times of a sentence, and the word by which each hangs in its grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.dates import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.text.parse import Parsed, Sentence

__all__ = ["calendar_times"]


def calendar_times(
    parsed: Parsed, sentence: Sentence
) -> Iterator[tuple[TimeRef, list[Token], Token]]:
    """Give each time that names days: the reading, its tokens, and the one whose head lies outside.

    Durations and the like are left out; so is a time that the parser tied to nothing.
    """
    for ref in parsed.times_within(sentence.start, sentence.end):
        if not is_calendar(ref):
            continue
        tokens = [t for t in parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start]
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside), None)
        if top is not None:
            yield ref, tokens, top
