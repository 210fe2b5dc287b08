"""Words that stand for those who consult: pronouns, sides, institutions, officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set

__all__ = [
    "ARMED",
    "BACK",
    "GROUP",
    "HE",
    "INNER",
    "INSTITUTIONS",
    "IT",
    "MEMBERS",
    "PAIRED",
    "SELF",
    "SIDES",
    "SPOKES",
    "TOP",
    "UNNAMED",
    "WE",
    "YOU",
    "is_determined",
    "is_paired",
    "stands_for_all",
]

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token


# Plural nouns that stand for both or all of those who consult.
SIDES = word_set("extraction", "sides", "reference_words")
GROUP = word_set("extraction", "group", "reference_words")
WE = word_set("extraction", "we", "reference_words")
YOU = word_set("extraction", "you", "reference_words")
HE = word_set("extraction", "he", "reference_words")
IT = word_set("extraction", "it", "reference_words")
SPOKES = word_set("extraction", "spokes", "reference_words") | {"press secretary"}
TOP = word_set("extraction", "top", "reference_words")
# Subjects without a name that "he" or "she" may stand for.
UNNAMED = word_set("extraction", "unnamed", "reference_words")
SELF = word_set("extraction", "self", "reference_words")
# Nouns that are a state's when its adjective, name or owner stands with them.
INSTITUTIONS = word_set("extraction", "institutions", "reference_words")
# Those of whom a body is made: "the ministers of the pact's members".
MEMBERS = word_set("extraction", "members", "reference_words")
INNER = ("compound", "amod", "nmod")
# What acts for a state that owns it.
ARMED = word_set("extraction", "armed", "reference_words")
# What says that there are two of them.
PAIRED = word_set("extraction", "paired", "reference_words")
BACK = 6  # sentences to look back for whom a pronoun stands for


def is_determined(token: Token, words: Collection[str]) -> bool:
    """Return whether one of `words` stands with a noun: "the", "these", "all"."""
    return any(child.lower_ in words for child in token.children)


def is_paired(token: Token) -> bool:
    """Return whether a noun is said to be two: "the two navies", "both sides"."""
    return is_determined(token, PAIRED)


def stands_for_all(token: Token) -> bool:
    """Return whether a noun without article or owner stands for all who meet: "Ministers agreed", "the bloc"."""
    return token.lower_ in SIDES and (token.text.endswith("s") or token.lower_ in _COLLECTIVE)


_COLLECTIVE = word_set("extraction", "collective", "reference_words")
