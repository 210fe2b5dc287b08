"""Who sat on a side or came along, told in a sentence of its own, took part in what was told before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Bodies = Callable[[str, str], list[Any]]

MET = "Kenyan President Amos Oloo met Chilean President Rosa Vidal in Santiago on May 3, 2031. "
TRIP = "Kenyan Foreign Minister Amos Oloo will travel to Chile from May 3 to 5, 2031. "


def people(bodies: Bodies, text: str) -> list[set[str]]:
    """Return who took part in each consultation, by the last word of the name."""
    found = bodies(text, "consultation")
    return [{p.name.split()[-1] for p in b.participants} for b in found]


@pytest.mark.parametrize(
    ("behind", "more"),
    [
        ("Foreign Minister Ada Otieno led the Kenyan delegation.", {"Otieno"}),
        ("The Kenyan side was co-chaired by Foreign Minister Ada Otieno.", {"Otieno"}),
        ("Kenya was represented by Foreign Minister Ada Otieno and Defense Minister Leo Kamau.", {"Otieno", "Kamau"}),
        ("Other participants in the meeting included Foreign Minister Ada Otieno.", {"Otieno"}),
        ("The event was attended by Foreign Minister Ada Otieno.", {"Otieno"}),
        # of a firm, a report or a match nobody says who was there
        ("Foreign Minister Ada Otieno led the Kenyan economy.", set()),
        ("The proposals include Foreign Minister Ada Otieno.", set()),
        ("Kenya was not represented by Foreign Minister Ada Otieno.", set()),
    ],
)  # fmt: skip
def test_who_is_on_a_side_took_part(bodies: Bodies, behind: str, more: set[str]) -> None:
    assert people(bodies, MET + behind) == [{"Oloo", "Vidal"} | more]


def test_who_comes_along_makes_the_same_visit(bodies: Bodies) -> None:
    along = "Minister Oloo will be accompanied by Defense Minister Leo Kamau."
    assert people(bodies, TRIP + along) == [{"Oloo", "Kamau"}]
    members = "Other members of the delegation include Defense Minister Leo Kamau."
    assert people(bodies, TRIP + members) == [{"Oloo", "Kamau"}]


def test_a_side_told_far_behind_is_of_something_else(bodies: Bodies) -> None:
    between = "Nothing more was said. Fish is dear there. It rained. The port was shut. "
    far = MET + between + "Foreign Minister Ada Otieno led the Kenyan delegation."
    assert people(bodies, far) == [{"Oloo", "Vidal"}]


def test_who_stands_right_before_a_verb_acts_however_it_was_parsed(bodies: Bodies) -> None:
    text = (
        "U.S. Under Secretary of State Ada Brandt spoke on Monday. In Chile, Under Secretary Brandt and her team "
        "will meet with Chilean Foreign Minister Rosa Vidal on May 3, 2031."
    )
    assert {"Brandt", "Vidal"} in people(bodies, text)
