"""Words that only look like time are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model import When
from servanda.timex.finding import find
from servanda.timex.resolving import Anchor, is_calendar, resolve

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
    "Resolution 1973 and Flight 1987 were mentioned in room 2015.",
    "They bought Boeing 1990 jets under decree 2011.",
    "He was in his 90s, she in her mid-30s.",
    "Men in their 20s came in temperatures in the 80s.",
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


@pytest.mark.parametrize(
    "text",
    [
        "on December 31, 9999",
        "on 1 January 0001",
        "in May 0000.",
        "in the year 0",
        "in 0 BC",
        "in 0000",
        "the 35th",
        "on July 35",
        "on 2024-13-45",
        "at 99 p.m.",
        "at 10:99 p.m.",
        "at 15 a.m.",
        "at 25:61",
    ],
)
def test_what_no_calendar_or_clock_holds_is_left_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ten thousand years later", "XXXX"),
        ("ten thousand years ago", "XXXX"),
        ("9999999 days ago", "XXXX-XX-XX"),
        ("in FY0000", "FY0000"),
        ("999999999 months", "P999999999M"),
    ],
)
def test_what_lies_beyond_the_calendar_is_not_known(text: str, value: str) -> None:
    (ref,) = find(text)
    found = resolve(ref, Anchor(When.on(date(2031, 3, 10))))
    assert (found.value, found.when) == (value, None)
    assert found.reasons


@pytest.mark.parametrize("digits", ["1" * 20, "9" * 400, "1" * 5000, "1," + "111," * 999 + "111"])
@pytest.mark.parametrize(
    "frame",
    [
        "{} years ago",
        "{} days later",
        "within {} months",
        "every {} years",
        "in {} BC",
        "on May {}",
        "{} May 2031",
        "FY{}",
        "fiscal {}",
        "the {}th century",
        "{}/{}/{}",
        "{}-{}-{}",
        "{}:{} p.m.",
    ],
)
def test_endless_numbers_are_read(frame: str, digits: str) -> None:
    text = frame.replace("{}", digits)
    for ref in find(text):
        found = resolve(ref, Anchor(When.on(date(2031, 3, 10))))
        assert "inf" not in found.value
        assert "e+" not in found.value
