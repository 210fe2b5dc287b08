"""Intervals of days: what two have in common, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Basis, Precision, When

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    if draw(st.booleans()):
        return When.one_of(tuple(draw(st.lists(DAYS, min_size=1, max_size=4))))
    first = draw(st.none() | DAYS)
    length = draw(st.none() | st.integers(0, 400))
    last = None if length is None else (first or date(2020, 1, 1)) + timedelta(length)
    return When.between(first, last, basis=draw(st.sampled_from(Basis)))


@given(whens(), whens(), DAYS)
def test_a_day_is_in_both_where_it_is_in_each(one: When, other: When, day: date) -> None:
    both = one.narrowed(other)
    assert (both is not None and both.holds(day)) is (one.holds(day) and other.holds(day))
    back = other.narrowed(one)
    assert (both is None) is (back is None)
    if both is not None and back is not None:
        assert (both.start, both.end, both.basis) == (back.start, back.end, back.basis)


def test_what_is_left_keeps_the_precision_of_the_narrower() -> None:
    year, june = When.year(2031), When.month(2031, 6)
    assert year.narrowed(june) == june == june.narrowed(year)
    day = When.between(date(2031, 6, 30), None).narrowed(june)
    assert day is not None
    assert day.precision is Precision.DAY
    assert When.month(2031, 5).narrowed(june) is None


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        (date(2024, 7, 29), date(2024, 7, 29), "2024-07-29"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2020, 1, 1), date(2029, 12, 31), "202X"),
        (date(2021, 1, 1), date(2030, 12, 31), "2021/2030"),
        (date(2024, 7, 1), date(2024, 7, 10), "2024-07-01/2024-07-10"),
        (None, date(2025, 3, 31), "../2025-03-31"),
        (date(2025, 3, 31), None, "2025-03-31/.."),
        (date.max, date.max, "9999-12-31/.."),
    ],
)
def test_edtf(first: date | None, last: date | None, edtf: str) -> None:
    assert When.between(first, last).edtf == edtf
    about = When.between(first, last, approximate=True).edtf
    if first is None or last is None or last == date.max:
        assert about == edtf
    else:
        assert about.replace("~", "") == edtf
        assert about.count("~") == 1 + edtf.count("/")


def test_an_empty_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="must hold a day"):
        When(date(2031, 1, 2), date(2031, 1, 2))
    with pytest.raises(ValueError, match="ascending"):
        When(None, None, candidates=(date(2031, 1, 2), date(2031, 1, 1)))
