"""Introductions: the ways in which print puts a name beside an office, in minimal pairs."""

from __future__ import annotations

import pytest

from servanda.parsing.office_titles import titles
from servanda.parsing.people import People, find_people
from servanda.world.gazetteer import gazetteer


def people_of(text: str) -> People:
    parties = gazetteer().find(text)
    return find_people(text, parties, titles().find(text, parties))


@pytest.mark.parametrize(
    ("text", "name", "office", "party"),
    [
        # Everyday nouns are an office in front of a name, with a state or a group before them.
        ("Norwegian leader Ada Brandt spoke.", "Ada Brandt", "leader", "NO"),
        ("Norway's negotiator Ada Brandt spoke.", "Ada Brandt", "negotiator", "NO"),
        ("British diplomat Leo Marsh spoke.", "Leo Marsh", "diplomat", "GB"),
        ("EU top anti-fraud official Piet de Boer spoke.", "Piet de Boer", "official", "EU"),
        ("U.N. war crimes prosecutor Clara Moss spoke.", "Clara Moss", "prosecutor", "UN"),
        ("The men of Redbrook commander Leo Marsh fled.", "Leo Marsh", "commander", None),
        # A second title, an honorific or a rank stands behind the comma; a body tells the state behind a name.
        (
            "They met Chief Advisor to the President of Chile, Ambassador Ada Brandt.",
            "Ada Brandt",
            "Chief Advisor to the President",
            "CL",
        ),
        (
            "They met the Minister of Trade of Chile, HE Dr Ada Brandt, in Oslo.",
            "Ada Brandt",
            "Minister of Trade",
            "CL",
        ),
        (
            "It was led by Political Director Ada Brandt, Chilean Ministry of Foreign Affairs, in Oslo.",
            "Ada Brandt",
            "Political Director",
            "CL",
        ),
        # A complement may be a body of the state, a list of topics, a region.
        (
            "Ada Brandt, the deputy chief of Norway's Inland Water Organization, spoke.",
            "Ada Brandt",
            "deputy chief of Inland Water Organization",
            "NO",
        ),
        (
            "Ada Brandt, the head of the Norwegian Foreign Ministry's Arctic bureau, spoke.",
            "Ada Brandt",
            "head of the Foreign Ministry's Arctic bureau",
            "NO",
        ),
        (
            "A spokesman for the Norwegian air forces, Leo Marsh, spoke.",
            "Leo Marsh",
            "spokesman for the air forces",
            "NO",
        ),
        (
            "Norwegian Deputy Minister for Trade, Marine Transport, and Labor Ada Brandt spoke.",
            "Ada Brandt",
            "Deputy Minister for Trade, Marine Transport, and Labor",
            "NO",
        ),
        (
            "Norwegian Special Representative for Chilean Coast Water and Harbour Affairs Leo Marsh spoke.",
            "Leo Marsh",
            "Special Representative for Chilean Coast Water and Harbour Affairs",
            "NO",
        ),
        (
            "Norway's Director for Chile and Central Asia Ada Brandt spoke.",
            "Ada Brandt",
            "Director for Chile and Central Asia",
            "NO",
        ),
        # Set off behind the name, however the office goes on.
        ("Ada Brandt, director of the Norwegian Space Commission, spoke.", "Ada Brandt", "director of the Space Commission", "NO"),
        ("Ada Brandt, the head of Oilbank and an ally of Marsh, spoke.", "Ada Brandt", "head", None),
        (
            "Ada Brandt, who is also the head of the Harbour Commission for Fish; others spoke.",
            "Ada Brandt",
            "head of the Harbour Commission",
            None,
        ),
        ("Norwegian Minister of Foreign Affairs, Ms. Ada Brandt; others spoke.", "Ada Brandt", "Minister of Foreign Affairs", "NO"),
        ("It blamed Norway for words of its foreign minister, Ada Brandt during the war.", "Ada Brandt", "foreign minister", None),
        ("Norway's secretary-general (Ada Brandt) spoke.", "Ada Brandt", "secretary-general", "NO"),
        ("The Minister for Trade, the Hon Alan Marsh MP, spoke.", "Alan Marsh", "Minister for Trade", None),
        ("Republic of Korea (ROK) Vice Foreign Minister Cho Min-su spoke.", "Cho Min-su", "Vice Foreign Minister", "KR"),
        ("Aide to the President Ada Brandt spoke.", "Ada Brandt", "Aide to the President", None),
    ],
)  # fmt: skip
def test_a_name_is_tied_to_its_office(text: str, name: str, office: str, party: str | None) -> None:
    (person,) = [p for p in people_of(text).people if p.holdings]
    assert (person.name, person.holdings[0].office, person.party) == (name, office, party)


@pytest.mark.parametrize(
    "text",
    [
        "The team leader spoke.",
        "Norwegian leaders spoke on Monday.",
        "A senior official said so.",
        "The head of the table was free when Ada Brandt came.",
        "They praised respect for ASEAN customs. Secretary offices closed.",
        "After talks with Ada Brandt, the head of the ministry said no.",
    ],
)
def test_everyday_nouns_without_a_name_are_no_office(text: str) -> None:
    assert [p for p in people_of(text).people if p.holdings] == []


def test_in_a_list_of_names_and_offices_each_has_his_own() -> None:
    text = (
        "Ada Brandt, Norwegian Minister of Trade, Leo Marsh, Director of the Customs Office, and "
        "Clara Moss, Chargé d’Affaires for Chile, came."
    )
    found = {p.name: p.holdings[0].office for p in people_of(text).people}
    assert found == {
        "Ada Brandt": "Minister of Trade",
        "Leo Marsh": "Director of the Customs Office",
        "Clara Moss": "Chargé d’Affaires for Chile",
    }


def test_a_second_office_in_a_row_is_not_part_of_the_first() -> None:
    text = "Chairman of the State Duma Ada Brandt and Speaker of the National Assembly of Norway Leo Marsh met."
    found = {p.name: (p.holdings[0].office, p.party) for p in people_of(text).people}
    assert found == {
        "Ada Brandt": ("Chairman of the State Duma", None),
        "Leo Marsh": ("Speaker of the National Assembly", "NO"),
    }


def test_a_council_that_each_state_has_says_no_organisation() -> None:
    ours = people_of("Secretary of the Security Council Ada Brandt spoke.").people[0]
    theirs = people_of("President of the Security Council Ada Brandt spoke.").people[0]
    assert (ours.party, theirs.party) == (None, "UN")
