"""Which words name an office, and whose it is."""

from __future__ import annotations

import pytest

from servanda.parsing.office_titles import OfficePhrase, titles
from servanda.world.gazetteer import gazetteer


def offices(text: str) -> list[OfficePhrase]:
    return titles().find(text, gazetteer().find(text))


@pytest.mark.parametrize(
    ("text", "office", "party"),
    [
        ("the Norwegian Defense Minister", "Defense Minister", "NO"),
        ("Norway's deputy foreign minister", "deputy foreign minister", "NO"),
        ("Minister of Foreign Affairs of Norway", "Minister of Foreign Affairs", "NO"),
        ("Secretary of National Defense", "Secretary of National Defense", None),
        (
            "Minister of Finance and Public Works Ada Brandt",
            "Minister of Finance and Public Works",
            None,
        ),
        (
            "Head of Presidential Administration Ada Brandt",
            "Head of Presidential Administration",
            None,
        ),
        ("U.S. Ambassador to Norway", "Ambassador to Norway", "US"),
        ("U.S. special envoy for Norway", "special envoy for Norway", "US"),
        ("NATO Secretary General", "NATO Secretary General", "NATO"),
        ("Pentagon press secretary", "Pentagon press secretary", "US"),
        ("Norwegian foreign ministry spokesman", "foreign ministry spokesman", "NO"),
        ("head of Norway's intelligence agency", "head of intelligence agency", "NO"),
        ("vice minister for security policy", "vice minister for security policy", None),
        (
            "commander of the new 5th Coastal Regiment",
            "commander of the new 5th Coastal Regiment",
            None,
        ),
        ("COP40 President Ada Brandt", "COP40 President", None),
    ],
)
def test_office_words_and_party(text: str, office: str, party: str | None) -> None:
    found = offices(text)
    assert [(o.office, o.party) for o in found] == [(office, party)]


@pytest.mark.parametrize(
    "text", ["the chief reason", "a leader in trade", "many ministers met", "the director spoke"]
)
def test_everyday_nouns_and_plurals_are_no_offices(text: str) -> None:
    assert offices(text) == []


def test_tense_words_are_read() -> None:
    assert offices("the former Norwegian prime minister")[0].former
    assert offices("Norwegian President-elect Ada Brandt")[0].incoming
    assert offices("the new defense minister")[0].new
    assert offices("the defense minister")[0].definite


def test_what_stands_on_another_line_is_no_part_of_an_office() -> None:
    found = offices("Talks with Norway\nPresident Ada Brandt spoke")
    assert [(o.office, o.party) for o in found] == [("President", None)]


def test_an_adviser_to_a_head_of_government_is_of_that_state() -> None:
    text = "They met Ada Brandt, National Security Advisor to the Prime Minister of Norway."
    (found, *_) = titles().find(text, gazetteer().find(text))
    assert found.office == "National Security Advisor to the Prime Minister"
    assert found.party == "NO"


def test_an_alternate_prime_minister_is_not_the_prime_minister() -> None:
    text = "Norwegian Alternate Prime Minister Ada Brandt spoke."
    (found,) = titles().find(text, gazetteer().find(text))
    assert (found.office, found.party) == ("Alternate Prime Minister", "NO")


@pytest.mark.parametrize(
    ("text", "office", "former", "incoming"),
    [
        ("Norway's shadow foreign minister Ada Brandt", "shadow foreign minister", False, False),
        ("Norway's acting Foreign Minister Ada Brandt", "acting Foreign Minister", False, False),
        ("Interim Norwegian President Ada Brandt", "Interim President", False, False),
        ("Norway's outgoing defence minister Ada Brandt", "defence minister", False, False),
        ("the late Norwegian president Ada Brandt", "president", True, False),
        ("Norway's slain prime minister Ada Brandt", "prime minister", True, False),
        ("two-time former prime minister Ada Brandt", "prime minister", True, False),
        ("Norway's former three-term president Ada Brandt", "president", True, False),
        ("Norway's three-time prime minister Ada Brandt", "prime minister", False, False),
        ("Norway's ex-Prime Minister Ada Brandt", "Prime Minister", True, False),
        ("Ex-president Ada Brandt", "president", True, False),
        ("then-Foreign Minister Ada Brandt", "Foreign Minister", True, False),
        ("Norway's President-elect Ada Brandt", "President-elect", False, True),
        ("Prime Minister-designate Ada Brandt", "Prime Minister-designate", False, True),
        ("Norway's vice president candidate Ada Brandt", "vice president", False, True),
        ("Norway's would-be prime minister Ada Brandt", "prime minister", False, True),
        ("President Election Ada Brandt", "President", False, False),
    ],
)
def test_in_office_before_it_and_after_it(
    text: str, office: str, former: bool, incoming: bool
) -> None:
    (found,) = offices(text)
    assert (found.office, found.former, found.incoming) == (office, former, incoming)


@pytest.mark.parametrize(
    ("text", "office", "party"),
    [
        ("Norway's Constitutional Court President A B", "Constitutional Court President", "NO"),
        ("Norwegian Senate President Ada Brandt", "Senate President", "NO"),
        ("European Parliament President Ada Brandt", "European Parliament President", "EU"),
        ("the president of the European Parliament", "president of the European Parliament", "EU"),
        ("Head of the Office of the President", "Head of the Office of the President", None),
    ],
)
def test_a_bodys_president_is_not_its_neighbours(text: str, office: str, party: str | None) -> None:
    (found,) = offices(text)
    assert (found.office, found.party) == (office, party)


@pytest.mark.parametrize(
    ("text", "office", "party"),
    [
        ("He received in the Pentagon President of Chile Rosa Vidal.", "President", "CL"),
        ("The White House chief of staff Leo Marsh came.", "White House chief of staff", "US"),
        ("Security Council Secretary Leo Marsh took part.", "Security Council Secretary", None),
    ],
)
def test_where_it_happened_is_no_part_of_an_office(
    text: str, office: str, party: str | None
) -> None:
    (phrase,) = titles().find(text, gazetteer().find(text))
    assert (phrase.office, phrase.party) == (office, party)
