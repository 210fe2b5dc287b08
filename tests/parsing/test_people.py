"""Who is named with which office, and where a name stands alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.parsing.office_titles import titles
from servanda.parsing.people import People, find_people
from servanda.parsing.spacy_model import load_model
from servanda.parsing.tokens_labels import acting_names, name_at, name_words
from servanda.world.gazetteer import gazetteer


def people_of(text: str, **options: object) -> People:
    parties = gazetteer().find(text)
    return find_people(text, parties, titles().find(text, parties), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Norwegian Defense Minister Ada Brandt spoke.", "Ada Brandt", "NO"),
        ("Defense Minister Ada Brandt of Norway spoke.", "Ada Brandt", "NO"),
        ("Ada Brandt, Norway's defense minister, spoke.", "Ada Brandt", "NO"),
        ("Norwegian President-elect Ada von Brandt spoke.", "Ada von Brandt", "NO"),
        ("Norwegian Foreign Minister A. J. Brandt, Jr. spoke.", "A. J. Brandt, Jr.", "NO"),
        ("Norwegian Defense Minister (right) Ada Brandt spoke.", "Ada Brandt", "NO"),
        ("Norwegian Foreign Minister Anna Đurđev spoke.", "Anna Đurđev", "NO"),
        ("Norwegian Foreign Minister Žofia Żółtek-Ünal spoke.", "Žofia Żółtek-Ünal", "NO"),
        ("Norwegian Foreign Minister İpek Āboliņš spoke.", "İpek Āboliņš", "NO"),
        # names that read like months and days
        ("Norwegian Foreign Minister Ada May met him.", "Ada May", "NO"),
        ("Norwegian Foreign Minister Tham Jun Hoe met him.", "Tham Jun Hoe", "NO"),
        ("Norwegian Foreign Minister Jan Brandt met him.", "Jan Brandt", "NO"),
        ("Norwegian Foreign Minister April Brandt met him.", "April Brandt", "NO"),
        ("Norwegian Foreign Minister Brandt May 3 met him.", "Brandt", "NO"),
        ("Norwegian Foreign Minister Ada Brandt Monday met him.", "Ada Brandt", "NO"),
        # particles
        ("Norwegian Foreign Minister von der Marsh met him.", "von der Marsh", "NO"),
        ("Ada Brandt, the Prime Minister of Norway and Leo, the dog, met him.", "Ada Brandt", "NO"),
        ("Norwegian Foreign Minister Ada van der Marsh met him.", "Ada van der Marsh", "NO"),
        ("Norwegian Foreign Minister José Prado y Luna met him.", "José Prado y Luna", "NO"),
        ("Norwegian Foreign Minister Rui Souza e Silva met him.", "Rui Souza e Silva", "NO"),
    ],
)
def test_an_office_introduces_a_person(text: str, name: str, party: str) -> None:
    found = people_of(text)
    assert [(p.name, p.party) for p in found.people] == [(name, party)]


def test_an_office_addressed_is_no_name() -> None:
    found = people_of("Madam Federal Chancellor, thank you. Mr. Brandt spoke.")
    assert [p.name for p in found.people] == ["Brandt"]


def test_either_order_of_names_is_one_person() -> None:
    found = people_of(
        "Norwegian Defense Minister Brandt Ada spoke. Defense Minister Ada Brandt left."
    )
    assert len(found.people) == 1
    assert len(found.people[0].holdings) == 2


def test_a_surname_alone_is_the_person_named_before() -> None:
    text = "Norwegian Defense Minister Ada Brandt spoke. Brandt left; the Brandt-Marsh plan stood."
    found = people_of(text)
    assert [text[m.start : m.end] for m in found.mentions] == ["Ada Brandt", "Brandt", "Brandt"]
    assert [m.full for m in found.mentions] == [True, False, False]


def test_a_surname_of_two_people_stands_for_neither() -> None:
    text = "Norwegian Defense Minister Ada Brandt met Chilean Foreign Minister Leo Brandt. Brandt left."
    found = people_of(text)
    assert len(found.people) == 2
    assert all(m.full for m in found.mentions)


def test_ministers_in_the_plural_each_hold_the_office() -> None:
    found = people_of("Defense Ministers Ada Brandt of Norway and Leo Marsh of Chile spoke.")
    assert {(p.name, p.party, p.office) for p in found.people} == {
        ("Ada Brandt", "NO", "Defense minister"),
        ("Leo Marsh", "CL", "Defense minister"),
    }


def test_the_minister_said_is_no_office_of_the_name_before() -> None:
    found = people_of("He dined with Leo Marsh, the minister said.")
    assert found.people == []


def test_a_rank_is_an_office_of_last_resort() -> None:
    found = people_of("Brig. Gen. Ada Brandt, the Norwegian army spokeswoman, spoke.")
    assert found.people[0].office == "army spokeswoman"
    assert {h.by_rank for h in found.people[0].holdings} == {True, False}


def test_an_honorific_names_a_person_without_an_office() -> None:
    found = people_of("Mr. Leo Marsh spoke.")
    assert [(p.name, p.holdings) for p in found.people] == [("Leo Marsh", [])]


def test_words_in_a_headline_name_only_who_is_named_below() -> None:
    text = "Vice President Brandt Launches Plans\n\nVice President Ada Brandt spoke."
    found = people_of(text, headlines=[(0, 36)])
    assert [p.name for p in found.people] == ["Ada Brandt"]
    assert len(found.people[0].holdings) == 2


def test_a_known_name_in_a_headline_alone_is_kept() -> None:
    tagged = {"headlines": [(0, 30)], "extra": [(0, 13)]}
    known = people_of("Angela Merkel to visit Nairobi\n\nThe chancellor sets out today.", **tagged)
    assert [p.name for p in known.people] == ["Angela Merkel"]
    other = people_of("Angela Hermel to visit Nairobi\n\nThe chancellor sets out today.", **tagged)
    assert other.people == []


def test_a_name_the_tagger_sees_in_a_headline_alone_is_kept() -> None:
    text = "Statement by Press Secretary Ida Holm on Fishing\n\nThe plan stands."
    found = people_of(text, headlines=[(0, 48)], extra=[(29, 37)])
    assert [p.name for p in found.people] == ["Ida Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "General Assembly",
        "Monday Morning",
        "The Council",
        "OF DEFENSE",
        "Business Roundtable",
        "Harbour Governments",
    ],
)
def test_other_capitalised_words_begin_no_name(text: str) -> None:
    span = name_at(text, 0, {})
    assert span is None or text[slice(*span)] not in (text, text.rsplit(maxsplit=1)[-1])


def test_telling_words_leave_out_initials_and_suffixes() -> None:
    assert name_words("Joseph R. von Brandt, Jr.") == {"joseph", "brandt"}


def test_an_article_is_left_out_where_a_name_begins_with_it() -> None:
    assert name_words("Omar al-Brandt") == {"omar", "brandt"}
    assert name_words("Linda Thomas-Marsh") == {"linda", "thomas-marsh"}


@given(st.text(alphabet="ABab .,’-\n", max_size=60))
def test_any_text_is_searched_without_fault_and_mentions_ascend(text: str) -> None:
    found = people_of(text)
    starts = [m.start for m in found.mentions]
    assert starts == sorted(starts)


def test_an_office_of_a_state_named_behind_two_officers() -> None:
    found = people_of("President Ada Brandt and Foreign Minister Leo Marsh of Chile spoke.")
    assert [h.beside for p in found.people if p.name == "Ada Brandt" for h in p.holdings] == ["CL"]
    apart = people_of("President Ada Brandt and Prime Minister Leo Marsh of Chile spoke.")
    assert [h.beside for p in apart.people if p.name == "Ada Brandt" for h in p.holdings] == [None]


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        # an everyday noun that print makes a form of address
        ("They welcomed Secretary Ada Brandt of Norway.", "Ada Brandt", "Secretary"),
        # a list of departments, a second title, a rank between office and name
        (
            "Norwegian Minister for Trade, Tourism and Investment Senator Ada Brandt spoke.",
            "Ada Brandt",
            "Minister for Trade, Tourism and Investment",
        ),
        (
            "Commander-in-Chief of the Norwegian Armed Forces Gen. Ada Brandt spoke.",
            "Ada Brandt",
            "Commander-in-Chief of the Armed Forces",
        ),
        # an office with a parenthesis or a second office behind it
        (
            "We thank Ada Brandt, Chairperson of the African Union Commission (AUC), for it.",
            "Ada Brandt",
            "Chairperson of the African Union Commission",
        ),
        (
            "They met Ada Brandt, Spokesperson and Chief Advisor to the President of Norway.",
            "Ada Brandt",
            "Spokesperson",
        ),
        (
            "Norwegian Foreign Minister Senator the Hon Ada Brandt spoke.",
            "Ada Brandt",
            "Foreign Minister",
        ),
        # a given name cut short
        ("Norwegian spokeswoman Ma. Ada Brandt spoke.", "Ma. Ada Brandt", "spokeswoman"),
    ],
)
def test_offices_are_told_in_many_ways(text: str, person: str, office: str) -> None:
    found = people_of(text)
    assert [(p.name, p.office) for p in found.people] == [(person, office)]


def test_whose_office_it_is_may_be_said_by_the_office_behind() -> None:
    text = "They met Ada Brandt, Spokesperson and Chief Advisor to the President of Norway."
    assert [p.party for p in people_of(text).people] == ["NO"]


def test_a_given_name_that_is_a_title_elsewhere_is_a_name() -> None:
    found = people_of("They asked their envoys, Leo Marsh and Sultan al-Brandt, to explore it.")
    assert {(p.name, p.office) for p in found.people} == {
        ("Leo Marsh", "envoy"),
        ("Sultan al-Brandt", "envoy"),
    }


@pytest.mark.parametrize(
    "text", ["A senior official Brandt knows spoke.", "The secretary Brandt hired left."]
)
def test_an_everyday_noun_in_small_letters_is_no_office(text: str) -> None:
    assert not people_of(text).people


def test_a_name_in_a_headline_ends_before_the_verb() -> None:
    headline = "Statement by President Brandt Welcoming New Steps of Norway"
    found = people_of(headline, headlines=[(0, len(headline))])
    assert [p.name for p in found.people] == ["Brandt"]


def test_presidents_in_the_plural_with_their_states_set_behind() -> None:
    text = "She called presidents Ada Brandt, Norway, and Leo Marsh from Chile, about the security."
    found = people_of(text)
    assert {(p.name, p.party) for p in found.people} == {("Ada Brandt", "NO"), ("Leo Marsh", "CL")}


def test_prime_ministers_in_the_plural_hold_the_whole_office() -> None:
    found = people_of("Prime Ministers Ada Brandt of Norway and Leo Marsh of Chile met.")
    assert {p.holdings[0].office for p in found.people} == {"prime minister"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Together with President of Chile Rosa Vidal Angela Merkel opened the fair.", "Rosa Vidal"),
        ("Together with President of Chile Rosa Vidal Marta Moss opened the fair.", "Rosa Vidal Marta Moss"),
    ],
)  # fmt: skip
def test_a_name_ends_where_a_known_one_begins(text: str, name: str) -> None:
    assert name in {p.name for p in people_of(text).people if p.holdings}


def test_where_a_president_goes_is_no_part_of_the_office() -> None:
    text = "A visit by the President of Chile to Norway, Ada Brandt and Leo Marsh said, is due."
    assert all(not p.holdings for p in people_of(text).people)


def test_a_body_that_acts_is_nobodys_name() -> None:
    doc = load_model()("The Harbour Regional Government said so. Ada Brandt said so.")
    assert [doc.text[start:end] for start, end in acting_names(doc)] == ["Ada Brandt"]
