"""The sentence around the words of an evidence."""

from __future__ import annotations

import pytest

from servanda.cli.evidence_context import sentence_at

TEXT = (
    "VALDEN, Jan. 5 (Post) — U.N. envoy Brig. Gen. Ada Brandt met him. “It is late!” she said.\n\n"
    "Nothing about 3.5 million"
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Ada", "VALDEN, Jan. 5 (Post) — U.N. envoy Brig. Gen. Ada Brandt met him."),
        ("she said", "“It is late!” she said."),
        ("million", "Nothing about 3.5 million"),
        ("him. “It", TEXT.partition("\n")[0]),
    ],
)
def test_the_sentence_that_words_stand_in(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert sentence_at(TEXT, start, start + len(words)) == sentence
