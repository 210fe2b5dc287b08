"""Quoted words are found in another text where it is clear where they stand, and nowhere else."""

from __future__ import annotations

import pytest

from servanda.model.quote_places import around, quote_place

OLD = "Norway will send boats. In May, Norway will send boats again."


def test_words_that_stand_once_are_found_whatever_is_around() -> None:
    text = "Corrected: Norway\nwill  send boats."
    assert quote_place(text, "Norway will send", "x", "y") == (11, 28)
    assert quote_place(text, "Norway will lend") is None
    assert quote_place(text, " \n") is None


@pytest.mark.parametrize("start", [0, 32])
def test_of_several_places_the_one_with_the_same_words_around_is_meant(start: int) -> None:
    words = "Norway will send boats"
    assert OLD[start:].startswith(words)
    new = "Oslo, Friday. " + OLD
    before, after = around(OLD, start, start + len(words))
    found = quote_place(new, words, before, after)
    assert found == (start + 14, start + 14 + len(words))


def test_where_two_places_fit_as_well_none_is_taken() -> None:
    assert quote_place("So it is. So it is.", "So it", "x", " was") is None
    assert quote_place("a, a", "a") is None


def test_signs_of_patterns_are_words_like_any_other() -> None:
    assert quote_place("It cost (about) $4.5 [sic].", "(about) $4.5 [sic]") == (8, 26)


def test_a_text_of_one_word_without_end_takes_no_time() -> None:
    assert quote_place("a " * 300_000, "a a", "b", "c") is None
