"""Turns of a transcript: whose "I" and "we" is whose, label by label."""

from __future__ import annotations

import pytest

from readings import Bodies, Read
from servanda.extraction.coreference.turns import turn_at, turns_of

TRANSCRIPT = (
    "Chilean President Rosa Vidal received Peruvian President Luis Ocampo in Santiago on Monday.\n\n"
    "President of Chile Rosa Vidal: Friends, I am glad to see you.\n\n"
    "We will build the port of Arica by 2031.\n\n"
    "Luis Ocampo (retranslated): Thank you. We will send 40 engineers.\n\n"
    "QUESTION: Will we see a treaty?\n\n"
    "PRESIDENT VIDAL: I hope so.\n"
)


def named(read: Read, text: str) -> list[str | None]:
    return [turn.person.name if turn.person else None for turn in turns_of(read(text).parsed)]


def test_each_label_opens_a_turn(discourse: Read) -> None:
    assert named(discourse, TRANSCRIPT) == ["Rosa Vidal", "Luis Ocampo", None, "Rosa Vidal"]


def test_a_turn_ends_where_the_next_label_does(discourse: Read) -> None:
    parsed = discourse(TRANSCRIPT).parsed
    turns = turns_of(parsed)
    assert turn_at(turns, parsed.content.index("received")) is None
    assert turn_at(turns, parsed.content.index("port of Arica")) == turns[0]
    assert turn_at(turns, parsed.content.index("engineers")) == turns[1]
    assert turn_at(turns, len(parsed.content) - 2) == turns[3]


def test_who_speaks_binds_his_own_state(bodies: Bodies) -> None:
    bound = {one.obligors: one.speaker for one in bodies(TRANSCRIPT, "commitment")}
    assert bound == {("CL",): "Rosa Vidal", ("PE",): "Luis Ocampo"}


@pytest.mark.parametrize(
    "text",
    [
        "Chilean President Rosa Vidal met Peruvian President Luis Ocampo. The agenda: ports.",
        "Rosa Vidal on the ports: Chile will build two of them.",
        'Chilean President Rosa Vidal said: "We will build the port."',
        "Note: the talks go on.",
    ],
)
def test_other_colons_open_none(discourse: Read, text: str) -> None:
    assert turns_of(discourse(text).parsed) == ()


def test_i_is_whoever_has_the_turn(discourse: Read) -> None:
    read = discourse(TRANSCRIPT)
    said = next(t for t in read.parsed.doc if t.text == "I")
    assert [person.name for person in read.people(said)] == ["Rosa Vidal"]
