"""Amendments: times as people give them, and which values a field can hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UsageError
from servanda.model import When
from servanda.model.amendment import amendable, check_amendment, read_edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2031-05-02", "2031-05-02"),
        (" 2031-05 ", "2031-05"),
        ("2031", "2031"),
        ("2031~", "2031~"),
        ("2031-05/2031-06-10", "2031-05-01/2031-06-10"),
        ("../2031-06", "../2031-06-30"),
        ("2031/..", "2031-01-01/.."),
        ("[2031-05-02,2031-05-09]", "[2031-05-02,2031-05-09]"),
    ],
)
def test_times_as_people_give_them(text: str, edtf: str) -> None:
    assert read_edtf(text).edtf == edtf


@given(st.dates(), st.integers(0, 800))
def test_every_time_we_write_can_be_given(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal() - 1))
    if first <= last:
        when = When.between(first, last)
        again = read_edtf(when.edtf)
        assert (again.earliest, again.latest) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2031-13", "2031-02-30", "../..", "2032/2031", "[]", "0000", 2031, None]
)
def test_what_is_no_time(text: object) -> None:
    with pytest.raises(UsageError):
        read_edtf(text)


def test_what_can_be_amended() -> None:
    assert {"due", "obligors", "target"} <= set(amendable("commitment"))
    with pytest.raises(UsageError, match="no such kind"):
        amendable("wish")
    check_amendment("commitment", "target", {"quantity": "40", "unit": None})
    check_amendment("tenure", "former", True)  # noqa: FBT003
    with pytest.raises(UsageError, match="true or false"):
        check_amendment("tenure", "former", 1)
