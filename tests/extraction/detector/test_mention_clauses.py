"""Clauses of mentions: what stands with the words of two mentions, and what lies between them."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.linking import Linker
from servanda.extraction.detector.mention_clauses import MentionClauses, tie
from servanda.extraction.detector.models import Models
from servanda.extraction.registry import claims_by_rules

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on Monday. "
    "Holm and Vidal discussed fishing on Monday. Holm will visit Lima in June."
)


def features(discourse: Read, first: str, second: str, between: int = 0) -> set[str]:
    found = discourse(TEXT)
    reader = FeatureReader(found, list(claims_by_rules(found)))
    tokens = {t.text: t for t in found.parsed.doc}
    made = MentionClauses(reader)
    return set(made.features("consultation", tokens[first], tokens[second], between))


def test_the_same_people_and_days_stand_with_both(discourse: Read) -> None:
    found = features(discourse, "met", "discussed")
    assert {"kpe:equal", "kti:equal", "kcc:meet:talk", "kte:past:past"} <= found


def test_another_tense_another_day_and_fewer_people(discourse: Read) -> None:
    found = features(discourse, "met", "visit", between=1)
    assert {"kpe:sub", "kti:apart", "kcc:meet:visit", "kte:past:future", "kbt:1:False"} <= found


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        (set(), set(), "none"),
        ({1}, set(), "onlyone"),
        ({1}, {1}, "equal"),
        ({1}, {2}, "apart"),
        ({1}, {1, 2}, "sub"),
        ({1, 3}, {1, 2}, "meet"),
    ],
)
def test_how_two_sets_lie(one: set[int], other: set[int], tied: str) -> None:
    assert tie(frozenset(one), frozenset(other)) == tied


def test_mentions_that_lie_between_are_counted(discourse: Read) -> None:
    found = discourse(TEXT)
    tokens = {t.text: t for t in found.parsed.doc}
    linker = Linker(FeatureReader(found, []), Models({}, {}, {}))
    linker.told("promise", [tokens[w] for w in ("met", "discussed", "visit")])
    told = linker.between("promise", tokens["met"], tokens["visit"])
    assert told == 1
    assert linker.between("promise", tokens["met"], tokens["discussed"]) == 0
