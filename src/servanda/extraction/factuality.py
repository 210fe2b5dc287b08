"""Factuality: whether the words assert an event, by the grammar of its verb or noun.

The distinctions are those of FactBank (Saurí and Pustejovsky 2009), cut down to what a report's
grammar tells without knowing the world: asserted, negated, hypothetical, ahead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, children, is_finite, is_negated, walk_up

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["bears_no", "helpers", "is_carried", "is_contrasted", "is_denied", "is_wished"]


def helpers(verb: Token) -> set[str]:
    """Return the auxiliaries of a verb, in small letters, those inherited along coordination too."""
    return {auxiliary.lower_ for auxiliary in auxiliaries(verb)}


def bears_no(noun: Token) -> bool:
    """Return whether a noun stands behind "no" or "neither"."""
    return any(
        c.lower_ in ("no", "neither") and c.dep_ in ("det", "neg", "nummod") for c in noun.children
    )


def is_denied(verb: Token) -> bool:
    """Return whether a verb is negated: itself, by its subject ("neither side"), through "or", or by "has yet to"."""
    if is_negated(verb):
        return True
    for child in children(verb, "nsubj", "nsubjpass"):
        words = {child.lower_, *(c.lower_ for c in child.children)}
        if words & {"neither", "nobody", "none"}:
            return True
    joined = verb.dep_ == "conj" and any(
        c.lower_ in ("or", "nor", "neither") for c in children(verb.head, "cc", "preconj")
    )
    if joined and is_negated(verb.head):
        return True
    return verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in verb.head.children)


def is_contrasted(token: Token) -> bool:
    """Return whether a predicate is set against another that is denied: "fast, not armed"."""
    return any(
        c.lower_ == "not" and c.i > token.head.i + 1 and token.doc[c.i - 1].text == ","
        for c in token.children
    )


_WISHES = ("urge", "hope", "want", "call", "ask", "wonder")


def is_wished(verb: Token) -> bool:
    """Return whether a verb stands in a wish, a condition or a question."""
    for other in walk_up(verb):
        wish = other.pos_ == "VERB" and other.tag_ != "VBN" and other.lemma_.lower() in _WISHES
        if wish and other != verb:
            return True
        if any(c.lower_ in ("if", "whether", "unless") for c in children(other, "mark")):
            return True
    return False


def is_carried(verb: Token) -> bool:
    """Return whether a verb tells what goes on: "continues to stand", "remained to help"."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ in ("continue", "remain") and is_finite(above)
