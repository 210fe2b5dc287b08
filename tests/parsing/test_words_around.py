"""Whose officer somebody is by the words around; what is looked at is bounded."""

from __future__ import annotations

import pytest

from servanda.parsing.office_titles import titles
from servanda.parsing.people import People, find_people
from servanda.parsing.words_around import by_words_around, named_before, signatories
from servanda.world.gazetteer import PartyMention, gazetteer


def read(text: str) -> tuple[list[PartyMention], People]:
    parties = gazetteer().find(text)
    return parties, find_people(text, parties, titles().find(text, parties))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Norway said its Foreign Minister Ada Brandt would come.", "NO"),
        ("The delegation of Norway, and Foreign Minister Ada Brandt, came.", None),
        ("The Norway delegation was led by Minister Ada Brandt.", "NO"),
        ("The Norway delegation, led by Leo Marsh, hosted Minister Ada Brandt.", None),
        ("His Norway counterpart, Minister Ada Brandt, came.", "NO"),
        ("The counterpart of Norway spoke, and Minister Ada Brandt came.", None),
        ("Norway, where the longtime President Ada Brandt rules, is far.", "NO"),
        ("Norway is far. There President Ada Brandt rules.", None),
        ("Minister Ada Brandt signed it on behalf of Norway.", "NO"),
        ("Minister Ada Brandt signed it in Norway.", None),
        ("A Norwegian official said Thursday Minister Ada Brandt was ill.", "NO"),
        ("Norwegian officials like Minister Ada Brandt came.", "NO"),
        ("A Norwegian fisherman said Minister Ada Brandt was ill.", None),
    ],
)
def test_the_words_say_it_or_nothing_does(text: str, party: str | None) -> None:
    parties, people = read(text)
    (person,) = (p for p in people.people if p.name == "Ada Brandt")
    assert by_words_around(text, parties, signatories(text, parties, people), person) == party


def test_one_state_in_front_in_the_sentence_is_named_two_are_not() -> None:
    for text, party in (
        ("Leaving Norway, he met President Ada Brandt.", "NO"),
        ("Leaving Norway for Chile, he met President Ada Brandt.", None),
        ("He left Norway. He met President Ada Brandt.", None),
    ):
        parties, people = read(text)
        assert named_before(text, parties, people.people[0]) == party, text
