"""What all rules of omission share: the found place, and small questions about negation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    auxiliaries,
    children,
    complement_clauses,
    is_negated,
    objects,
    prepositional,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import OmissionSort

__all__ = ["OUTCOMES", "TEXTS", "Found", "first", "has_no", "helpers", "matter", "negated"]


# What a text that may leave something out is called.
TEXTS = frozenset(
    "readout statement communique communiqué declaration document deal text agreement report release summary "
    "announcement pact draft accord transcript memorandum plan resolution treaty".split()
)
# What talks are held for.
OUTCOMES = frozenset(
    "agreement deal statement communique communiqué accord decision consensus breakthrough compromise conclusion "
    "timetable date declaration understanding settlement".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """One place: the head of the clause, the word that gives it away, what is not, who does not."""

    sort: OmissionSort
    head: Token
    cue: Token
    what: Token | None
    who: Token | None
    rule: str
    confidence: float


def negated(verb: Token) -> bool:
    """Whether the verb is negated: itself, through "or", "nor", "neither side", or "has yet to"."""
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


def has_no(noun: Token) -> bool:
    """Whether the noun bears "no" or "neither"."""
    return any(
        c.lower_ in ("no", "neither") and c.dep_ in ("det", "neg", "nummod") for c in noun.children
    )


def helpers(verb: Token) -> set[str]:
    """Return the auxiliaries of a verb, in small letters."""
    return {a.lower_ for a in auxiliaries(verb)}


def matter(token: Token) -> Token | None:
    """Return what the verb is about: its object, what a preposition brings, or a clause."""
    return (
        first(objects(token))
        or first(prepositional(token, "on", "about", "to", "upon", "over", "into", "of", "for"))
        or first(complement_clauses(token))
    )


def first(tokens: list[Token]) -> Token | None:
    """Return the first of some tokens, or None."""
    return tokens[0] if tokens else None
