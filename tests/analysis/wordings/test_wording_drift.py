"""Drift: a wording through time, its variants, who used it, and what copies add (nothing)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import report
from servanda.analysis.wordings.wording_alignment import content_stem, words
from servanda.analysis.wordings.wording_drift import _Formula, drift
from servanda.errors import UsageError
from servanda.model import Report
from servanda.resolution.resolve import resolve_claims

FORMULA = "deterrence and response capabilities"


def texts() -> list[Report]:
    return [
        report("n1", "They met. Both vowed to raise the response capabilities.", "2031-01-10"),
        report(
            "n2", "They agreed to boost the deterrence and response capabilities.", "2031-02-10"
        ),
        report("n3", "Boats were sold. Nothing else was said.", "2031-03-10"),
        report("n4", "Deterrence and response\ncapabilities will grow, he said.", "2031-04-10"),
        report(
            "n5", "It has response teams. Their deterrence fails; its capabilities do not.", None
        ),
    ]


def test_uses_come_by_date_and_the_report_where_the_words_changed_is_marked() -> None:
    found = drift(resolve_claims([], texts()), texts()[::-1], FORMULA)
    told = [(use.report, use.wording, use.changed) for use in found.uses]
    assert told == [
        ("n1", "response capabilities", False),
        ("n2", "deterrence and response capabilities", True),
        ("n4", "Deterrence and response capabilities", False),
    ]
    assert [(p.sort, p.words) for p in found.uses[1].pieces] == [
        ("added", "deterrence and"),
        ("same", "response capabilities"),
    ]
    assert found.first is not None
    assert found.last is not None
    assert (found.first.edtf, found.last.edtf, found.stories) == ("2031-01-10", "2031-04-10", 3)


def test_variants_are_laid_beside_the_formula_the_exact_one_first() -> None:
    found = drift(resolve_claims([], texts()), texts(), FORMULA)
    assert [(v.wording, v.count) for v in found.variants] == [
        (FORMULA, 2),
        ("response capabilities", 1),
    ]
    assert [(p.sort, p.words) for p in found.variants[1].pieces] == [
        ("gone", "deterrence and"),
        ("same", "response capabilities"),
    ]


def test_words_far_apart_or_in_two_sentences_are_no_variant() -> None:
    uses = drift(resolve_claims([], texts()), texts(), FORMULA).uses
    assert "n5" not in {use.report for use in uses}


def test_what_is_joined_on_belongs_to_the_variant() -> None:
    one = report("n1", "They spoke of roles, missions and capabilities at length.", "2031-01-10")
    [use] = drift(resolve_claims([], [one]), [one], "roles and missions").uses
    assert use.wording == "roles, missions and capabilities"


def test_what_is_joined_to_a_single_word_is_none_of_it() -> None:
    one = report("n1", "They spoke of deterrence and response.", "2031-01-10")
    [use] = drift(resolve_claims([], [one]), [one], "deterrence").uses
    assert use.wording == "deterrence"


def test_a_single_word_is_found_whole_and_only_whole() -> None:
    one = report("n1", "An ironclad bond. Iron was sold. Ironclad, he said.", "2031-01-10")
    assert [u.start for u in drift(resolve_claims([], [one]), [one], "ironclad").uses] == [3, 33]


@pytest.mark.parametrize("formula", ["", "of the and", "  ", "…"])
def test_a_formula_without_a_word_that_says_anything(formula: str) -> None:
    with pytest.raises(UsageError, match="no word to follow"):
        drift(resolve_claims([], texts()), texts(), formula)


_SAID = st.lists(
    st.sampled_from(
        "Deterrence deterring deter U.S. policies policy Policy's planned planning ships 40 1,600 "
        "Žižek’s Žižek co-operate capability capabilities and of the AN/TPY-2 Ōkawa okawa".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(_SAID, _SAID)
def test_no_sentence_is_passed_over_that_has_enough_of_the_words(formula: str, said: str) -> None:
    asked = _Formula(formula)
    stems = {content_stem(one.key) for one in words(said)} & asked.stems
    assert asked.may_stand_in(said) or len(stems) < asked.least
