"""`times`: TIMEX3 rows for one text, news or history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import servanda
from servanda.errors import TimeError
from servanda.timex.expressions import read_times, times
from servanda.timex.narrative import Genre
from servanda.timex.resolving import Anchor

HISTORY = (
    "In May 1701 the war began. In June the fleet sailed. It wintered in 1702. In March 1703 a truce "
    "was signed, and in April it broke. The port fell on 3 October 1704. In January the king fled. "
    "Peace came in 1706, and in 1707 the league was renewed; it lasted until 1710. By 1712 all was new."
)


def test_rows() -> None:
    rows = [one.to_json() for one in times("They met on Friday.", "2031-03-10")]
    assert rows == [
        {
            "start": 12,
            "end": 18,
            "text": "Friday",
            "type": "DATE",
            "value": "2031-03-07",
            "when": {"earliest": "2031-03-07", "latest": "2031-03-07", "edtf": "2031-03-07"},
        }
    ]


def test_the_ends_of_a_range_are_marked_one_by_one() -> None:
    found = times("It ran from Nov. 30 to Dec. 12, 2029.")
    assert [(one.text, one.value) for one in found] == [
        ("Nov. 30", "2029-11-30"),
        ("Dec. 12, 2029", "2029-12-12"),
    ]


def test_a_history_leans_on_what_it_told_before() -> None:
    values = [one.value for one in times(HISTORY, "2011-05-01")]
    assert values[:2] == ["1701-05", "1701-06"]
    assert "1703-04" in values
    assert values[values.index("1704-10-03") + 1] == "1705-01"


def test_news_does_not() -> None:
    values = [one.value for one in times(HISTORY, "2011-05-01", genre=Genre.NEWS)]
    assert values[1] == "2010-06"


def test_before_our_era() -> None:
    found = times("It fell in 264 BC, in the 3rd century BC.")
    assert [one.value for one in found] == ["BC0264", "BC02"]
    assert all(one.when is None for one in found)


def test_a_text_that_states_its_own_day() -> None:
    found = times("September 1, 2031\n\nA flight was put off today.")
    assert [one.value for one in found] == ["2031-09-01", "2031-09-01"]


def test_nothing_known() -> None:
    (one,) = times("They met yesterday.")
    assert (one.value, one.when, one.edtf) == ("XXXX-XX-XX", None, None)


@pytest.mark.parametrize(
    "published", ["31-12-2031", "soon", "2031-02-30", "0000-01-01", "the 35th", "", 5]
)
def test_a_day_that_is_none(published: str) -> None:
    with pytest.raises(TimeError, match="no date"):
        times("They met yesterday.", published)
    with pytest.raises(TimeError, match="no calendar"):
        servanda.times("They met yesterday.", published=published)


def test_a_moment_is_of_its_day() -> None:
    moment = datetime(2031, 3, 10, 23, 30, tzinfo=UTC)
    (one,) = times("They met yesterday.", moment)
    assert one.value == "2031-03-09"
    ((_, found),) = servanda.times("They met yesterday.", published=moment)
    assert found.value == "2031-03-09"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("It took three days.", "DURATION", "P3D"),
        ("It took 50 minutes.", "DURATION", "PT50M"),
        ("It took a decade.", "DURATION", "P10Y"),
        ("It took two and a half years.", "DURATION", "P2.5Y"),
        ("It took several months.", "DURATION", "PXM"),
        ("They drill every two years.", "SET", "P2Y"),
        ("They drill annually.", "SET", "P1Y"),
        ("They drill every Monday.", "SET", "XXXX-WXX-1"),
        ("They spoke at 5 p.m. on the phone.", "TIME", "2031-03-10T17:00"),
        ("They spoke at 10:35 GMT.", "TIME", "2031-03-10T10:35Z"),
        ("They spoke tonight.", "TIME", "2031-03-10TNI"),
        ("They now agree.", "DATE", "PRESENT_REF"),
        ("They recently agreed.", "DATE", "PAST_REF"),
    ],
)
def test_types_and_values(text: str, kind: str, value: str) -> None:
    (one,) = times(text, "2031-03-10")
    assert (one.type, one.value) == (kind, value)


def test_pairs_for_callers_that_want_both() -> None:
    ((ref, found),) = read_times("It fell in May 2029.", Anchor(None))
    assert (ref.form, found.value) == ("month", "2029-05")
