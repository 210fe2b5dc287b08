"""What words above a clause take back is no promise and nothing that anybody has."""

from __future__ import annotations

import pytest

from servanda.extraction.refutation import is_anothers, is_hoped, is_only_let
from servanda.parsing.spacy_model import load_model
from servanda.pipeline import read_text


def kinds(text: str) -> set[str]:
    """Return the kinds of what is read, rules and models together."""
    found = read_text(f"ACCRA, May 14, 2024 -- {text}", published="2024-05-14").claims
    return {claim.kind for claim in found} - {"date", "tenure", "quote"}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("It is not true that Ghana will hand over two boats to Togo, the ministry said.", True),
        ("It is untrue that Ghana has agreed to close its embassy in Togo, it said.", True),
        ("Ghana dismissed as false claims that it had agreed to base troops in Togo.", True),
        ("Ghana rejected reports that it had promised to sell frigates to Togo.", True),
        ("Ghana refuted a claim that it would buy 20 tanks from Poland.", True),
        ("Claims that Ghana will send troops to Togo are false, the ministry said.", True),
        ("Ghana ruled out sending soldiers to Togo.", True),
        ("Ghana has dropped plans to build a port in Togo.", False),
        ("Ghana stopped short of promising to hand over two boats to Togo.", False),
        ("Ghana fell short of pledging to send 300 soldiers to Togo.", False),
    ],
)
def test_what_is_not_so_is_no_promise(text: str, *, denied: bool) -> None:
    found = kinds(text)
    assert not found & {"commitment", "capability", "assurance"}
    if denied:
        assert "omission" in found


@pytest.mark.parametrize(
    "text",
    [
        "It is true that Ghana will hand over two boats to Togo, the ministry said.",
        "Ghana did not rule out a delay, but agreed to close its embassy in Togo.",
        "Ghana rejected the offer of Togo and will hand over two boats to Mali.",
    ],
)
def test_what_is_so_is_read(text: str) -> None:
    assert "commitment" in kinds(text)


@pytest.mark.parametrize(
    ("text", "hoped"),
    [
        ("Ghana expressed the hope that Togo would build the port.", True),
        ("Ghana is confident that Togo will build the port.", True),
        ("Ghana said that Togo would build the port.", False),
    ],
)
def test_what_is_hoped_for_is_known(text: str, hoped: bool) -> None:
    (doc,) = load_model().pipe([text])
    build = next(t for t in doc if t.lemma_ == "build")
    assert is_hoped(build) is hoped


@pytest.mark.parametrize(
    ("text", "anothers"),
    [
        ("Ghana thanked Togo for its firm support.", True),
        ("Ghana counts on the support of Togo.", True),
        ("Ghana needs the support of Togo.", True),
        ("Ghana reaffirmed its firm support.", False),
        ("Ghana thanked nobody and declared its firm support.", False),
    ],
)
def test_what_one_thanks_for_or_needs_is_anothers(text: str, anothers: bool) -> None:
    (doc,) = load_model().pipe([text])
    support = next(t for t in doc if t.lower_ == "support")
    assert is_anothers(support) is anothers


@pytest.mark.parametrize(
    ("text", "word", "let"),
    [
        ("Ghana accused Togo of letting a plane enter the airspace it claims.", "accused", True),
        ("Ghana accused Togo of letting a plane enter the airspace it claims.", "enter", True),
        ("Togo permitted raiders to attack a post in Ghana.", "attack", True),
        ("Togo failed to prevent raiders from attacking a post.", "attacking", True),
        ("Ghana accused Togo of sending a plane into its airspace.", "accused", False),
        ("Togo has not let a Ghanaian ship enter the port.", "enter", False),
        ("Togo attacked a post, which let its troops cross the river.", "attacked", False),
        ("Togo failed to attack the post.", "attack", False),
    ],
)
def test_what_is_only_let_happen_is_known(text: str, word: str, let: bool) -> None:
    doc = load_model()(text)
    assert is_only_let(next(t for t in doc if t.text == word)) is let
