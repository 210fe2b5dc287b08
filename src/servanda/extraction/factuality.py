"""Factuality: whether the words assert an event, by the grammar of its verb or noun.

The distinctions are those of FactBank (Saurí and Pustejovsky 2009), cut down to what a report's
grammar tells without knowing the world: asserted, negated, hypothetical, ahead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    accusing,
    auxiliaries,
    children,
    is_finite,
    is_future,
    is_infinitive,
    is_negated,
    is_passive,
    walk_up,
)
from servanda.extraction.word_classes import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

__all__ = [
    "bears_no",
    "embedding",
    "helpers",
    "is_asked",
    "is_carried",
    "is_contrasted",
    "is_denied",
    "is_done",
    "is_hedged",
    "is_real",
    "is_stated",
    "is_stating",
    "is_supposed",
    "is_wished",
]

_MODALS_OF_DOUBT = word_set("extraction", "modals_of_doubt", "clause_words")
_TENSED = ("VBD", "VBZ", "VBP", "VBN")

_CONDITIONAL = ("if", "unless")
_CLAUSES = ("ccomp", "relcl", "advcl", "parataxis")
_SHADES = ("aux", "advmod", "amod", "det", "neg", "mark", "poss", "cc", "predet")


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
    below = verb
    for other in walk_up(verb):
        wish = other.pos_ == "VERB" and other.tag_ != "VBN" and other.lemma_.lower() in _WISHES
        if wish and other != verb and not _is_voiced(other, below):
            return True
        below = other
        if any(c.lower_ in ("if", "whether", "unless") for c in children(other, "mark")):
            return True
    return False


def _is_voiced(wish: Token, below: Token) -> bool:
    """Return whether a wish is said in saying so: "I want to stress that", but not "want him to stress that"."""
    voicing = below.dep_ == "xcomp" and below.lemma_.lower() in words("factuality", "voicing")
    others = children(wish, "dobj") or children(below, "nsubj")
    return wish.lemma_ == "want" and voicing and not others


def is_carried(verb: Token) -> bool:
    """Return whether a verb tells what goes on: "continues to stand", "remained to help"."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ in ("continue", "remain") and is_finite(above)


def is_hedged(verb: Token) -> bool:
    """Return whether a verb stands with "may", "could", "should": possible or wanted, not so."""
    return bool(helpers(verb) & _MODALS_OF_DOUBT)


def is_supposed(verb: Token) -> bool:
    """Return whether a verb is the head of a clause with "if", "whether" or "unless"."""
    return verb.pos_ in ("VERB", "AUX") and any(
        c.lower_ in ("if", "whether", "unless") for c in children(verb, "mark")
    )


def is_asked(token: Token) -> bool:
    """Return whether a word stands in a question."""
    return token.doc[token.sent.end - 1].text == "?"


def is_stated(verb: Token) -> bool:
    """Return whether a verb states a deed done by its subject: not passive, denied, foretold or wished."""
    return verb.tag_ in _TENSED and _is_plain(verb)


def is_stating(verb: Token) -> bool:
    """Return whether a gerund states a deed that is being done by its subject ("is weighing the sale")."""
    return verb.tag_ == "VBG" and _is_plain(verb)


def _is_plain(verb: Token) -> bool:
    open_ = is_passive(verb) or is_negated(verb) or is_future(verb) or is_infinitive(verb)
    return not open_ and verb.dep_ != "acl"


def embedding(token: Token) -> Iterator[tuple[Token, Token]]:
    """Give the words above one, each with the word below that hangs on it; a relative clause asserts on its own."""
    below = token
    while below.dep_ != "relcl" and below.head != below:
        yield below.head, below
        below = below.head


def is_done(verb: Token) -> bool:
    """Return whether a verb tells of something done or going on, by its form; "may do", "to do" do not."""
    if is_future(verb) or is_negated(verb) or helpers(verb) & words("factuality", "undone"):
        return False
    return verb.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP")


def is_real(token: Token) -> bool:
    """Return whether nothing beside or above a word leaves what it tells unreal: feared, possible, denied, ahead.

    What one is charged with, or what is said by those it was done to, counts as told.
    """
    if any(_shades(child) for child in token.children):
        return False
    below = token
    for above in walk_up(token):
        if above == token:
            continue
        if below.dep_ == "conj":
            below = above  # what stands beside a word does not govern it
            continue
        if _is_charge(token, below, above):
            return True
        if _is_unreal(above) or (below.dep_ == "xcomp" and not is_done(above)):
            return False
        if above.pos_ in ("VERB", "AUX") and below.dep_ in _CLAUSES:
            return True
        if above.pos_ == "VERB" and token.pos_ != "VERB":
            return not is_future(above)
        below = above
    return True


def _shades(child: Token) -> bool:
    """Return whether a word right under another leaves it unreal: "possible", "alleged", "if"."""
    unreal = child.dep_ in _SHADES and child.lower_ in words("factuality", "unreal")
    return unreal or (child.dep_ == "mark" and child.lower_ in (*_CONDITIONAL, "should"))


def _is_unreal(above: Token) -> bool:
    unreal = words("factuality", "unreal")
    if above.lemma_.lower() in words("factuality", "unreal_behind_in"):
        return above.head.lower_ == "in"  # "in case of", not "the cases of"
    return (
        above.lemma_.lower() in unreal
        or above.lower_ in unreal
        or any(c.lower_ in _CONDITIONAL for c in children(above, "mark"))
    )


def _is_charge(token: Token, below: Token, above: Token) -> bool:
    """Return whether a verb states what hangs on it: "alleged that …", "accused them of …"."""
    if above.pos_ != "VERB" or is_negated(above) or is_future(above):
        return False
    if below.dep_ == "ccomp":
        return above.lemma_.lower() in words("factuality", "charging")
    return accusing(token) == above
