"""Assurances: bonds, worths, standing sentences, standing by; praise and comparison are none."""

from __future__ import annotations

import pytest

from readings import Bodies, Claims
from servanda.model import Assurance

VIDAL = "Chilean Foreign Minister Rosa Vidal"


def flawed(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)


def only(found: list[Assurance]) -> Assurance:
    assert len(found) == 1, [one.wording for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "parties", "about"),
    [
        # a bond that is reaffirmed
        (
            "Chile reiterated its unwavering support for the sovereignty of Peru.",
            "CL",
            "sovereignty",
        ),
        (
            "Chile reaffirmed its ironclad commitment to the defence of Peru.",
            "CL",
            "defence of Peru",
        ),
        ("Chile's commitment to the defence of Peru remains ironclad.", "CL", "defence of Peru"),
        ("Chile remains absolutely committed to the defence of Peru.", "CL", "defence of Peru"),
        ("Norway reiterated its opposition to any change of the border of Kenya.", "NO", "change"),
        ("Chile remains steadfast in its commitment to the coalition.", "CL", "coalition"),
        # a worth that is affirmed
        ("Peruvian President Luis Ocampo underscored the importance of peace.", "PE", "peace"),
        (
            "Norway and Canada reaffirmed the enduring strength of the alliance.",
            "NO CA",
            "alliance",
        ),
        ("Norway and Canada stressed close cooperation with Kenya.", "NO CA", "Kenya"),
        (f"{VIDAL} confirmed her country's principled position on the strait.", "CL", "strait"),
        ("Chile and Peru share a strong interest in calm seas.", "CL PE", "calm seas"),
        # a sentence about what is and remains so
        (f"The alliance remains the cornerstone of peace, {VIDAL} said in Lima.", "CL", "alliance"),
        (f'"The treaty is the bedrock of our security," {VIDAL} told reporters.', "CL", "treaty"),
        (f"Our policy on Peru has not changed, {VIDAL} said.", "CL", "policy"),
        (f"{VIDAL} said that Article 3 of the treaty applies to the islands.", "CL", "Article"),
        # standing by
        (f"Chile will stand with Peru, {VIDAL} said on Monday.", "CL", "Peru"),
        (f"{VIDAL} said on Monday that Chile will defend every inch of Peru.", "CL", "Peru"),
        (f"{VIDAL} said that Chile supports Peru in all matters.", "CL", "Peru"),
        (f"{VIDAL} spoke in favour of further talks with Peru.", "CL", "further talks"),
        # what it is called
        (
            f'{VIDAL} called the alliance with Peru "ironclad" on Monday.',
            "CL",
            "alliance with Peru",
        ),
        (f"{VIDAL} described Peru as an indispensable partner.", "CL", "Peru"),
    ],
)
def test_an_assurance_is_read(bodies: Bodies, text: str, parties: str, about: str) -> None:
    found = only(bodies(text, "assurance"))
    assert set(found.parties) == set(parties.split())
    assert about in found.about
    assert found.wording in text


@pytest.mark.parametrize(
    "text",
    [
        f"The alliance remains the cornerstone of peace, {VIDAL} said in Lima.",
        f'"The treaty is the bedrock of our security," {VIDAL} told reporters.',
        f"{VIDAL} described Peru as an indispensable partner.",
        f"{VIDAL} reaffirmed Chile's ironclad support for Peru.",
        f"Chile will stand with Peru, {VIDAL} said on Monday.",
    ],
)
def test_who_gives_it_in_person(bodies: Bodies, text: str) -> None:
    assert only(bodies(text, "assurance")).speaker == "Rosa Vidal"


@flawed("the parser hangs 'to the defence' on the verb, and 'of Chile' alone is left of the noun")
def test_the_owner_behind_a_bond_is_not_what_it_is_about(bodies: Bodies) -> None:
    text = f"{VIDAL} reaffirmed the ironclad commitment of Chile to the defence of Peru."
    assert "defence" in only(bodies(text, "assurance")).about


@pytest.mark.parametrize(
    "text",
    [
        # praise of what another does
        "Norwegian Foreign Minister Ada Brandt praised Canada for its unwavering support for Kenya.",
        "Chile thanked Peru for its steadfast support.",
        "Chile commended Peru's unwavering commitment to peace in Bolivia.",
        # comparisons
        f"The alliance is stronger than ever, {VIDAL} said in Lima.",
        f"The alliance with Peru is more important than last year, {VIDAL} said.",
        # wishes, requests, conditions, denials
        "Chile urged Peru to reaffirm its commitment to the treaty.",
        f"If the alliance remains firm, Chile will pay, {VIDAL} said.",
        "Chile did not reaffirm its commitment to the defence of Peru.",
        # a promise to do something is a commitment
        "Chile reaffirmed its commitment to build a depot in Peru.",
        # nobody gives it
        "The alliance is the cornerstone of peace in the south, as everybody in the harbour knows.",
    ],
)
def test_no_assurance_is_read(bodies: Bodies, text: str) -> None:
    assert bodies(text, "assurance") == []


def test_a_hope_is_no_assurance(bodies: Bodies) -> None:
    text = "Chile hopes that the alliance remains the cornerstone of peace in the region."
    assert bodies(text, "assurance") == []


def test_the_same_words_twice_are_one(claims: Claims) -> None:
    text = (
        "Chile reaffirmed its ironclad support for Peru. "
        "In Lima, Chile repeated its ironclad support for Peru."
    )
    (claim,) = claims(text, "assurance")
    assert len(claim.evidence) == 2


def test_two_matters_are_two(bodies: Bodies) -> None:
    text = (
        "Chile reaffirmed its ironclad commitment to the defence of Peru. "
        "Chile reiterated its unwavering support for the fishing treaty."
    )
    assert len(bodies(text, "assurance")) == 2


def test_a_headline_alone_gives_none_but_adds_to_the_body(claims: Claims) -> None:
    text = (
        "Chile Reaffirms Ironclad Support for Peru\n\n"
        "SANTIAGO, May 7 (Harbor Wire) - Chile reaffirmed its ironclad support for Peru on "
        "Tuesday, Foreign Minister Rosa Vidal said after long talks in the capital. The talks with "
        "Peruvian officials went on until late in the night and will be resumed.\n"
    )
    (claim,) = claims(text, "assurance")
    assert claim.evidence[0].start > text.index("SANTIAGO")


def test_an_assurance_is_no_commitment_too(bodies: Bodies) -> None:
    for text in (
        f"Chile will stand with Peru, {VIDAL} said on Monday.",
        f"{VIDAL} said on Monday that Chile will defend every inch of Peru.",
        "Chile remains absolutely committed to the defence of Peru.",
    ):
        assert bodies(text, "commitment") == []


@pytest.mark.parametrize(
    ("text", "parties", "about"),
    [
        ("Chile reaffirmed the special relationship between Chile and Peru.", "CL", "Peru"),
        ("Chile underscored its solidarity with Peru.", "CL", "Peru"),
        ("Chile and Peru affirmed their shared interest in calm seas.", "CL PE", "calm seas"),
        (
            "Chile and Peru signed a pact. Chile strongly supports the unity of Peru.",
            "CL",
            "unity of Peru",
        ),
        ("Kenya firmly adheres to the one-island principle of Peru.", "KE", "one-island principle"),
        (
            "Chile underscored the importance Chile places on free straits with Peru.",
            "CL",
            "straits",
        ),
        ("Chile and Peru agreed on the need to protect the strait.", "CL PE", "need"),
        ("Norway's policy on the border of Peru remains unchanged.", "NO", "policy"),
        ("Chile stands firm together with Peru, and Chile said so.", "CL", "together"),
        ("Chile will take all necessary measures to protect Peru.", "CL", "measures"),
        ("Chile honored its commitment to the peace of Peru.", "CL", "peace"),
        ("Chile noted the importance of free straits.", "CL", "free straits"),
    ],
)
def test_less_plain_assurances_are_read(
    bodies: Bodies, text: str, parties: str, about: str
) -> None:
    found = only(bodies(text, "assurance"))
    assert set(found.parties) == set(parties.split())
    assert about in f"{found.about} {found.wording}"


@pytest.mark.parametrize(
    "text",
    [
        "Chile highlighted the importance of the visit to Peru.",
        "Chile stressed the growing cooperation with Peru.",
        "Chile thanked Norway for standing with Peru.",
        "Chile noted the role of free straits.",
        "Chile stands by its plan to build a depot.",
        "Chile will take some measures to protect Peru.",
    ],
)
def test_praise_and_occasions_are_no_assurance(bodies: Bodies, text: str) -> None:
    assert bodies(text, "assurance") == []


@pytest.mark.parametrize(
    ("words", "parties"),
    [
        ("The Chile-Peru alliance is the cornerstone of peace", {"CL", "PE"}),
        ("Chile and Peru are natural partners", {"CL", "PE"}),
        ("The Kenya-Peru alliance is the cornerstone of peace", {"CL"}),
    ],
)
def test_a_bond_of_the_speaker_is_of_all_whom_it_binds(
    bodies: Bodies, words: str, parties: set[str]
) -> None:
    assert set(only(bodies(f"{words}, {VIDAL} said in Lima.", "assurance")).parties) == parties


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile remains committed to the defence of Peru.", "reaffirmed"),
        ("Chile is still committed to the defence of Peru.", "reaffirmed"),
        ("Chile is committed to the defence of Peru.", "vows"),
        ("Chile said that it is committed to the defence of Peru.", "reaffirmed"),
        ("Chile wants to confirm that it stands by Peru.", "reaffirmed"),
        ("Norway and Canada agreed on the importance of peace.", "agreed"),
        ("Norway and Canada stressed the importance of peace.", "reaffirmed"),
    ],
)
def test_how_it_is_given(bodies: Bodies, text: str, modality: str) -> None:
    assert only(bodies(text, "assurance")).modality.value == modality


@pytest.mark.parametrize(
    "text",
    [
        "Chile expressed gratitude for Peru's continued support for the unity of Bolivia.",
        "Chile and Peru discussed their continued support for Bolivia.",
        "Chile stressed the need for peace in Bolivia.",
    ],
)
def test_thanks_talk_and_needs_assure_of_nothing(bodies: Bodies, text: str) -> None:
    assert bodies(text, "assurance") == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Chilean government supports the unity of Peru.", "CL"),
        ("Chile continues to support the peace process in Peru.", "CL"),
        ("Chile and its allies are proud to stand in solidarity with Peru.", "CL"),
    ],
)
def test_backing_is_an_assurance(bodies: Bodies, text: str, party: str) -> None:
    assert party in only(bodies(text, "assurance")).parties
