"""Grades and lengths of time are read as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from servanda.errors import UsageError
from servanda.review.written_options import written_days, written_grades


@pytest.mark.parametrize(
    ("text", "found"),
    [("A", "A"), ("a-c", "ABC"), ("A,C", "AC"), ("AB?", "AB?"), ("b-d ?", "BCD?")],
)
def test_grades_are_single_or_from_one_to_another(text: str, found: str) -> None:
    assert written_grades("ABCDEF", text) == frozenset(found)


@pytest.mark.parametrize("text", ["", "G", "1", "A-", "C-A", "A to C", "-"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="it is not a grade"):
        written_grades("ABCDEF", text)


@pytest.mark.parametrize(
    ("text", "days"), [("7d", 7), (" 2w ", 14), ("10 days", 10), ("1 week", 7), ("3W", 21)]
)
def test_lengths_of_time_are_days_or_weeks(text: str, days: int) -> None:
    assert written_days(text) == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "7", "d", "7m", "-7d", "7.5d", "1000d"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="it is not a length of time"):
        written_days(text)
