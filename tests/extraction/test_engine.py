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


SHARED = read_frames(
    "trial",
    """
[senses.verb]
firm = "vow promise"
loose = "hope"

[role.thing]
at = "dep:dobj.all"

[[frame]]
name = "told.{matrix}"
sense = "matrix:verb"
confidence = 0.5
trigger = { pos = "VERB", is = "to" }
roles = [{ name = "matrix", at = "above", lemma = "vow promise hope", without = [{ head = "seemed" }] }, "thing"]

[[frame]]
name = "any"
confidence = 0.5
trigger = { pos = "VERB", is = "to" }
roles = [
  { name = "wish", at = "above", lemma = "hope", need = "if" },
  { name = "many", of = "wish", at = "dep:xcomp.dep:dobj", is = "numbered", need = "no" },
]
""",
)


def shared(discourse: Read, text: str, word: str) -> list[Match]:
    doc = discourse(text + REST).parsed.doc
    return list(Engine(SHARED).readings(next(t for t in doc if t.text == word)))


def test_a_word_in_a_role_says_the_sense_and_the_name(discourse: Read) -> None:
    (vowed, *_) = shared(discourse, "The minister vowed to sell boats.", "sell")
    assert (vowed.name, vowed.sense) == ("told.vow", "firm")
    (hoped, *_) = shared(discourse, "The minister hoped to sell boats.", "sell")
    assert (hoped.name, hoped.sense) == ("told.hope", "loose")


def test_every_way_of_filling_the_first_frame_that_fits_is_a_reading(discourse: Read) -> None:
    found = shared(discourse, "The minister vowed to sell boats and planes.", "sell")
    assert [match.roles["thing"].text for match in found] == ["boats", "planes"]


def test_a_role_that_is_there_asks_what_stands_behind_it(discourse: Read) -> None:
    assert shared(discourse, "The minister wants to leave.", "leave")[0].name == "any"
    assert shared(discourse, "The minister hopes to leave.", "leave")[0].name == "any"
    table = read_frames("trial", '[[frame]]\nname = "few"\nconfidence = 0.5\n' + FEW)
    for text, count in (("hopes to sell boats", 1), ("hopes to sell two boats", 0)):
        sentence = discourse(f"The minister {text}." + REST).parsed.sentences[0]
        assert len(list(Engine(table).matches(sentence))) == count, text


FEW = """
trigger = { lemma = "sell" }
roles = [
  { name = "wish", at = "above", lemma = "hope", need = "if" },
  { name = "many", of = "wish", at = "dep:xcomp.dep:dobj", is = "numbered", need = "no" },
]
"""


def test_every_frame_that_fits_can_be_asked_for(discourse: Read) -> None:
    doc = discourse("The minister vowed to sell boats." + REST).parsed.doc
    sell = next(t for t in doc if t.text == "sell")
    assert [match.name for match in Engine(SHARED).fitting(sell)] == ["told.vow", "any"]


def test_a_test_may_ask_for_the_word_right_above(discourse: Read) -> None:
    table = read_frames(
        "trial",
        '[[frame]]\nname = "on"\nconfidence = 0.5\ntrigger = { lemma = "boat", head = "on" }',
    )
    for text, count in (("sleeps on a boat", 1), ("sells a boat", 0)):
        sentence = discourse(f"The minister {text}." + REST).parsed.sentences[0]
        assert len(list(Engine(table).matches(sentence))) == count, text


def test_a_cell_has_every_word_that_may_fill_it(discourse: Read) -> None:
    (match,) = found(
        discourse, "The firm has sold two boats to the minister and a general yesterday."
    )
    assert [token.text for token in match.roles.values()] == ["sold", "minister", "firm"]
    assert list(match.words("none")) == []
    (refused,) = found(discourse, "The minister refused to sign the pact and a letter.")
    assert [token.text for token in refused.words("what")] == ["pact"]
    plain = found(discourse, "The minister refused to sign the letter and a note.")[0]
    assert [token.text for token in plain.words("what")] == ["letter", "note", "sign"]
