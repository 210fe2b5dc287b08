"""The packaged terms of office are sound, and people are matched with the office they are named with."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from servanda.world.office_terms import Term, named_holders, terms

ALONE = {"head", "government", "defence", "foreign"}


def test_every_term_ends_after_it_begins() -> None:
    for term in terms():
        assert term.since is not None
        assert term.until is not None
        assert term.since < term.until, term
        assert date(1975, 1, 1) <= term.since
        assert term.until <= date(2031, 1, 1)


def test_one_holder_of_an_office_at_a_time() -> None:
    offices: dict[tuple[str, str], dict[tuple[date | None, date | None], Term]] = defaultdict(dict)
    for term in terms():
        offices[term.party, term.office].setdefault((term.since, term.until), term)
    for key, held in offices.items():
        rows = sorted(
            held.values(), key=lambda term: (term.since or date.min, term.until or date.max)
        )
        for left, right in pairwise(rows):
            overlap = ((left.until or date.max) - (right.since or date.min)).days
            assert overlap <= 31, (key, left, right)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("U.S. President Barack Obama spoke.", ["Barack Obama"]),
        ("Barack Obama, the U.S. president, spoke.", ["Barack Obama"]),
        ("President Obama spoke.", ["President Obama"]),
        ("Former President Barack Obama spoke.", []),
        ("Barack Obama, a writer, spoke.", []),
        ("Then-Defense Secretary Robert Gates spoke.", []),
        ("Defense Secretary Robert Gates spoke.", ["Robert Gates"]),
        ("Deputy Prime Minister Tony Blair spoke.", []),
    ],
)
def test_who_is_named_with_an_office(text: str, people: list[str]) -> None:
    assert [named.text for named in named_holders(text)] == people


def test_the_office_named_decides_which_term() -> None:
    (vice,) = named_holders("U.S. Vice President Joe Biden spoke.")
    (head,) = named_holders("U.S. President Joe Biden spoke.")
    assert {term.office for term in vice.terms} == {"vice"}
    assert {term.office for term in head.terms} == {"head"}


def test_whoever_came_back_into_office_has_all_stays() -> None:
    (named,) = named_holders("Australian Prime Minister Kevin Rudd spoke.")
    assert [term.since.year for term in named.terms if term.since] == [2007, 2013]
    (named,) = named_holders("President Bush spoke.")
    assert {term.since.year for term in named.terms if term.since} == {1989, 2001}


@pytest.mark.parametrize(
    ("text", "party", "years"),
    [
        ("Afghan President Hamid Karzai spoke.", "AF", [2001]),
        ("Lebanese Prime Minister Najib Mikati spoke.", "LB", [2005, 2011, 2021]),
        ("Indian Foreign Minister Pranab Mukherjee spoke.", "IN", [2006]),
        ("Indian President Pranab Mukherjee spoke.", "IN", [2012]),
    ],
)
def test_holders_of_many_states_are_known(text: str, party: str, years: list[int]) -> None:
    (named,) = named_holders(text)
    assert {term.party for term in named.terms} == {party}
    assert [term.since.year for term in named.terms if term.since] == years


@pytest.mark.parametrize("word", ["interim", "ousted", "onetime"])
def test_who_is_told_not_to_hold_the_office_dates_nothing(word: str) -> None:
    assert list(named_holders(f"The {word} President Michel Temer spoke.")) == []
