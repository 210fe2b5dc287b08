"""Complements: infinitives and gerunds with what governs them, through coordination."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.clauses import is_infinitive
from servanda.extraction.complements import (
    copula,
    first_of_conj,
    gerund_preposition,
    is_bare_copula,
    is_hung_high,
    is_out_of_step,
    is_second_purpose,
    noun_beside,
)

REST = " Nobody in the harbour had anything more to say about it on that long and rainy day."


@pytest.mark.parametrize(
    ("text", "word", "first"),
    [
        ("The minister agreed to buy boats and to sell planes.", "sell", "buy"),
        ("The minister agreed to buy boats and the firm sold planes.", "sold", "sold"),
        ("The minister bought boats and sold planes.", "sold", "sold"),
    ],
)
def test_what_governs_the_first_of_a_row_governs_all(
    discourse: Read, text: str, word: str, first: str
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == word)
    assert first_of_conj(token).text == first


@pytest.mark.parametrize(
    ("text", "word", "out"),
    [
        ("The minister agreed to buy boats and to sell planes.", "sell", False),
        ("The minister agreed to buy boats or sell planes.", "sell", True),
        ("The minister agreed to buy boats.", "buy", False),
    ],
)
def test_the_same_told_another_way_is_out_of_step(
    discourse: Read, text: str, word: str, *, out: bool
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == word)
    assert is_out_of_step(token) is out


@pytest.mark.parametrize(
    ("text", "word", "noun"),
    [
        ("The minister announced a plan to sell boats.", "sell", "plan"),
        ("The minister announced a plan early this year to sell boats.", "sell", "plan"),
        ("The minister agreed to sell boats.", "sell", None),
        ("The minister sold boats.", "sold", None),
    ],
)
def test_the_noun_in_front_of_an_infinitive(
    discourse: Read, text: str, word: str, noun: str | None
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == word)
    found = noun_beside(token)
    assert (found.text if found is not None else None) == noun


def test_grammar_of_complements(discourse: Read) -> None:
    doc = discourse(
        "The firm is to sell boats. The minister is committed to selling planes." + REST
    ).parsed.doc
    word = {t.text: t for t in doc}
    assert is_infinitive(word["sell"])
    assert not is_infinitive(word["selling"])
    assert is_bare_copula(word["sell"])
    assert copula(word["committed"]).text == "is"
    assert copula(word["planes"]).text == "planes"
    found = gerund_preposition(word["selling"])
    assert found is not None
    assert found.text == "to"
    assert gerund_preposition(word["sell"]) is None
    assert not is_second_purpose(word["sell"])
    assert not is_hung_high(word["sell"])
