"""The day that a source states: the usual forms, and what is refused with its reason."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.timex.stated_day import stated_day


@pytest.mark.parametrize(
    "value",
    [
        "2031-03-12",
        "2031-3-12",
        "2031-03-12T10:00:00+09:00",
        "2031-03-12 23:59:59.123Z",
        "2031-W11-3",
        "20310312",
        "20310312T101500Z",
        "2031/03/12",
        "2031. 3. 12.",
        "12.03.2031",
        "12 March 2031",
        "12th of March 2031",
        "March 12, 2031",
        "MARCH 12 2031",
        "Mar. 12th, 2031, 10:05 a.m.",
        "12-Mar-31",
        "12/Mar/2031",
        "Wed, 12 Mar 2031 10:00:00 +0900",
        "Wed Mar 12 10:00:00 UTC 2031",
        "Wednesday, 12 March 2031 at 14:05 GMT",
        "Published: March 12, 2031 | 10:05 a.m. EST",
        "1931040000",
        "1931040000000",
    ],
)
def test_one_day_in_every_usual_form(value: str) -> None:
    assert stated_day(value).first == stated_day(value).last == date(2031, 3, 12)
    assert (stated_day(value).iso, stated_day(value).problem) == ("2031-03-12", "")


@pytest.mark.parametrize(
    ("value", "day"),
    [("13/03/2031", "2031-03-13"), ("3/13/2031", "2031-03-13"), ("04/04/2031", "2031-04-04")],
)
def test_day_and_month_are_told_apart_by_the_numbers(value: str, day: str) -> None:
    assert stated_day(value).iso == day


@pytest.mark.parametrize(
    ("value", "iso", "first", "last"),
    [
        ("2031-02", "2031-02", date(2031, 2, 1), date(2031, 2, 28)),
        ("December 2031", "2031-12", date(2031, 12, 1), date(2031, 12, 31)),
        ("2031", "2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-W11", "2031-W11", date(2031, 3, 10), date(2031, 3, 16)),
    ],
)
def test_no_finer_than_it_is_stated(value: str, iso: str, first: date, last: date) -> None:
    found = stated_day(value)
    assert (found.iso, found.first, found.last) == (iso, first, last)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("03/04/2031", "it may be 2031-04-03 or 2031-03-04"),
        ("03-04-2031", "it may be"),
        ("12/03/31", "two digits"),
        ("31 February 2031", "no calendar has that day"),
        ("2031-02-30", "no calendar has that day"),
        ("31/02/2031", "no calendar has that day"),
        ("2031-13", "no calendar has that month"),
        ("2031-W60", "no calendar has that week"),
        ("00/01/2031", "no calendar has that day"),
        ("Mon, 12 Mar 2031 10:00:00 +0900", "another day of the week"),
        ("March 12, 2031 and April 2, 2031", "more than one day"),
        ("12 March", "it states no day"),
        ("two hours ago", "it states no day"),
        ("", "it states no day"),
        ("the treaty of 12 March 2031", "it is no day alone"),
        ("12 March 2031 " * 20, "longer than any date"),
    ],
)
def test_what_is_refused_and_why(value: str, why: str) -> None:
    found = stated_day(value)
    assert (found.first, found.last, found.iso) == (None, None, "")
    assert why in found.problem


@given(st.text(max_size=150))
def test_every_value_is_read_or_refused(value: str) -> None:
    found = stated_day(value)
    assert bool(found.iso) != bool(found.problem)
    assert (found.first is None) == (found.last is None) == bool(found.problem)


@given(st.dates(date(1971, 1, 1), date(2089, 12, 31)))
def test_a_day_written_in_words_is_that_day(day: date) -> None:
    for written in (f"{day:%A, %d %B} {day.year}", f"{day:%b %d}, {day.year}", f"{day:%Y/%m/%d}"):
        assert stated_day(written).first == day, written


def test_hostile_values_cost_nothing() -> None:
    begun = time.process_time()
    for value in ("1" * 10**6, "12 March 2031, " * 10**5, "/" * 10**6, " " * 10**6):
        assert stated_day(value).problem
    assert time.process_time() - begun < 1.0
