"""Nouns of consultation by themselves: which nouns name an event, and which words in front are theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, prepositional
from servanda.extraction.kinds.consultations.consultation_words import (
    BEARING,
    EVENT_NOUNS,
    NOT_EVENTS,
    SITTINGS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "HOLDING",
    "MARGINS",
    "PHONE",
    "attends",
    "event_lemma",
    "is_event",
    "is_event_noun",
    "own_modifiers",
    "sitting_of",
    "takes_place",
    "title_of",
    "title_words",
]


PHONE = re.compile(
    r"\b(?:by|over|on) the (?:tele)?phone\b|\bby (?:tele)?phone\b|\b(?:tele)?phone call\b",
    re.IGNORECASE,
)


_CONFERENCES = word_set("extraction", "conferences", "consultation_words")
_HABITUAL = word_set("extraction", "habitual", "consultation_words")
_SITTERS = word_set("extraction", "sitters", "consultation_words")


# Verbs of holding; "take" only with "place".
HOLDING = word_set("extraction", "holding_events", "consultation_words")


# What a committee or a council of two states is called by.
_SHARED = word_set("extraction", "shared", "consultation_words")
MARGINS = word_set("extraction", "margins", "consultation_words")


def is_event_noun(token: Token) -> bool:
    """Whether `token` is a noun that names a consultation."""
    if token.tag_ == "VBG" and token.lower_ in (
        "gathering",
        "meeting",
        "signing",
    ):  # "a Sealand Pact gathering"
        before = token.nbor(-1) if token.i else token
        return (before.pos_ == "PROPN" or before.lower_ in ("the", "a", "this")) and not children(
            token, "aux", "dobj"
        )
    return token.pos_ in ("NOUN", "PROPN") and event_lemma(token) in EVENT_NOUNS


def event_lemma(token: Token) -> str:
    """Return the noun's dictionary form, also where it is part of a name ("Ministerial Consultations")."""
    if token.tag_ == "VBG":
        return token.lower_
    lemma = token.lemma_.lower()
    if lemma not in EVENT_NOUNS and token.pos_ == "PROPN":
        return lemma.removesuffix("s")
    return lemma


def own_modifiers(noun: Token) -> list[Token]:
    """Return the words in front of a noun that belong to it, nested possessives left out."""
    found: list[Token] = []
    for child in children(noun, "compound", "amod", "nmod", "nummod", "advmod", "npadvmod"):
        if child.i < noun.i:
            found.extend(t for t in child.subtree if t.i < noun.i)
    body = sitting_of(noun)
    if body is not None:
        found.extend(t for t in body.subtree if t.i <= body.i)
    first = min((t.i for t in found), default=noun.i)
    before = noun.doc[first - 1] if first > noun.sent.start else noun
    beside = before.head == noun.head and before.dep_ == noun.dep_
    if before.pos_ == "PROPN" and (beside or (before.dep_ == "dep" and before.head.head == noun)):
        found.append(before)  # "at the Norland-Sealand Business Forum", parsed as two
    return found


def attends(verb: Token) -> bool:
    """Whether a verb says that its subject holds or is at what follows: "hosts", "takes part in", "speaks at"."""
    part = verb.lemma_.lower() == "take" and any(c.lower_ == "part" for c in children(verb, "dobj"))
    return (
        verb.lemma_.lower() in BEARING
        or part
        or (verb.lemma_.lower() == "speak" and bool(prepositional(verb, "at")))
    )


def title_of(noun: Token) -> frozenset[str]:
    """Return the words of the name of an event: in front of its noun, or behind, "the Summit of the Coasts"."""
    return frozenset(t.lower_ for t in title_words(noun))


def title_words(noun: Token) -> list[Token]:
    """Return the words of a name that stand with a noun of consultation."""
    found = [t for t in own_modifiers(noun) if t.pos_ == "PROPN"]
    if not found and (noun.pos_ == "PROPN" or event_lemma(noun) == "summit"):
        behind = [t for t in prepositional(noun, "of") if t.pos_ == "PROPN"]
        found = [w for t in behind for w in (*children(t, "compound"), t)]
    return found


def sitting_of(noun: Token) -> Token | None:
    """Return who sits in "the Sealand Union Heads of State Summit", where the parser took it for a summit's heads."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return None
    above = noun.head.head
    return above if above.lower_ in _SITTERS and above.pos_ in ("NOUN", "PROPN") else None


def _is_singled_out(token: Token, lemma: str) -> bool:
    """Whether a word of many uses tells of one event: "contacts with B", one call, not "contacts", "calls"."""
    if lemma == "contact":
        behind = token.doc[token.i + 1 : min(token.i + _NEAR, token.sent.end)]
        return any(t.lower_ == "with" for t in behind)
    if lemma == "table":
        return any(c.lower_ == "round" for c in own_modifiers(token))
    several = token.tag_ in ("NNS", "NNPS")
    return not several or lemma not in ("call", "protest", "tour", "travel")


_NEAR = 8  # words within which "with" may still be a noun's own


def is_event(token: Token) -> bool:
    """Leave out other senses: "calls for", "news conference", "meeting room", "talk of war"."""
    lemma = token.lemma_.lower()
    if lemma == "talk" and token.tag_ not in ("NNS", "NNPS"):
        return _is_phoned(token)
    if not _is_singled_out(token, lemma) or _is_part_of_a_name(token):
        return False
    if lemma == "call" and _asks(token):
        return False
    if lemma in SITTINGS and not _is_held(token):
        return False
    if lemma == "conference" and not _is_of_states(token):
        return False
    return not any(c.lower_ == "no" for c in children(token, "det")) and not _is_of_others(token)


def _is_phoned(token: Token) -> bool:
    return any(c.lower_ in ("phone", "telephone", "video") for c in own_modifiers(token))


def _asks(call: Token) -> bool:
    """Whether it is a call for something or to do something, not one by telephone."""
    asked = any(c.lower_ in ("for", "to") for c in children(call, "prep"))
    return asked and not _is_phoned(call)


def _is_of_states(conference: Token) -> bool:
    """Whether a conference has a name or says what it is about, unlike one of the press."""
    return any(c.pos_ == "PROPN" or c.lower_ in _CONFERENCES for c in own_modifiers(conference))


def _is_part_of_a_name(token: Token) -> bool:
    """Whether a noun only describes another: "meeting room", "the summit's agenda"."""
    if token.dep_ == "poss":
        return True
    described = token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i
    return described and token.head.pos_ in ("NOUN", "PROPN")


def _is_of_others(token: Token) -> bool:
    """Whether the words in front say that it is none between states, or many: "cabinet meeting", "regular talks"."""
    modifiers = {c.lower_ for c in own_modifiers(token)}
    if token.tag_ in ("NNS", "NNPS") and modifiers & _HABITUAL:
        return True
    if token.pos_ == "PROPN" and token.lemma_.lower() in ("forum", "summit"):
        modifiers -= {"business", "family", "people"}  # words of its name
    if any(c.tag_ == "CD" for c in own_modifiers(token)):
        modifiers -= {"party"}  # "six-party talks"
    if {"committee", "council"} & modifiers and _SHARED & modifiers:
        modifiers -= {"committee", "council"}  # the sitting of a body of two states
    return bool(modifiers & NOT_EVENTS)


def _is_held(token: Token) -> bool:
    """Return whether a body's name stands for its session: "the council will convene", "a forum held in Norville"."""
    if _is_named_sitting(token):
        return True
    clauses = children(token, "relcl")
    told = [c for c in (*children(token, "acl"), *clauses) if c.lemma_ in HOLDING]
    told += [c for r in clauses for c in children(r, "xcomp") if c.lemma_ == "take"]
    if token.dep_ in ("dobj", "nsubj", "nsubjpass") and token.head.lemma_.lower() in HOLDING:
        told.append(token.head)
    return any(t.lemma_.lower() != "take" or takes_place(t) for t in told)


def _is_named_sitting(token: Token) -> bool:
    """Return whether it is "at today's Norland-Sudmark Business Forum", "attended the Amber Sea Forum"."""
    named = [t for t in own_modifiers(token) if t.pos_ == "PROPN"]
    if token.pos_ != "PROPN" or not named:
        return False
    beside = token.head.lower_ in ("at", "during") or token.head.head.lower_ in MARGINS
    return (len(named) > 1 and beside) or _is_attended(token)


def _is_attended(token: Token) -> bool:
    """Return whether one is at what a name stands for: "attended the Amber Sea Forum", "took part in it"."""
    verb = token.head if token.dep_ == "dobj" else token.head.head
    if token.dep_ == "dobj":
        return verb.lemma_.lower() in _ATTENDING
    above = verb.head if verb.lower_ == "part" else verb
    part = above.lemma_.lower() == "take" and any(c.lower_ == "part" for c in above.children)
    return token.head.lower_ == "in" and (part or verb.lemma_.lower() == "participate")


_ATTENDING = ("attend", "join", "open", "host")


def takes_place(verb: Token) -> bool:
    """Whether it is "took place"."""
    return verb.lemma_.lower() == "take" and any(c.lower_ == "place" for c in verb.children)
