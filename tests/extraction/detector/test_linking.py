"""Linking: which mentions never tell of one event."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.linking import Linker
from servanda.extraction.detector.models import Models
from servanda.extraction.registry import claims_by_rules


def linked(discourse: Read, text: str, *words: str) -> tuple[Linker, list]:
    """Return a linker for a text and the tokens of these words in it."""
    read = discourse(text)
    reader = FeatureReader(read, list(claims_by_rules(read)))
    tokens = {t.text: t for t in read.parsed.doc}
    return Linker(reader, Models({}, {}, {})), [tokens[word] for word in words]


@pytest.mark.parametrize(
    ("text", "words", "apart"),
    [
        ("Chile shelled Kenya. Norway bombed Kenya.", ("shelled", "bombed"), True),
        ("Chile attacked Kenya. Chile bombed Peru.", ("attacked", "bombed"), True),
        ("Chile attacked Kenya. Chile bombed Kenya.", ("attacked", "bombed"), False),
        ("Chile attacked Kenya. Two men were killed.", ("attacked", "killed"), False),
    ],
)
def test_acts_of_others_or_on_others_are_other_incidents(
    discourse: Read, text: str, words: tuple[str, str], apart: bool
) -> None:
    linker, (one, other) = linked(discourse, text, *words)
    assert linker.apart("incident", one, other) is apart
    assert linker.apart("incident", other, one) is apart


def test_of_other_kinds_nothing_is_never_one(discourse: Read) -> None:
    linker, (one, other) = linked(
        discourse, "Chile shelled Kenya. Norway bombed Peru.", "shelled", "bombed"
    )
    assert not linker.apart("omission", one, other)
