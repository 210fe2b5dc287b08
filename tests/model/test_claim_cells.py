"""Cells of a claim: values of dates."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model import When
from servanda.model.claim_cells import timex_value


@pytest.mark.parametrize(
    ("when", "value"),
    [
        (When.year(2031), "2031"),
        (When.month(2031, 6), "2031-06"),
        (When.between(date(2030, 1, 1), date(2039, 12, 31)), "203"),
        (When.between(date(2031, 4, 1), date(2032, 3, 31)), None),
        (When.one_of((date(2031, 1, 1), date(2031, 1, 8))), None),
    ],
)
def test_timex_values(when: When, value: str | None) -> None:
    assert timex_value(when) == value
