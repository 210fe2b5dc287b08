"""Which year a day without one means, seen from the report's day."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model.time import Direction
from servanda.timex.finding import find
from servanda.timex.resolve_parts import pick_day


@pytest.mark.parametrize(
    ("anchor", "meant"),
    [
        (date(2031, 6, 15), date(2031, 6, 16)),  # "thanked them for hosting it on June 16"
        (date(2031, 6, 16), date(2031, 6, 16)),
        (date(2031, 5, 15), date(2030, 6, 16)),  # a month ahead is no longer at hand
        (date(2031, 9, 1), date(2031, 6, 16)),
    ],
)
def test_a_day_told_in_the_past_may_be_tomorrow(anchor: date, meant: date) -> None:
    assert pick_day(anchor, 6, 16, Direction.PAST) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On May 3, 1500 soldiers crossed into the zone.", "May 3"),
        ("By May 3, 1200 trucks had passed.", "May 3"),
        ("On May 3, 2024 they met.", "May 3, 2024"),
        ("The May 3, 1999 accord holds.", "May 3, 1999"),
    ],
)
def test_what_is_counted_is_no_year(text: str, words: str) -> None:
    (found,) = find(text)
    assert found.text == words
