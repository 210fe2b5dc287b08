"""Which words name a state, an organisation or a body."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.world.gazetteer import PartySort, gazetteer


@pytest.mark.parametrize(
    ("text", "party", "sort"),
    [
        ("Norway agreed", "NO", PartySort.NAME),
        ("Norway's army", "NO", PartySort.NAME),
        ("the Norwegian army", "NO", PartySort.ADJECTIVE),
        ("Oslo said", "NO", PartySort.SEAT),
        ("the United States agreed", "US", PartySort.NAME),
        ("a U.S. ship", "US", None),
        ("NATO met", "NATO", PartySort.ORGANISATION),
        ("the Pentagon said", "US", PartySort.BODY),
        ("North Korea fired", "KP", PartySort.NAME),
        ("the D.P.R.K. fired", "KP", PartySort.NAME),
        ("the R.O.K. agreed", "KR", PartySort.NAME),
        ("Dem. Rep. of Congo agreed", "CD", PartySort.NAME),
        ("the Rep. of Korea agreed", "KR", PartySort.NAME),
        ("Georgia agreed", "GE", PartySort.NAME),
        ("St. Kitts and Nevis agreed", "KN", PartySort.NAME),
        ("NORWAY agreed", "NO", PartySort.NAME),
    ],
)
def test_a_party_is_named(text: str, party: str, sort: PartySort | None) -> None:
    found = gazetteer().find(text)
    assert [m.party for m in found] == [party]
    assert sort is None or found[0].sort is sort


def test_a_sea_is_no_state() -> None:
    (mention,) = gazetteer().find("ships in the South China Sea")
    assert mention.party is None
    assert mention.sort is PartySort.PLACE


def test_small_letters_name_nothing() -> None:
    assert gazetteer().find("the turkey and the china cups") == []


def test_a_name_does_not_reach_over_a_line() -> None:
    assert all("\n" not in m.text for m in gazetteer().find("North\nKorea and Norway"))


def test_the_country_of_a_place() -> None:
    assert gazetteer().country_of_place("Bergen, Norway") == "NO"
    assert gazetteer().country_of_place("Nowhere") is None
    # a city that is no seat of a state, or of a body alone; it names no party in a text
    assert gazetteer().country_of_place("Geneva") == "CH"
    assert gazetteer().country_of_place("Brussels") == "BE"
    assert gazetteer().find("They met in Geneva.") == []


@given(st.text(alphabet="NorwayUS. ’s\n", max_size=50))
def test_mentions_ascend_and_do_not_overlap(text: str) -> None:
    found = gazetteer().find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "New South Wales sent an observer.",
        "Northern Ireland voted.",
        "New Mexico burned.",
        "Inner Mongolia voted.",
        "Georgia Governor Ada Brandt spoke.",
        "The governor of Georgia spoke.",
        "A plant in Savannah, Georgia, closed.",
        "Georgia lawmakers met in Atlanta, and Georgia is pleased.",
        "Latin Americans voted.",
        "South American leaders met.",
        "North America agreed.",
        "Oil was spilled in the Niger Delta.",
    ],
)
def test_a_province_that_bears_a_states_name_is_no_party(text: str) -> None:
    assert {m.party for m in gazetteer().find(text)} <= {None}
