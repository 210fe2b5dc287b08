"""Words that only look like time are left alone."""

from __future__ import annotations

import pytest

from servanda.dates import find, is_calendar

QUIET = [
    "Troops march to the pier and may fall.",
    "The 12th Marine Regiment trained.",
    "The 2+2 talks were calm.",
    "They follow Vision 2030 and Harbour Plan 2045.",
    "Read https://example.org/2023/10/05/story and www.example.org/2021.",
    "They buy 400 missiles with a range of 1,600 kilometers.",
    "The second secretary may speak.",
    "Twenty-First Century Fox sold a film.",
    "Sales rose 2.5% to $2024.",
    "The fall of Norport was quick.",
    "March on, they sang.",
    "Some 1800 soldiers came.",
    "It was paid with €1999.",
]


@pytest.mark.parametrize("text", QUIET)
def test_nothing_a_calendar_resolves(text: str) -> None:
    assert [ref.text for ref in find(text) if is_calendar(ref)] == []


@pytest.mark.parametrize("text", ["It was signed on 05/06/2024.", "It was signed on 5/6/24."])
def test_ambiguous_digits_are_refused(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["on Feb. 30, 2024", "on 2023-02-29", "on the 35th of May"])
def test_a_day_no_calendar_holds_is_no_day(text: str) -> None:
    assert not any(ref.form == "day" for ref in find(text))


def test_lengths_and_clock_times_are_no_dates() -> None:
    refs = find("For over three hours, until 10:45 a.m., they talked; recently they do so daily.")
    assert refs
    assert not any(is_calendar(ref) for ref in refs)
