"""Roles: paths through the grammar by name."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.roles import path

REST = " Nobody in the harbour had anything more to say about it on that long and rainy day."


@pytest.mark.parametrize(
    ("text", "start", "name", "ends"),
    [
        ("The minister sold two boats.", "sold", "subject", ["minister"]),
        ("The minister sold two boats.", "sold", "agent", ["minister"]),
        ("Two boats were sold by the minister.", "sold", "agent", ["minister"]),
        ("Two boats were sold.", "sold", "agent", []),
        ("The minister sold boats and planes.", "sold", "objects", ["boats", "planes"]),
        ("The minister spoke about boats.", "spoke", "matter", ["boats"]),
        ("The minister said that the firm sold boats.", "said", "matter", ["sold"]),
        ("The minister said that the firm sold boats.", "sold", "above", ["said"]),
        ("The minister said that the firm sold boats.", "said", "clauses.objects", ["boats"]),
        ("The minister sold boats to the firm.", "sold", "prep:to,for", ["firm"]),
        ("The minister wants to sell boats.", "wants", "dep:xcomp", ["sell"]),
        ("The minister wants to sell boats.", "sell", "self", ["sell"]),
        ("The minister sold boats.", "boats", "phrase", ["boats"]),
        ("The minister sold boats and planes.", "boats", "all", ["boats", "planes"]),
        ("The minister sold two old boats.", "boats", "before", ["two", "old"]),
        ("The minister praised the price of boats.", "boats", "verb", ["praised"]),
        ("The minister praised the price.", "minister", "verb", ["praised"]),
        ("The minister praised it.", "praised", "verb", []),
        ("The boats are old and slow.", "are", "predicate", ["old", "slow"]),
        ("The boats serve as ferries and tugs.", "serve", "predicate", ["ferries", "tugs"]),
        ("The boats are old.", "old", "copula", ["are"]),
        ("The minister sold boats.", "boats", "copula", ["boats"]),
        ("The minister wants to buy and sell boats.", "sell", "first", ["buy"]),
        ("The minister is committed to selling boats.", "committed", "copula", ["is"]),
        ("The minister is committed to selling boats.", "selling", "preposition", ["to"]),
        ("The minister announced a plan last year to sell boats.", "sell", "beside", ["plan"]),
        ("The minister defended the sale of boats.", "boats", "governor", ["defended"]),
        ("The sale of boats of the firm began.", "sale", "innermost", ["firm"]),
        ("They accused him of having sold boats.", "sold", "agent", ["him"]),
        ("They met the minister before selling boats.", "selling", "agent", ["They"]),
        ("They saw the boats that the minister sold.", "sold", "patient", ["boats"]),
        ("They saw the boats, which he plans to sell.", "sell", "patient", ["boats"]),
        ("They saw the minister who sold boats.", "sold", "patient", ["boats"]),
        ("They accused him of having sold boats.", "sold", "accusing", ["accused"]),
        ("The minister sold a fleet of boats.", "boats", "governor", ["sold"]),
        ("Ships sank.", "sank", "sentence", ["Ships", "sank", "."]),
    ],
)
def test_a_path_leads_from_a_word_to_the_words_of_a_role(
    discourse: Read, text: str, start: str, name: str, ends: list[str]
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == start)
    assert [end.text for end in path(name)(token)] == ends


@pytest.mark.parametrize("name", ["", "sideways", "prep:", "dep:", "subject.up"])
def test_a_name_that_is_no_path_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no path is called"):
        path(name)
