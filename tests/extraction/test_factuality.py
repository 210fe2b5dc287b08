"""Factuality: minimal pairs of what is asserted and what is not."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.factuality import (
    bears_no,
    embedding,
    helpers,
    is_asked,
    is_carried,
    is_contrasted,
    is_denied,
    is_done,
    is_hedged,
    is_real,
    is_stated,
    is_stating,
    is_supposed,
    is_wished,
)

REST = " Nobody in the harbour had anything more to say about it on that long and rainy day."


@pytest.mark.parametrize(
    ("text", "verb", "denied"),
    [
        ("The minister signed it.", "signed", False),
        ("The minister did not sign it.", "sign", True),
        ("The minister never signed it.", "signed", True),
        ("Neither side signed it.", "signed", True),
        ("Either side signed it.", "signed", False),
        ("Nobody signed it.", "signed", True),
        ("The minister has yet to sign it.", "sign", True),
        ("The minister has time to sign it.", "sign", False),
        ("The minister did not read or sign it.", "sign", True),
        ("The minister read and signed it.", "signed", False),
    ],
)
def test_a_verb_is_denied_by_word_by_subject_and_by_what_it_is_joined_to(
    discourse: Read, text: str, verb: str, denied: bool
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == verb)
    assert is_denied(token) is denied


def test_a_noun_bears_no(discourse: Read) -> None:
    doc = discourse("No deal was reached, and no two papers told of a plan." + REST).parsed.doc
    nouns = {t.text: bears_no(t) for t in doc if t.text in ("deal", "plan")}
    assert nouns == {"deal": True, "plan": False}


def test_helpers_are_inherited_along_coordination(discourse: Read) -> None:
    doc = discourse("The minister will meet her and sign it." + REST).parsed.doc
    assert helpers(next(t for t in doc if t.text == "sign")) == {"will"}


def test_a_predicate_denied_behind_a_comma_is_contrasted(discourse: Read) -> None:
    doc = discourse("The minister said that the boats are fast, not armed." + REST).parsed.doc
    assert [t.text for t in doc if t.dep_ in ("acomp", "attr") and is_contrasted(t)] == ["armed"]


@pytest.mark.parametrize(
    ("text", "verb", "wished"),
    [
        ("The minister hopes that the firm sold it.", "sold", True),
        ("The minister said that the firm sold it.", "sold", False),
        ("The minister urged the firm to sell it.", "sell", True),
        ("The minister told the firm to sell it.", "sell", False),
        ("If the firm sold it, the minister will pay.", "sold", True),
        ("When the firm sold it, the minister paid.", "sold", False),
        ("The minister wants to stress that the firm sold it.", "sold", False),
        ("The minister wants him to stress that the firm sold it.", "sold", True),
        ("The minister wants to learn whether the firm sold it.", "sold", True),
    ],
)
def test_wishes_and_conditions(discourse: Read, text: str, verb: str, wished: bool) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == verb)
    assert is_wished(token) is wished


def test_what_goes_on_is_carried(discourse: Read) -> None:
    doc = discourse("The firm continues to sell boats and wants to buy planes." + REST).parsed.doc
    assert {t.text: is_carried(t) for t in doc if t.text in ("sell", "buy")} == {
        "sell": True,
        "buy": False,
    }


@pytest.mark.parametrize(
    ("text", "word", "marks"),
    [
        ("The minister sold two boats.", "sold", {is_stated}),
        ("The minister did not sell two boats.", "sell", set()),
        ("The minister wants to sell two boats.", "sell", set()),
        ("The boats were sold to the firm.", "sold", set()),
        ("The minister is selling two boats.", "selling", {is_stating}),
        ("The minister may sell two boats.", "sell", {is_hedged}),
        ("The minister asked whether the firm sold them.", "sold", {is_stated, is_supposed}),
        ("Has the minister sold the two boats?", "sold", {is_stated, is_asked}),
    ],
)
def test_what_is_stated_is_not_hedged_supposed_or_asked(
    discourse: Read, text: str, word: str, marks: set[object]
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == word)
    ways = (is_asked, is_hedged, is_stated, is_stating, is_supposed)
    assert {way for way in ways if way(token)} == marks


def test_a_relative_clause_asserts_on_its_own(discourse: Read) -> None:
    doc = discourse("The minister said he doubts that the firm sold the boats." + REST).parsed.doc
    sold = next(t for t in doc if t.text == "sold")
    assert [above.text for above, _ in embedding(sold)] == ["doubts", "said"]
    doc = discourse("The minister doubts the firm that sold the boats." + REST).parsed.doc
    assert not list(embedding(next(t for t in doc if t.text == "sold")))


@pytest.mark.parametrize(
    ("text", "verb", "done"),
    [
        ("The ship sank a boat.", "sank", True),
        ("The ship has sunk a boat.", "sunk", True),
        ("The ship did not sink a boat.", "sink", False),
        ("The ship will sink a boat.", "sink", False),
        ("The ship could sink a boat.", "sink", False),
        ("The ship wants to sink a boat.", "sink", False),
    ],
)
def test_a_verb_tells_of_something_done(
    discourse: Read, text: str, verb: str, *, done: bool
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == verb)
    assert is_done(token) is done


@pytest.mark.parametrize(
    ("text", "word", "real"),
    [
        ("They condemned the attack.", "attack", True),
        ("They feared an attack.", "attack", False),
        ("They spoke of a possible attack.", "attack", False),
        ("They will condemn the attack.", "attack", False),
        ("They said that the ship attacked a boat.", "attacked", True),
        ("They denied that the ship attacked a boat.", "attacked", False),
        ("They claimed that the ship attacked a boat.", "attacked", True),
        ("They accused the navy of sinking a boat.", "sinking", True),
        ("They stopped the navy from sinking a boat.", "sinking", False),
        ("They would leave if the ship attacked a boat.", "attacked", False),
        ("They left when the ship attacked a boat.", "attacked", True),
        ("They accused the navy of lies, and attacked a boat.", "attacked", True),
        ("They feared lies and an attack.", "attack", False),
    ],
)
def test_what_is_feared_possible_or_denied_is_not_real(
    discourse: Read, text: str, word: str, *, real: bool
) -> None:
    token = next(t for t in discourse(text + REST).parsed.doc if t.text == word)
    assert is_real(token) is real
