"""Voices: who can speak, what to call them, and who says what stands at a word."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from readings import Read
from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.coreference.voices import can_speak, name_of, tellers


def word(discourse: Discourse, text: str) -> Token:
    return next(token for token in discourse.parsed.doc if token.lower_ == text)


@pytest.mark.parametrize(
    ("text", "noun", "speaks"),
    [
        # a word for those who speak, or whoever is said to
        ("The ministry opened the port.", "ministry", True),
        ("The harbour opened the port.", "harbour", False),
        ("The harbour said that it was late.", "harbour", True),
        ("Norway opened the port.", "norway", True),
        ("The Norwegian harbour was late.", "norwegian", False),
    ],
)
def test_who_can_speak(discourse: Read, text: str, noun: str, speaks: bool) -> None:
    found = discourse(text)
    assert can_speak(found, word(found, noun)) is speaks


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("Foreign Minister Ida Holm said that she was late.", "she", "Ida Holm"),
        ("A farmer said that the road was closed. He sold his horses.", "he", "farmer"),
        ("Norway opened the port. It will pay for it.", "it", "Norway"),
        ("Its chief engineer, Leo Marsh, opened the port.", "engineer", "Leo Marsh"),
        ("The head of the mission in Oslo spoke.", "head", "head of the mission in Oslo"),
    ],
)
def test_what_to_call_them(discourse: Read, text: str, noun: str, name: str) -> None:
    found = discourse(text)
    assert name_of(found, word(found, noun)) == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway opened the port.", []),
        ("The ministry said that Norway opened the port.", ["ministry"]),
        ("Norway opened the port, the ministry said.", ["ministry"]),
        ("Norway opened the port, according to the ministry.", ["ministry"]),
    ],
)
def test_who_tells_what_stands_there(discourse: Read, text: str, told: list[str]) -> None:
    found = discourse(text)
    assert [t.lower_ for t in tellers(found, word(found, "opened"))] == told
