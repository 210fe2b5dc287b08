"""The order of claims, ids that no later report changes, and times compared."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import act, day, orders, span
from servanda.model import When
from servanda.resolution.claim_order import (
    calendar_parts,
    close,
    dated,
    entity_id,
    in_order,
    reports_of,
    same_end,
    spread,
)

DATES = st.dates(date(2029, 1, 1), date(2033, 1, 1))
EARLY = act("b", "SM", "NR", "fired", published="2031-05-01")
LATE = act("a", "SM", "NR", "fired", published="2031-05-09")
UNDATED = act("c", "SM", "NR", "fired")


def test_the_earliest_report_comes_first_and_the_undated_last() -> None:
    for order in orders([EARLY, LATE, UNDATED]):
        assert in_order(order) == (EARLY.claim.id, LATE.claim.id, UNDATED.claim.id)
        assert reports_of(order) == ("b", "a", "c")


def test_a_later_report_does_not_change_the_id() -> None:
    one = entity_id("incident", [EARLY])
    assert one == entity_id("incident", [LATE, EARLY, UNDATED])
    assert one != entity_id("incident", [LATE])


def test_how_vague_a_time_is() -> None:
    assert spread(day("2031-05-01")) == 1
    assert spread(None) == spread(span(None, "2031-05-01")) == 10**6
    assert dated(span("2031-05-01", "2031-05-31")) is not None
    assert dated(span("2031-01-01", "2031-12-31")) is None


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        (day("2031-05-01"), span("2031-05-01", "2031-05-31"), True),
        (day("2031-05-01"), span("2031-01-01", "2031-12-31"), True),
        (day("2031-05-01"), day("2031-05-02"), False),
        (span("2031-01-01", "2031-12-31"), span("2031-05-01", "2031-07-31"), False),
        (day("2031-05-01"), None, False),
    ],
)
def test_close_times(a: When, b: When | None, *, want: bool) -> None:
    assert close(a, b) is close(b, a) is want


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        (span(None, "2031-06-30"), span(None, "2031-06-30"), True),
        (span(None, "2031-06-30"), span(None, "2031-06-12"), True),
        (span(None, "2031-06-30"), span(None, "2031-12-31"), False),
        (span("2031-03-01", "2031-05-31"), span("2031-03-01", "2031-03-31"), True),
        (None, span(None, "2031-06-30"), False),
        (None, None, True),
    ],
)
def test_one_deadline(a: When | None, b: When | None, *, want: bool) -> None:
    assert same_end(a, b) is same_end(b, a) is want


@given(DATES, DATES, st.integers(0, 40), st.integers(0, 40))
def test_times_that_meet_or_miss_by_a_day_share_a_part(
    first: date, second: date, long: int, wide: int
) -> None:
    one = When.between(first, first + timedelta(days=long))
    other = When.between(second, second + timedelta(days=wide))
    grown = When.between(second - timedelta(days=1), second + timedelta(days=wide + 1))
    if one.meets(grown):
        assert set(calendar_parts(one)) & set(calendar_parts(other))
