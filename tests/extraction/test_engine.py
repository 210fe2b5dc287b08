"""The engine: which words a table fits, which roles they fill, and what stops a frame."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.engine import Engine, Match
from servanda.extraction.frame_tables import read_frames

REST = " Nobody in the harbour had anything more to say about it on that long and rainy day."

TABLE = read_frames(
    "trial",
    """
[[frame]]
name = "refused"
confidence = 0.9
trigger = { lemma = "refuse", pos = "VERB", isnt = "denied" }
roles = [
  { name = "inner", at = "dep:xcomp" },
  { name = "thing", of = "inner", at = "objects", lemma = "treaty pact" },
]
cells = { what = "thing", who = "trigger.subject" }

[[frame]]
name = "plain"
confidence = 0.5
trigger = { lemma = "refuse", pos = "VERB", isnt = "denied" }
roles = [
  { name = "inner", at = "dep:xcomp", need = "maybe" },
  { name = "price", at = "phrase", need = "no", lemma = "price" },
]
cells = { what = "inner.matter | inner" }

[[frame]]
name = "sold"
confidence = 0.5
trigger = { lemma = "sell", aux = "has", either = [{ child = "yesterday" }, { is = "past" }], without = [{ is = "denied" }] }
roles = [{ name = "buyer", at = "prep:to" }, { name = "seller", at = "agent" }]
""",
)


def found(discourse: Read, text: str) -> list[Match]:
    sentences = discourse(text + REST).parsed.sentences
    return [match for s in sentences for match in Engine(TABLE).matches(s)]


def words(match: Match, cell: str) -> str | None:
    token = match.cell(cell)
    return token.text if token is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister refused to sign the treaty.", "refused"),
        ("The minister refused to sign the letter.", "plain"),
        ("The minister refused.", "plain"),
        ("The firm has sold two boats to the ministry.", "sold"),
    ],
)
def test_the_first_frame_whose_roles_all_fit_counts(discourse: Read, text: str, name: str) -> None:
    assert [match.frame.name for match in found(discourse, text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not refuse to sign the treaty.",
        "The minister refused to name the price.",
        "The firm sold two boats to the ministry.",
        "The firm has not sold two boats to the ministry.",
        "The firm has sold two boats.",
        "The refusal surprised the ministry.",
    ],
)
def test_a_test_that_fails_or_a_forbidden_role_stops_a_frame(discourse: Read, text: str) -> None:
    assert found(discourse, text) == []


def test_cells_take_the_first_alternative_that_leads_anywhere(discourse: Read) -> None:
    (signing,) = found(discourse, "The minister refused to sign the treaty.")
    assert words(signing, "what") == "treaty"
    assert words(signing, "who") == "minister"
    (leaving,) = found(discourse, "The minister refused to leave.")
    assert words(leaving, "what") == "leave"
    assert words(leaving, "price") is None


def test_a_word_that_leaves_a_later_role_empty_gives_way_to_the_next(discourse: Read) -> None:
    (match,) = found(discourse, "The minister refused to sign the letter and the treaty.")
    assert match.frame.name == "refused"
    assert words(match, "what") == "treaty"


def test_the_agent_of_a_passive_stands_behind_by(discourse: Read) -> None:
    (match,) = found(discourse, "The boat has been sold to the ministry by the firm.")
    assert match.roles["seller"].text == "firm"
    assert match.roles["buyer"].text == "ministry"


def test_a_kind_may_bring_predicates_of_its_own(discourse: Read) -> None:
    table = read_frames(
        "trial",
        '[[frame]]\nname = "long"\nconfidence = 0.5\ntrigger = { lemma = "refuse accept", is = "long" }',
    )
    engine = Engine(table, {"long": lambda token: len(token) > 6})
    sentence = discourse("The minister refused it and accepts it." + REST).parsed.sentences[0]
    assert [match.trigger.text for match in engine.matches(sentence)] == ["refused", "accepts"]
    sentence = discourse("The ministers accept it." + REST).parsed.sentences[0]
    assert list(engine.matches(sentence)) == []
