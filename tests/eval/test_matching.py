"""Anchors are found through typography, and sentences end where sentences end."""

from __future__ import annotations

from eval.matching import Located, fold
from hypothesis import given
from hypothesis import strategies as st

TEXT = 'The  Envoy said “calm\u00a0seas” matter.\nOn Oct. 5 Gen. Ro met Ada. "Fine," he said.'


def test_an_anchor_is_found_whatever_the_quotes_and_spaces() -> None:
    text = Located.of(TEXT)
    [(start, end)] = text.all('envoy said "calm seas"')
    assert TEXT[start:end] == "Envoy said “calm\u00a0seas”"
    assert text.all("nothing like it") == []
    assert text.all("   ") == []


def test_an_abbreviation_ends_no_sentence() -> None:
    text = Located.of(TEXT)
    numbers = [text.sentence(TEXT.index(word)) for word in ("calm", "Oct", "Gen", "Ada", "Fine")]
    assert numbers == [0, 1, 1, 1, 2]


def test_a_span_over_three_sentences_touches_the_middle_one_only_as_evidence() -> None:
    text = Located.of("One went. Two came. Three sat.")
    whole = [(0, len(text.raw))]
    assert text.sentences(whole, between=True) == {0, 1, 2}
    assert text.sentences(whole, between=False) == {0, 2}


def test_the_nearest_of_equal_words_is_taken() -> None:
    text = Located.of("on Monday, not on Monday week")
    assert text.nearest("on Monday", 20) == (15, 24)
    assert text.nearest("on Monday", None) == (0, 9)
    assert text.nearest("on Friday", 3) is None


@given(st.text(alphabet="aZ .\n\t“’—İ\u00a0", max_size=40))
def test_every_folded_character_knows_where_it_came_from(raw: str) -> None:
    folded, origin = fold(raw)
    assert len(folded) == len(origin)
    assert origin == sorted(set(origin))
    assert "  " not in folded
