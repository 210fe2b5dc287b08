"""Clauses: who does what, in active, passive and borrowed shape. Grammar alone, no lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from readings import Read
from servanda.extraction import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


# A few words alone are no report; these stand behind them and say nothing.
REST = " Nobody in the harbour had anything more to say about it on that long and rainy day."


def at(read: Read, text: str, word: str) -> Token:
    """Return the first token with these letters."""
    return next(token for token in read(text + REST).parsed.doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The minister opened the depot.", "opened", "minister"),
        ("The minister agreed to open the depot.", "open", "minister"),
        ("The minister met her colleague and praised the depot.", "praised", "minister"),
        ("The minister urged the president to leave Lima.", "leave", "president"),
        ("The minister promised the president to leave Lima.", "leave", "minister"),
        ("The minister who opened the depot left.", "opened", "minister"),
        ("One of the four ships that entered the bay left.", "entered", "ships"),
        ("The depot was opened by the minister.", "opened", "depot"),
        ("Chile's plan to open the depot failed.", "open", "Chile"),
        ("The decision by Chile to open the depot failed.", "open", "Chile"),
        ("The minister has a plan to open the depot.", "open", "minister"),
        ("The minister said that the president will leave.", "leave", "president"),
        # a title that is taken for a preposition
        (
            "Under Secretary of State for Political Affairs Rosa Vidal will visit Peru.",
            "visit",
            "Vidal",
        ),
    ],
)
def test_the_subject_own_or_borrowed(discourse: Read, text: str, verb: str, subject: str) -> None:
    found = clauses.subject(at(discourse, text, verb))
    assert found is not None
    assert found.text == subject


def test_a_subject_that_hangs_on_a_helper_is_the_verb_s() -> None:
    words = ["Chile", "is", "committed", "."]
    doc = Doc(
        Vocab(),
        words=words,
        heads=[1, 2, 2, 2],
        deps=["nsubj", "auxpass", "ROOT", "punct"],
        pos=["PROPN", "AUX", "VERB", "PUNCT"],
        tags=["NNP", "VBZ", "VBN", "."],
    )
    assert clauses.subject(doc[2]) == doc[0]


def test_an_order_has_no_subject(discourse: Read) -> None:
    assert clauses.subject(at(discourse, "Open the depot!", "Open")) is None


@pytest.mark.parametrize(
    ("text", "verb", "objects"),
    [
        ("The minister opened the depot.", "opened", ["depot"]),
        ("The minister opened the depot and the port.", "opened", ["depot", "port"]),
        ("The depot was opened by the minister.", "opened", ["depot"]),
        ("The depot and the port were opened.", "opened", ["depot", "port"]),
        ("A command created in May moved to Lima.", "created", ["command"]),
        ("The minister slept.", "slept", []),
    ],
)
def test_what_is_acted_on(discourse: Read, text: str, verb: str, objects: list[str]) -> None:
    assert [found.text for found in clauses.objects(at(discourse, text, verb))] == objects


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Chile will open the depot.", "open", True),
        ("Chile would open the depot.", "open", True),
        ("Chile is to open the depot.", "open", True),
        ("Chile is due to open the depot.", "open", True),
        ("Chile is set to open the depot.", "open", True),
        ("Chile will open the depot and close the port.", "close", True),
        ("Chile opened the depot.", "opened", False),
        ("Chile has opened the depot.", "opened", False),
        ("Chile may open the depot.", "open", False),
    ],
)
def test_the_future_by_its_form(discourse: Read, text: str, verb: str, *, expected: bool) -> None:
    assert clauses.is_future(at(discourse, text, verb)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Chile opened the depot.", "opened", True),
        ("Chile has opened the depot.", "opened", True),
        ("The depot was opened.", "opened", True),
        ("Chile will have opened the depot.", "opened", False),
        ("Chile opens the depot.", "opens", False),
    ],
)
def test_the_past_by_its_form(discourse: Read, text: str, verb: str, *, expected: bool) -> None:
    assert clauses.is_past(at(discourse, text, verb)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Chile did not open the depot.", "open", True),
        ("Chile never opened the depot.", "opened", True),
        ("Chile won't open the depot.", "open", True),
        ("Chile opened the depot.", "opened", False),
        ("Chile opened no depot.", "opened", False),
    ],
)
def test_negation_stands_with_the_verb(
    discourse: Read, text: str, verb: str, *, expected: bool
) -> None:
    assert clauses.is_negated(at(discourse, text, verb)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The depot was opened.", "opened", True),
        ("The depot will be opened and painted.", "painted", True),
        ("A command created in May moved to Lima.", "created", True),
        ("Chile has opened the depot.", "opened", False),
        ("Chile opened the depot.", "opened", False),
    ],
)
def test_the_passive(discourse: Read, text: str, verb: str, *, expected: bool) -> None:
    assert clauses.is_passive(at(discourse, text, verb)) is expected


@pytest.mark.parametrize(
    ("text", "verb", "heads"),
    [
        ("Chile agreed to open the depot.", "agreed", ["open"]),
        ("Chile said that it will open the depot.", "said", ["open"]),
        ("Chile agreed to open the depot and to close the port.", "agreed", ["open", "close"]),
        ("Chile opened the depot.", "opened", []),
    ],
)
def test_what_is_said_or_agreed(discourse: Read, text: str, verb: str, heads: list[str]) -> None:
    assert [t.text for t in clauses.complement_clauses(at(discourse, text, verb))] == heads


def test_prepositional_objects_come_with_their_conjuncts(discourse: Read) -> None:
    verb = at(discourse, "The minister met with Chile and Peru in Lima.", "met")
    assert [t.text for t in clauses.prepositional(verb, "with")] == ["Chile", "Peru"]
    assert [t.text for t in clauses.prepositional(verb, "in")] == ["Lima"]
    assert clauses.prepositional(verb, "from") == []


def test_coordination_is_followed_in_order(discourse: Read) -> None:
    first = at(discourse, "Chile, Peru and Kenya agreed.", "Chile")
    assert [t.text for t in clauses.conjuncts(first)] == ["Chile", "Peru", "Kenya"]


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("Chile opened the large depot of Peru.", "depot", "the large depot of Peru"),
        ("Chile and Peru agreed.", "Chile", "Chile and Peru"),
        ("Chile (the host) agreed.", "agreed", "Chile (the host) agreed"),
    ],
)
def test_the_extent_of_a_phrase(discourse: Read, text: str, head: str, words: str) -> None:
    start, end = clauses.extent(at(discourse, text, head))
    assert text[start:end] == words


def test_the_extent_without_a_part(discourse: Read) -> None:
    text = "Chile praised the depot that was built by Peru."
    depot = at(discourse, text, "depot")
    assert clauses.children(depot, "relcl")
    start, end = clauses.extent(depot, without=clauses.children(depot, "relcl"))
    assert text[start:end] == "the depot"


def test_the_extent_of_every_word_holds_it(discourse: Read) -> None:
    text = 'Chile, Peru (both hosts) and "the Kenyans" agreed to open - at last - a depot.'
    for token in discourse(text + REST).parsed.doc:
        if not token.is_space:
            start, end = clauses.extent(token)
            assert start <= token.idx
            assert token.idx + len(token) <= end


def test_the_way_up_ends_at_the_root(discourse: Read) -> None:
    depot = at(discourse, "Chile said that it will open the depot.", "depot")
    assert [t.text for t in clauses.walk_up(depot)] == ["depot", "open", "said"]
    above = clauses.governor(depot)
    assert above is not None
    assert above.text == "open"
    assert clauses.governor(at(discourse, "Chile said so.", "said")) is None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Chile agreed to open the depot.", "agreed", True),
        ("Chile agreed to open the depot.", "open", False),
        ("Chile will open the depot.", "open", True),
        ("Chile kept building the depot.", "building", False),
    ],
)
def test_finite_verbs_carry_tense(discourse: Read, text: str, verb: str, *, expected: bool) -> None:
    assert clauses.is_finite(at(discourse, text, verb)) is expected
