"""Predications: the words of a sentence that can carry a claim, and which of them tell one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.parsing.document import Sentence

__all__ = ["can_carry", "carries", "depth", "predications", "related"]

_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod", "npadvmod"})
_HELPERS = frozenset({"aux", "auxpass", "case"})
_PREDICATIVE = frozenset({"acomp", "ROOT", "oprd", "conj"})
_APART = frozenset({"conj", "parataxis", "appos"})
_DEEPEST = 40  # steps up a tree before giving up; a deeper one is a broken parse


def can_carry(token: Token) -> bool:
    """Whether a word can carry a claim: a full verb, a copula, a predicate adjective or a head noun."""
    return carries(token.pos_, token.dep_)


def carries(pos: str, dep: str) -> bool:
    """Whether a word of a part of speech with a dependency label can carry a claim."""
    if pos in ("VERB", "AUX"):
        return dep not in _HELPERS
    if pos == "ADJ":
        return dep in _PREDICATIVE
    return pos in ("NOUN", "PROPN") and dep not in _MODIFIERS


def predications(sentence: Sentence) -> list[Token]:
    """Return the words of a sentence that can carry a claim, in order of the text."""
    return [token for token in sentence.span if can_carry(token)]


def depth(token: Token) -> int:
    """Return how many steps a word stands below the root of its sentence."""
    steps = 0
    while token.head.i != token.i and steps < _DEEPEST:
        token = token.head
        steps += 1
    return steps


def related(one: Token, other: Token) -> bool:
    """Whether one word stands above the other with no coordination in between."""
    return _above(one, other) or _above(other, one)


def _above(upper: Token, lower: Token) -> bool:
    token = lower
    for _ in range(_DEEPEST):
        if token.i == upper.i:
            return True
        if token.head.i == token.i or token.dep_ in _APART:
            return False
        token = token.head
    return False
