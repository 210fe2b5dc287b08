"""Whole pages: the report is found among menus, teasers and comments; short pages are left alone."""

from __future__ import annotations

import pytest

from servanda.cleaning.blocks import read_page
from servanda.cleaning.piece_classifier import reclassify
from servanda.data_tables import rows
from webpages import LEAD, SECOND, THIRD, TITLE, B, R, report

MENU = "Home|World|Politics|Business|Opinion|Sports|Culture|Travel|Weather|Shop|Jobs|Archive|Sign in|Help|Contact"
TEASERS = [
    "Harbour town plans a new library",
    "The council of the harbour town wants to open a library in the old mill next year.",
    "Rain ends a dry summer",
    "Farmers in the south were glad of the first rain in three months, our weather desk writes.",
    "Ten recipes for the winter",
    "Why you should try our cook's favourite soups when the days are short.",
]
COMMENTS = [
    "12 Comments",
    "seagull77 says:",
    "May 3, 2031 at 6:34 am",
    "I think you are all wrong about this and I told you so last year, lol.",
    "oldsailor says:",
    "May 3, 2031 at 7:02 am",
    "My ship was never allowed into that port, so good luck to you!",
]
REST = (
    "The agreement is the first of its kind since the two states closed their ports in a dispute over herring.",
    "Marsh said that Norland would put the text to its parliament in the autumn, and that he expected no difficulty there.",
)
STORY = [LEAD, SECOND, THIRD, *REST]
FOOT = ["About us", "Terms of use", "Privacy policy", "Advertise", "© 2031 The Amber Post"]


def _told(text: str) -> list[str]:
    made = report(text)
    return [made.text.slice(b).replace("\n", " ") for b in made.text.blocks if b.kind is B]


@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_the_story_of_a_whole_page(joint: str) -> None:
    page = [*MENU.split("|"), TITLE, *STORY, "Related stories", *TEASERS, *COMMENTS, *FOOT]
    told = _told(joint.join(page))
    assert told[: len(STORY)] == STORY
    assert not set(told) & set(COMMENTS)
    assert len(told) <= len(STORY) + 1  # one teaser may pass for its last paragraph


def test_no_paragraph_is_lost_between_notes_of_the_page() -> None:
    parts = [*MENU.split("|"), *TEASERS[:1], TITLE]
    for paragraph in STORY:
        parts += [paragraph, "Advertisement", "Share"]
    assert _told("\n\n".join([*parts, *FOOT])) == STORY


def test_a_page_with_little_around_its_story_is_left_alone() -> None:
    page = read_page("\n\n".join([TITLE, *STORY, *FOOT]))
    kinds = [piece.kind for piece in page.pieces]
    reclassify(page.pieces)
    assert [piece.kind for piece in page.pieces] == kinds


def test_a_page_of_nothing_but_menus_has_no_story() -> None:
    made = report("\n".join(MENU.split("|") * 3))
    assert {block.kind for block in made.text.blocks} == {R}


def test_the_trees_are_whole() -> None:
    lines = [row[0] for row in rows("cleaning", "trees")]
    assert len(lines) == 61
    for line in lines[1:]:
        words = line.split()
        assert sum("<" in word for word in words) == len(words) // 2
