"""Sets of days: cut, counted, and written as a time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.dating.day_sets import ALL, as_when, count, days_of, mask_of, only, span, weekdays
from servanda.model import Basis, When

DAY = date(2031, 5, 1)


def test_open_and_impossible_spans() -> None:
    assert span(None, None) == ALL
    assert span(DAY, date(2031, 4, 1)) == 0
    assert count(span(DAY, date(2031, 5, 3))) == 3
    assert only([DAY, date(1800, 1, 1)]) == only([DAY])


@given(st.sets(st.dates(date(2030, 1, 1), date(2031, 12, 31)), min_size=1, max_size=20))
def test_a_set_keeps_its_days(days: set[date]) -> None:
    assert list(days_of(only(days))) == sorted(days)
    when = as_when(only(days), Basis.DERIVED)
    assert when is not None
    assert mask_of(when) & only(days) == only(days)


@pytest.mark.parametrize(
    ("days", "edtf"),
    [
        (only([DAY]), "2031-05-01"),
        (span(DAY, None), "2031-05-01/.."),
        (only([DAY, date(2031, 5, 3)]), "[2031-05-01,2031-05-03]"),
        (span(DAY, date(2031, 12, 31)), "2031-05-01/2031-12-31"),
    ],
    ids=["day", "open", "two days", "interval"],
)
def test_as_a_time(days: int, edtf: str) -> None:
    when = as_when(days, Basis.DERIVED)
    assert when is not None
    assert when.edtf == edtf


def test_nothing_and_days_of_every_year_are_no_time() -> None:
    assert as_when(0, Basis.DERIVED) is None
    assert as_when(ALL, Basis.DERIVED) is None
    assert as_when(weekdays([1]), Basis.DERIVED) is None
    assert mask_of(When.on(DAY)) == only([DAY])
