"""Officer states: whose officer a bare "Defence Minister" is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.cleaning.assembly import make_report
from servanda.model import RawItem
from servanda.parsing.document import parse

REST = " Both had come to the harbour by train, and both of them went home by sea in the evening."


def parties(text: str) -> dict[str, str | None]:
    data = (text + REST).encode("utf-8")
    parsed = parse(make_report(RawItem("made.txt", data, "text/plain", "made.txt")))
    return {person.name: person.party for person in parsed.people.people}


@pytest.mark.parametrize(
    "text",
    [
        # the officers named bare are of the state that the report tells most of
        "Norway's Defence Minister Ada Brandt met Foreign Minister Ida Holm. Norway had asked.",
        "Norway's plans for the north were late, Foreign Minister Ida Holm said.",
        # a title that is one state's own says that a bare one beside it is another's
        "Norway opened its ports. Defense Secretary Leo Marsh met Defense Minister Ida Holm.",
        # who is introduced with a nationality is a guest
        "Defence Minister Ida Holm met her Chilean counterpart Leo Marsh, officials in Oslo said.",
    ],
)
def test_a_bare_office_is_of_the_reports_home(text: str) -> None:
    assert parties(text)["Ida Holm"] == "NO"


def test_a_title_of_one_states_own_needs_no_nationality() -> None:
    found = parties("Norway opened its ports. Secretary of State Leo Marsh met the press.")
    assert found["Leo Marsh"] == "US"


def test_who_is_named_with_a_nationality_keeps_it() -> None:
    text = "Norway's plans were late, Chilean Foreign Minister Leo Marsh said. Norway waited."
    assert parties(text)["Leo Marsh"] == "CL"


def test_a_whole_name_known_in_another_office_tells_the_state() -> None:
    text = "Norway was glad. Vice-President {} spoke in Chile."
    assert parties(text.format("Federica Mogherini"))["Federica Mogherini"] == "EU"
    assert parties(text.format("Federica Holm"))["Federica Holm"] != "EU"


def test_nobody_has_a_party_where_no_state_is_named() -> None:
    assert parties("The plans were late, Foreign Minister Ida Holm said.")["Ida Holm"] is None


def test_an_office_in_a_clause_about_a_state_is_of_that_state() -> None:
    text = "Norway and Kenya spoke of the vote in Chile, in which President Rosa Vidal runs again."
    assert parties(text)["Rosa Vidal"] == "CL"


def test_a_title_of_one_states_own_is_anothers_where_only_others_are_named() -> None:
    text = (
        "Norway and Chile signed a pact on Monday. Foreign Minister Ida Holm and Defense "
        "Secretary Leo Marsh signed it in Santiago."
    )
    assert parties(text)["Leo Marsh"] != "US"


def test_the_place_a_story_is_filed_from_breaks_a_tie() -> None:
    text = (
        "OSLO - Chile and Norway will build a pier. President Ida Holm will see Chile in May, Norway said. "
        "Chile and Norway have met before, and Chile has paid."
    )
    assert parties(text)["Ida Holm"] == "NO"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # the delegation that a person leads, the state that one signs for
        ("Norway and Chile met. The Chilean delegation was led by its host, Deputy Director Ida Holm.", "CL"),
        ("Norway and Chile made peace. Foreign Minister Ida Holm signed for Chile.", "CL"),
        # the one state that the sentence names first
        ("Norway's plans were late, Norway said in Norway. Before leaving Chile he met President Ida Holm.", "CL"),
        # a deputy of an office that is one state's own
        ("Norway opened its ports. Deputy Secretary of State Ida Holm met the press.", "US"),
    ],
)  # fmt: skip
def test_the_words_around_say_whose_officer_is_meant(text: str, party: str) -> None:
    assert parties(text)["Ida Holm"] == party


def test_a_states_own_release_does_not_claim_a_head_of_state_whose_holders_are_known() -> None:
    text = "The U.S. and Chile talked of trade. Chile will sign. The host was President Ida Holm."
    item = RawItem(
        "made.txt",
        (text + REST).encode(),
        "text/plain",
        "made.txt",
        {"publisher": "U.S. Department of State"},
    )
    parsed = parse(make_report(item))
    assert {p.name: p.party for p in parsed.people.people}["Ida Holm"] == "CL"


def released(text: str) -> dict[str, str | None]:
    data = (text + REST).encode("utf-8")
    report = make_report(RawItem("made.txt", data, "text/plain", "made.txt"))
    parsed = parse(replace(report, publisher="Prime Minister of Australia"))
    return {person.name: person.party for person in parsed.people.people}


@pytest.mark.parametrize(
    "office",
    [
        "Minister Leo Marsh",  # of some department
        "former Prime Minister Leo Marsh",  # before the table of terms begins
    ],
)
def test_in_a_states_own_release_an_officer_whom_no_table_knows_may_be_its_own(office: str) -> None:
    assert released(f"I thank {office}, who went to Chile for us. Chile was glad.") == {
        "Leo Marsh": "AU"
    }


def test_in_a_states_own_release_a_head_of_government_whom_no_table_knows_is_a_guest() -> None:
    assert released("I met Prime Minister Leo Marsh. Chile was glad, and Chile said so.") == {
        "Leo Marsh": "CL"
    }


def test_the_head_of_a_firm_is_not_of_the_reports_home_for_that() -> None:
    text = "Norway opened its ports, and Norway was glad. President of the Brandt Group Leo Marsh spoke."
    assert parties(text)["Leo Marsh"] is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # a head of state where the publisher's state has none: of the place told before
        ("In Chile the Prime Minister will meet President Ida Holm.", "CL"),
        ("The Prime Minister will be in Chile. She will see President Ida Holm.", "CL"),
        ("President Ida Holm will see Chile and Peru.", None),
        # in a list, the others are of the same state; two heads are of two
        ("I will meet Vice President Leo Marsh, Secretary of State Ada Brandt and Energy Secretary Ida Holm.", "US"),
        ("I will meet Chilean Foreign Minister Leo Marsh and Trade Minister Ida Holm.", "CL"),
        ("Trade Minister Ida Holm and Chilean Commerce Minister Leo Marsh will sign.", "AU"),
        # the counterpart's state, and never the same for both
        ("Minister Leo Marsh met his Chilean counterpart, Trade Minister Ida Holm.", "CL"),
        ("In Chile, Defence Minister Ida Holm and her Chilean counterpart, Leo Marsh, signed it.", "AU"),
        # a side, a ministry, a state in brackets
        ("On the Chilean side, Presidential Aide Ida Holm took part.", "CL"),
        ("I spoke with Chilean Ministry of Foreign Affairs Political Director Ida Holm.", "CL"),
        ("Foreign Minister Leo Marsh (Peru) and Foreign Minister Ida Holm (Chile) will sign.", "CL"),
        ("Minister Ida Holm signed the Pact of the Sea on behalf of Chile.", "CL"),
    ],
)  # fmt: skip
def test_a_state_tells_in_its_release_of_whom_it_met(text: str, party: str | None) -> None:
    assert released(text)["Ida Holm"] == party


def test_a_king_and_a_queen_are_of_one_state() -> None:
    found = released("King Leo Marsh and Queen Ida Holm of Norway will come.")
    assert found == {"Leo Marsh": "NO", "Ida Holm": "NO"}
    found = parties("Norway waits. President Leo Marsh and Prime Minister Ida Holm of Chile met.")
    assert found["Leo Marsh"] != "CL"


def test_who_is_met_is_of_another_state() -> None:
    text = "Norwegian Prime Minister Leo Marsh came to Chile for talks with King Ida Holm."
    assert parties(f"Norway waits. {text} Norway has asked for it.")["Ida Holm"] == "CL"
