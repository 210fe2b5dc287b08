"""Incidents: the same act in several reports is one; each minimal change makes it two, and says why."""

from __future__ import annotations

import pytest

from made import act, day, reports_by_entity, span
from servanda.model import ResolvedClaim
from servanda.resolution.incident_matching import compare_incidents, incident_features


def test_an_incident_told_twice_and_another_of_the_month() -> None:
    found = reports_by_entity(
        "incident",
        act("n1", "SM", "NR", "fired two missiles", when=day("2031-05-04")),
        act("n2", "SM", "NR", "test-launched missiles", when=day("2031-05-04")),
        act("n3", "SM", "NR", "launched a missile", when=day("2031-05-19")),
        act("n4", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
        act("n5", "AL", "NR", "fired two missiles", when=day("2031-05-04")),
        act("n6", "SM", "NR", "fired missiles"),
    )
    assert found == [("n1", "n2"), ("n3",), ("n4",), ("n5",), ("n6",)]


def test_an_incident_told_as_news_without_a_date() -> None:
    found = reports_by_entity(
        "incident",
        act("n1", "SM", "NR", "fired a missile", published="2031-05-04"),
        act("n2", "SM", None, "the missile launch", published="2031-05-05"),
        act("n3", "SM", "NR", "fired a missile", published="2031-05-19"),
        act("n4", "SM", "NR", "the recent missile launches", published="2031-05-05"),
    )
    assert found == [("n1", "n2"), ("n3",), ("n4",)]


FIRED = act("n1", "SM", "NR", "fired two missiles", when=day("2031-05-04"))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (act("n2", "SM", "NR", "launched missiles", when=day("2031-05-04")), ""),
        (
            act("n1", "SM", "NR", "launched missiles", when=day("2031-05-04"), at=9),
            "both are of one report",
        ),
        (act("n2", "AL", "NR", "launched missiles", when=day("2031-05-04")), "other actors"),
        (act("n2", "SM", "AL", "launched missiles", when=day("2031-05-04")), "other targets"),
        (act("n2", "SM", "NR", "rammed a trawler", when=day("2031-05-04")), "other sorts of act"),
        (act("n2", "SM", "NR", "launched missiles", when=day("2031-05-05")), "other days"),
        (
            act("n2", "SM", "NR", "missile tests", when=span("2031-01-01", "2031-12-31")),
            "one is a series of acts",
        ),
        (act("n2", None, "NR", "launched missiles", when=day("2031-05-04")), "an actor"),
        (act("n2", "SM", "NR", "fired a missile"), "no day in common"),
    ],
)
def test_minimal_pairs(other: ResolvedClaim, why: str) -> None:
    a, b = incident_features(FIRED), incident_features(other)
    match = compare_incidents(a, b)
    assert bool(match) is (not why)
    assert why in match.why or match.why.startswith(why)
    assert bool(compare_incidents(b, a)) is bool(match)


def test_a_match_says_who_what_and_when() -> None:
    other = act("n2", "SM", None, "launched a missile", when=span("2031-05-01", "2031-05-31"))
    match = compare_incidents(incident_features(FIRED), incident_features(other))
    assert match.why == "SM: launch, 4 May 2031"
