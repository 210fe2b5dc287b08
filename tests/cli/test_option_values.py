"""The values of options: what is understood, and what is refused with an example of what is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import click
import pytest

from servanda.cli.option_values import (
    confidence,
    day,
    days_before,
    grades,
    instant,
    moment,
    party,
    statuses,
)

reliability = grades("ABCDEF")
credibility = grades("123456")


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (day, "2024-07-29", date(2024, 7, 29)),
        (moment, "2024-07-29", date(2024, 7, 29)),
        (moment, "20240729", date(2024, 7, 29)),
        (moment, "2024-07-29T18:00Z", datetime(2024, 7, 29, 18, tzinfo=UTC)),
        (instant, "2024-07-29", datetime(2024, 7, 29, tzinfo=UTC)),
        (instant, "2024-07-29T18:00", datetime(2024, 7, 29, 18, tzinfo=UTC)),
        (
            instant,
            "2024-07-29T18:00+09:00",
            datetime(2024, 7, 29, 18, tzinfo=timezone(timedelta(hours=9))),
        ),
        (reliability, "A-C", frozenset("ABC")),
        (reliability, "a, c?", frozenset("AC?")),
        (reliability, "?", frozenset("?")),
        (credibility, "1-2,5", frozenset("125")),
        (statuses, "overdue", "overdue"),
        (statuses, "Partly done, due", "partly_done,due"),
        (statuses, "partly-done", "partly_done"),
        (statuses, "stated", "stated"),
        (confidence, "0", 0.0),
        (confidence, ".9", 0.9),
    ],
)
def test_what_is_understood(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (day, "29.07.2024", "'29.07.2024' is not a day"),
        (day, "2024-02-30", "such as 2024-07-29"),
        (moment, "2024-07-29T18:00", "with its time zone"),
        (moment, "July", "'July' is not an instant"),
        (instant, "yesterday", "2025-03-31T14:00+01:00"),
        (reliability, "1", "'1' is not a grade; write A, A-C, or A-C?"),
        (reliability, "C-A", "is not a grade"),
        (reliability, "", "is not a grade"),
        (credibility, "A", "write 1, 1-3, or 1-3?"),
        (credibility, "7", "is not a grade"),
        (statuses, "due,lost", "'lost' is not a status; the statuses are"),
        (statuses, ",", "',' is not a status"),
        (confidence, "1.1", "a number from 0 to 1"),
        (confidence, "high", "'high' is not a confidence"),
        (confidence, "nan", "'nan' is not a confidence"),
    ],
)
def test_what_is_refused(read: Callable[[str], Any], text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        read(text)
    assert message in refused.value.message


@pytest.mark.parametrize(("written", "days"), [("7d", 7), ("2w", 14), (" 1 day ", 1)])
def test_how_long_before_is_days_or_weeks(written: str, days: int) -> None:
    assert days_before(written) == timedelta(days=days)


@pytest.mark.parametrize("written", ["", "7", "3m", "-1d", "soon"])
def test_what_is_no_time_before_is_refused(written: str) -> None:
    with pytest.raises(click.BadParameter, match="7d, 2w"):
        days_before(written)


def test_a_party_is_read_as_its_code() -> None:
    assert party("nauru") == "NR"
    with pytest.raises(click.BadParameter, match=r"did you mean Nauru \(NR\)"):
        party("naurru")
