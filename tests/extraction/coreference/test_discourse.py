"""Discourse: whom "the two sides", "he", "the ministry", "the Pentagon chief" and "we" stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readings import Read

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

MET = "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on Monday."


def last(discourse: Discourse, word: str) -> Token:
    """Return the last place where a word stands."""
    return [token for token in discourse.parsed.doc if token.text == word][-1]


def parties(read: Read, text: str, word: str) -> tuple[str, ...]:
    return read(text).parties(last(read(text), word))


def people(read: Read, text: str, word: str) -> list[str]:
    return [person.name for person in read(text).people(last(read(text), word))]


# -- both of them ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("The two sides agreed to open a depot.", "sides"),
        ("Both sides agreed to open a depot.", "sides"),
        ("Both ministers pledged to share radar data.", "ministers"),
        ("The two countries will share radar data.", "countries"),
        ("They pledged to share radar data.", "They"),
        ("The two pledged to share radar data.", "two"),
        ("The allies pledged to share radar data.", "allies"),
    ],
)
def test_those_who_met_are_meant_by_both(discourse: Read, words: str, word: str) -> None:
    assert parties(discourse, f"{MET} {words}", word) == ("CL", "PE")


@pytest.mark.parametrize("words", ["Both ministers left early.", "They left early."])
def test_both_are_people_too(discourse: Read, words: str) -> None:
    text = f"{MET} {words}"
    word = "ministers" if "ministers" in words else "They"
    assert people(discourse, text, word) == ["Rosa Vidal", "Luis Ocampo"]


def test_a_pair_a_few_sentences_back_still_counts(discourse: Read) -> None:
    text = f"{MET} It rained. The streets were empty. The two sides agreed to open a depot."
    assert parties(discourse, text, "sides") == ("CL", "PE")


def test_the_pair_last_spoken_of_is_meant(discourse: Read) -> None:
    text = (
        f"{MET} On Tuesday Vidal met Kenyan Defence Minister Joan Otieno in Nairobi. "
        "The two sides agreed to open a depot."
    )
    assert set(parties(discourse, text, "sides")) == {"CL", "KE"}


def test_named_sides_need_no_antecedent(discourse: Read) -> None:
    text = f"{MET} The leaders of Kenya and Ghana welcomed the news."
    assert set(parties(discourse, text, "leaders")) == {"KE", "GH"}


@pytest.mark.parametrize(
    "text",
    [
        "Chile, Peru and Bolivia held talks in Lima. The three countries agreed to open a depot.",
        "Chile, Peru and Bolivia held talks. Peru and Kenya agreed. The three countries left.",
        "Officials spoke of Chile-Peru-Bolivia talks. The three countries agreed to open a depot.",
    ],
)
def test_the_three_countries_are_those_last_listed(discourse: Read, text: str) -> None:
    assert set(parties(discourse, text, "countries")) == {"CL", "PE", "BO"}


def test_a_spokesperson_is_no_side(discourse: Read) -> None:
    text = (
        "Chilean President Rosa Vidal met Peruvian President Luis Ocampo. Kenyan government "
        "spokesman Amos Odinga read a note. The two leaders agreed to open a depot."
    )
    assert parties(discourse, text, "leaders") == ("CL", "PE")
    assert people(discourse, text, "leaders") == ["Rosa Vidal", "Luis Ocampo"]


def test_nobody_is_meant_where_nobody_was_named(discourse: Read) -> None:
    assert parties(discourse, "The two sides agreed to open a depot.", "sides") == ()
    assert people(discourse, "They agreed to open a depot.", "They") == []


# -- one of them -----------------------------------------------------------------------------


def test_she_is_the_last_who_acted(discourse: Read) -> None:
    text = f"{MET} She said that the talks went well."
    assert people(discourse, text, "She") == ["Rosa Vidal"]
    assert parties(discourse, text, "She") == ("CL",)


def test_his_is_whose_clause_it_is(discourse: Read) -> None:
    text = (
        "Chilean President Rosa Vidal thanked Peruvian President Luis Ocampo, who offered help "
        "during his recent visit to Santiago."
    )
    assert people(discourse, text, "his") == ["Luis Ocampo"]
    assert people(discourse, text.replace("who", "and"), "his") == ["Rosa Vidal"]


def test_an_office_is_that_of_whom_it_is_known_of(discourse: Read) -> None:
    text = "Angela Merkel praised the plan in Lima. The Chancellor of Germany left today."
    assert people(discourse, text, "Chancellor") == ["Angela Merkel"]
    other = text.replace("Chancellor of Germany", "Chancellor of Austria")
    assert people(discourse, other, "Chancellor") == []


def test_he_is_not_whoever_is_named_in_a_quotation(discourse: Read) -> None:
    text = (
        "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima. "
        'Ocampo said: "Rosa Vidal was right." He left at once.'
    )
    assert people(discourse, text, "He") == ["Luis Ocampo"]


def test_it_is_the_state_that_acted(discourse: Read) -> None:
    text = "Chile opened a depot near Peru. It will train pilots there."
    assert parties(discourse, text, "It") == ("CL",)


def test_it_is_nobody_where_a_thing_acted(discourse: Read) -> None:
    assert parties(discourse, "Chile and Peru met. The depot is large. It was costly.", "It") == ()


OFFICERS = (
    "Norwegian Defence Minister Ada Brandt and U.S. Defense Secretary Leo Marsh met in Oslo. "
    "Chilean President Rosa Vidal sent a letter."
)


@pytest.mark.parametrize(
    ("words", "word", "name", "party"),
    [
        ("The Pentagon chief said the talks went well.", "chief", "Leo Marsh", "US"),
        ("The U.S. defense chief said the talks went well.", "chief", "Leo Marsh", "US"),
        ("The Norwegian minister said the talks went well.", "minister", "Ada Brandt", "NO"),
        ("The Norwegian defence minister was glad.", "minister", "Ada Brandt", "NO"),
        ("The president was glad.", "president", "Rosa Vidal", "CL"),
        ("Brandt was glad.", "Brandt", "Ada Brandt", "NO"),
    ],
)
def test_a_title_stands_for_its_holder(
    discourse: Read, words: str, word: str, name: str, party: str
) -> None:
    text = f"{OFFICERS} {words}"
    assert people(discourse, text, word) == [name]
    assert parties(discourse, text, word) == (party,)


def test_a_title_that_two_hold_stands_for_neither(discourse: Read) -> None:
    text = f"{MET} The minister left at once."
    assert people(discourse, text, "minister") in ([], ["Rosa Vidal"])
    text = (
        "Chilean President Rosa Vidal met Peruvian President Luis Ocampo. The president left early."
    )
    assert people(discourse, text, "president") == []


def test_the_ministry_is_the_one_named_before(discourse: Read) -> None:
    text = (
        "Kenyan Foreign Minister Joan Otieno met Chilean Foreign Minister Rosa Vidal. The Kenyan "
        "Foreign Ministry issued a note. The ministry said the talks went well."
    )
    assert parties(discourse, text, "ministry") == ("KE",)


@pytest.mark.parametrize(
    ("words", "word", "party"),
    [
        ("The Peruvian government agreed.", "government", "PE"),
        ("Peru's navy agreed.", "navy", "PE"),
        ("The government of Peru agreed.", "government", "PE"),
    ],
)
def test_an_institution_is_its_states(discourse: Read, words: str, word: str, party: str) -> None:
    assert parties(discourse, f"{MET} {words}", word) == (party,)


def test_a_thing_keeps_the_owner_it_had(discourse: Read) -> None:
    text = "Chilean troops marched through Lima. The bulk of the troops will go home."
    read = discourse(text)
    assert read.thing_owner(last(read, "troops")) == ("CL",)
    assert read.thing_owner(last(read, "bulk")) == ("CL",)


# -- we --------------------------------------------------------------------------------------


def test_we_in_a_quotation_is_the_speakers_state(discourse: Read) -> None:
    text = '"We will send six tugs to Peru," Chilean Defence Minister Rosa Vidal told reporters.'
    assert parties(discourse, text, "We") == ("CL",)


def test_i_in_a_quotation_is_the_speaker(discourse: Read) -> None:
    text = '"I will send six tugs to Peru," Chilean Defence Minister Rosa Vidal told reporters.'
    assert people(discourse, text, "I") == ["Rosa Vidal"]
    assert parties(discourse, text, "I") == ("CL",)


def test_we_in_a_joint_statement_are_all_who_made_it(discourse: Read) -> None:
    text = (
        "Joint Statement of Chile and Peru\n\nPresident Rosa Vidal of Chile and President Luis "
        "Ocampo of Peru met in Lima on May 7, 2031. We will open a joint depot in Lima by June "
        "2031 and train two hundred pilots there every year.\n"
    )
    assert parties(discourse, text, "We") == ("CL", "PE")
    assert discourse(text).is_joint


def test_we_of_nobody_is_nobody(discourse: Read) -> None:
    assert parties(discourse, '"We will send six tugs," a sailor said.', "We") == ()


# -- who can be bound ------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["Vidal", "Peru", "ministers", "navy", "They"])
def test_actors_can_be_bound(discourse: Read, word: str) -> None:
    read = discourse(f"{MET} They left. Peru and its navy agreed. Both ministers left. Vidal left.")
    assert read.is_actor(last(read, word))


@pytest.mark.parametrize("word", ["Monday", "depot", "radar", "road"])
def test_things_cannot_be_bound(discourse: Read, word: str) -> None:
    read = discourse("Chile and Peru opened a depot on Monday. The Chilean road has a radar.")
    assert not read.is_actor(last(read, word))


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (MET, ("CL", "PE")),
        ("Chile and Peru agreed. Chile will pay, Peru said. Kenya looked on.", ("CL", "PE")),
        ("It rained all day, and nobody in the harbour had anything to say about it.", ()),
    ],
)
def test_the_report_is_about_those_who_consult(
    discourse: Read, text: str, main: tuple[str, ...]
) -> None:
    assert discourse(text).main_parties == main


# -- titles that stand alone -----------------------------------------------------------------

SPOKE = "Chilean Secretary of State Rosa Vidal spoke with Peruvian Foreign Minister Luis Ocampo."


@pytest.mark.parametrize(
    ("words", "word", "meant"),
    [
        ("The Secretary thanked him.", "Secretary", ["Rosa Vidal"]),
        ("The Foreign Minister thanked her.", "Minister", ["Luis Ocampo"]),
        (
            "The Secretary and the Foreign Minister praised the port.",
            "Secretary",
            ["Rosa Vidal", "Luis Ocampo"],
        ),
        ("He told the secretary of the club.", "secretary", []),
    ],
)
def test_a_title_alone_is_its_holder(
    discourse: Read, words: str, word: str, meant: list[str]
) -> None:
    assert people(discourse, f"{SPOKE} {words}", word) == meant


@pytest.mark.parametrize(
    ("words", "word", "meant"),
    [
        ("The Chilean leader thanked him.", "leader", ["Rosa Vidal"]),
        ("The Peruvian leader thanked her.", "leader", ["Luis Ocampo"]),
        ("The leader of the band was there.", "leader", []),
    ],
)
def test_a_leader_is_whoever_heads_the_state(
    discourse: Read, words: str, word: str, meant: list[str]
) -> None:
    text = f"Chilean President Rosa Vidal met Peruvian President Luis Ocampo in Lima. {words}"
    assert people(discourse, text, word) == meant


def test_the_head_of_state_is_the_president_who_is_named(discourse: Read) -> None:
    text = "Chilean President Rosa Vidal met Peruvian minister Luis Ocampo. The Head of State. He left."
    assert people(discourse, text, "Head") == ["Rosa Vidal"]
    office = discourse(text).parsed.office_at(last(discourse(text), "Head"))
    assert office is not None
    assert office.office == "Head of State"


@pytest.mark.parametrize(
    ("words", "word", "meant"),
    [
        ("The Merkel government agreed.", "government", ("DE",)),
        ("The Vidal government agreed.", "government", ("CL",)),
        ("Norway, a member of the pact, agreed.", "Norway", ("NO",)),
    ],
)
def test_whose_government_and_which_states_are_listed(
    discourse: Read, words: str, word: str, meant: tuple[str, ...]
) -> None:
    assert parties(discourse, f"Chilean President Rosa Vidal spoke. {words}", word) == meant


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The three ministries will finish it.", "ministries"),
        ("The paper of the three ministries is planned.", "paper"),
    ],
)
def test_three_bodies_are_one_of_each_who_came_together(
    discourse: Read, text: str, word: str
) -> None:
    told = f"Kenya, Norway and Chile agreed on a paper. {text}"
    assert sorted(parties(discourse, told, word)) == ["CL", "KE", "NO"]
    alone = f"Kenya and Norway agreed on a paper. {text}"
    assert set(parties(discourse, alone, word)) != {"KE", "NO"}
