"""Content words: stems, synonyms, abbreviations, and how far a word distinguishes promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.resolution.content_words import (
    USUAL,
    act_sorts,
    content,
    counted,
    figures,
    generic,
    initials,
    proper,
    rare,
    share,
    spelled,
    stem,
    weigh,
    weight,
    written_out,
)


@pytest.mark.parametrize(
    "words",
    [
        "launch launches launched launching",
        "plan plans planned planning",
        "policy policies",
        "carry carried carries",
    ],
)
def test_forms_of_one_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", ["plane plan", "press pres", "12th 12"])
def test_other_words_have_other_stems(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 2


def test_synonyms_are_one_word_and_function_words_none() -> None:
    assert content("to procure the drones") == content("a purchase of drones")
    assert content("stepping up co-production") == content("strengthen the coproduction")
    assert content("of the and to its") == frozenset()


def test_numbers_of_names_without_years() -> None:
    assert figures("the 12th Regiment, third of 60 in 2031") == {"12th", "3rd", "60"}


def test_an_abbreviation_and_the_name_it_is_short_for() -> None:
    full = "the Coastal Defence Forces"
    assert written_out("the CDF’s ships", full) == "the Coastal Defence Forces’s ships"
    assert written_out("the CDF’s ships", "the Kelm guard") == "the CDF’s ships"
    assert initials(full) == initials("the CDF") == {"CDF"}


def test_words_with_a_capital() -> None:
    assert proper("the new Heron depot at Kelm") == content("Heron Kelm")


def test_sorts_of_act() -> None:
    assert act_sorts("fired two missiles") == {"launch"}
    assert act_sorts("praised the pier") == frozenset()


def test_rare_words_weigh_more_and_names_of_parties_distinguish_nothing() -> None:
    assert weight("heron") > weight("security")
    assert counted("security") > USUAL
    words = content("Norwegian security Heron")
    assert rare(words, frozenset({"NO"})) == content("Heron")
    assert "defenc" in generic()


@given(st.lists(st.sampled_from("heron security pact kelm".split()), unique=True))
def test_the_weight_of_words_does_not_depend_on_their_order(words: list[str]) -> None:
    assert weigh(words) == weigh(words[::-1])


def test_the_share_is_of_the_smaller_set() -> None:
    assert share(frozenset("ab"), frozenset("abcd")) == 1.0
    assert share(frozenset("ax"), frozenset("abcd")) == 0.5
    assert share(frozenset(), frozenset("a")) == 0.0


@pytest.mark.parametrize(
    ("stems", "texts", "words"),
    [
        ({"26", "marin", "pact"}, ["sign a pact on 26 Rafale Marine jets"], "pact 26 Marine"),
        ({"heron", "command"}, ["the Heron Command", "Heron boats"], "Heron Command"),
        ({"gone", "heron"}, ["the Herons"], "Herons gone"),
        (set(), ["the Herons"], ""),
    ],
)
def test_stems_are_written_as_the_words_they_are_of(
    stems: set[str], texts: list[str], words: str
) -> None:
    assert spelled(stems, texts) == words
