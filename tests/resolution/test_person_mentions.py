"""Mentions of persons: what counts as a name, and the name a person is shown by."""

from __future__ import annotations

from collections import Counter

import pytest

from made import day, holds_office, resolved, talks
from servanda.model import EntityId, Quote
from servanda.resolution.person_mentions import Alias, display_name, mentions, office_mentions


def test_names_with_office_and_party_and_speakers_without() -> None:
    claims = [
        talks("n1", "Ada Brandt/NR/Defence Minister; Leo Marsh/SM"),
        holds_office("n2", "Uma Tal", "Mayor", "NR"),
        resolved("n3", Quote("the ministry", "We agree.")),
    ]
    assert [one.alias for one in mentions(claims)] == [
        Alias("Ada Brandt", "minister:defence", "NR"),
        Alias("Leo Marsh", None, "SM"),
        Alias("Uma Tal", "mayor", "NR"),
        Alias("the ministry", introduces=False),
    ]


@pytest.mark.parametrize("name", ["Ada Brandt and Leo Marsh", "Brandt, Marsh"])
def test_several_names_are_no_name(name: str) -> None:
    assert list(mentions([holds_office("n1", name, "Mayor", "NR")])) == []


@pytest.mark.parametrize(
    ("names", "alone", "want"),
    [
        (["Ada Brandt", "Brandt Ada"], ["brandt"], "Ada Brandt"),
        (["Tevi ORLAN", "Orlan Tevi"], [], "Tevi ORLAN"),
        (["Ada Brandt", "Ada Rosa Brandt"], [], "Ada Rosa Brandt"),
        (["Jose Nunez", "José Núñez"], [], "José Núñez"),
    ],
)
def test_the_name_shown(names: list[str], alone: list[str], want: str) -> None:
    aliases = [Alias(name) for name in names]
    for order in (aliases, aliases[::-1]):
        assert display_name(order, alone, Counter(names)) == want


def test_an_office_is_mentioned_by_tenures_and_beside_names() -> None:
    term = holds_office("n1", "Ada Brandt", "Mayor", "NR", since=day("2031-03-01"))
    met = talks("n2", "Ada Brandt/NR/Mayor; Leo Marsh/SM")
    who = EntityId("pe-1")
    means = {(term.claim.id, "Ada Brandt"): who, (met.claim.id, "Ada Brandt"): who}
    found = list(office_mentions([term, met], means))
    assert [(one.title, one.tenure, one.since) for one in found] == [
        ("Mayor", True, day("2031-03-01")),
        ("Mayor", False, None),
    ]
