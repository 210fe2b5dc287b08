"""Rows that stand alone: the words of their cells, or the quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import promise, unit
from servanda.analysis.row_words import (
    is_specific,
    promise_words,
    quotation,
    stands_alone,
    unit_words,
)
from servanda.data_tables import word_lists
from servanda.model import Claim, Commitment, Evidence, Modality

SAID = "Norland said on Monday that it would begin the transfer"


def shown(action: str, what: str, *, comes_about: bool = False, words: str = SAID) -> str:
    body = Commitment(("NR",), action, what, Modality.WILL, comes_about=comes_about)
    evidence = (Evidence("r-1", 0, len(words), words),)
    return promise_words(Claim.make("r-1", body, evidence, rule="test"))


@pytest.mark.parametrize(
    ("action", "what", "comes_about", "alone"),
    [
        ("build", "ten ferries", False, True),
        ("build", "them", False, False),
        ("begin", "which", True, False),
        ("begin", "the harbour works", True, True),
        ("begin", "deliveries", True, False),  # one word carries something
        ("arrive", "the ferries", True, True),
        ("serve", "this", True, False),
        ("be ready", "the brigade", True, True),
        ("do", "this", False, False),
        ("do", "so", False, False),
        ("revisions", "", False, False),
        ("revise", "the harbour treaty", False, True),
        ("deal with", "such acts", False, False),
        ("deal with", "acts of piracy", False, True),
        ("ratify", "the same", False, False),
        ("ratify", "the same treaty", False, False),  # the same as what?
        ("ratify", "that which was signed", False, False),
        ("ratify", "the treaty that was signed", False, True),
        ("continue", "to fly there", False, False),
        ("continue", "to fly over Kelm Island", False, True),
        ("commitment", "our shared commitment to peace in Kelm", False, False),
        ("commit", "to peace in Kelm", False, True),
        ("agreements", "", False, False),
        ("sign", "agreements", False, True),
    ],
)
def test_a_cell_that_points_elsewhere_is_replaced_by_the_quotation(
    action: str, what: str, *, comes_about: bool, alone: bool
) -> None:
    said = shown(action, what, comes_about=comes_about)
    assert (said == f"“{SAID}”") is not alone
    if alone:
        assert what in said
        assert action in said


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("Harbour Brigade", True),
        ("brigade", True),
        ("that body", False),
        ("it", False),
        ("", False),
    ],
)
def test_a_unit_is_named_or_quoted(name: str, *, alone: bool) -> None:
    said = unit_words(unit("n1", name, "is to move to Kelm").claim)
    assert said.startswith("“") is not alone


def test_a_quotation_is_cut_at_a_word() -> None:
    claim = promise("n1", "NR", "do", "this", words="ferry " * 60).claim
    said = quotation(claim)
    assert said.startswith("“ferry ")
    assert said.endswith("ferry …”")
    assert len(said) <= 142


@pytest.mark.parametrize(
    ("words", "specific"),
    [
        ("build ten ferries", True),
        ("build 4 ferries", True),
        ("build ferries for Kelm", True),
        ("Build ferries", False),
        ("work on regional challenges", False),
        ("build one ferry", False),
    ],
)
def test_a_figure_or_a_name_makes_words_specific(words: str, *, specific: bool) -> None:
    assert is_specific(words) is specific


LISTS = word_lists("analysis")


@given(st.lists(st.sampled_from([*LISTS["pronoun"], *LISTS["empty"], *LISTS["light"]])))
def test_words_of_the_closed_classes_never_stand_alone(words: list[str]) -> None:
    assert not stands_alone(" ".join(words))
    assert not stands_alone(" ".join([*words, "ferries"]))
    assert stands_alone(" ".join(["repair", *words, "ferries"]))


def test_the_word_lists_are_folded_and_of_one_class_each() -> None:
    for kind in ("pronoun", "empty", "light", "number"):
        assert len(LISTS[kind]) == len(set(LISTS[kind])), kind
        assert all(word == word.lower() for word in LISTS[kind])
    assert not set(LISTS["pronoun"]) & set(LISTS["light"])
