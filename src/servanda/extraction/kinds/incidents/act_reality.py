"""Whether an act was done: not feared, denied, planned or only possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, is_future, is_negated, walk_up
from servanda.extraction.kinds.incidents.act_words import CHARGING, HYPOTHETICAL

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_done", "is_unreal"]


_SHADES = ("aux", "advmod", "amod", "det", "neg", "mark", "poss", "cc", "predet")


def is_done(verb: Token) -> bool:
    """Return whether the verb tells of something done, by its form."""
    helpers = {a.lower_ for a in auxiliaries(verb)}
    if helpers & {"may", "might", "could", "would", "should", "can", "must", "to"}:
        return False
    return verb.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP")


def _charged(token: Token, previous: Token, above: Token) -> bool:
    """Whether one is accused of having done it: "accused Norland of entering its waters"."""
    return (
        above.lemma_.lower() in ("accuse", "suspect")
        and token.pos_ == "VERB"
        and token.dep_ == "pcomp"
        and previous == token.head
        and above.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG")
        and not is_negated(above)
        and not is_future(above)
    )


def _is_charge(verb: Token) -> bool:
    """Whether what hangs on the verb is told as done: "alleged that a cutter rammed it"."""
    said = verb.lemma_.lower() in CHARGING and verb.pos_ == "VERB"
    return said and not is_negated(verb) and not is_future(verb)


def is_unreal(token: Token) -> bool:
    """Return whether words above or beside an act leave it unreal."""
    for child in token.children:
        if (child.lower_ in HYPOTHETICAL and child.dep_ in _SHADES) or (
            child.dep_ == "mark" and child.lower_ in ("if", "unless", "should")
        ):
            return True
    previous = token
    for other in walk_up(token):
        if other == token:
            continue
        if previous.dep_ == "ccomp" and _is_charge(other):
            break
        if _charged(token, previous, other):
            return False
        if other.lemma_.lower() in HYPOTHETICAL or other.lower_ in HYPOTHETICAL:
            return True
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in other.children):
            return True
        if previous.dep_ == "xcomp" and not is_done(other):
            return True  # "should stop firing"
        if other.pos_ in ("VERB", "AUX") and previous.dep_ in (
            "ccomp",
            "relcl",
            "advcl",
            "parataxis",
        ):
            break
        if other.pos_ == "VERB" and token.pos_ != "VERB":
            return is_future(other)
        previous = other
    return False
