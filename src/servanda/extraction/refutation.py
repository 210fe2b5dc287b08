"""Refutation: whether what a verb tells is said to be so, or is denied, ruled out or not done after all.

One judgement for all kinds, by the words above it: "it is not true that", "dismissed claims that",
"reports that … are false", "stopped short of promising", "ruled out sending", "dropped plans to build", "would not promise to send", "no truth in claims that".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import accusing, children, is_negated, walk_up
from servanda.extraction.word_classes import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "is_anothers",
    "is_hoped",
    "is_only_let",
    "is_refuted",
    "says_not_so",
    "was_only_wished",
]

_COMPLEMENTS = frozenset({"xcomp", "dobj", "prep", "pcomp"})
_REJECTED = frozenset({"ccomp", "dobj", "prep", "advcl", "acl"})
_PROMISED = frozenset({"xcomp", "ccomp"})
_PREDICATED = frozenset({"ccomp", "csubj", "nsubj", "nsubjpass", "advcl", "acl"})


def is_refuted(token: Token) -> bool:
    """Whether a word above `token` says that what it tells is not so, or is not done or promised."""
    if token.lemma_.lower() in words("refutation", "promising") and is_negated(token):
        return True
    if _gives_up(token):
        return True
    below = token
    for above in walk_up(token):
        if above != token and says_not_so(above, below):
            return True
        if above.dep_ == "relcl":
            return False  # a relative clause asserts on its own
        below = above
    return False


def _gives_up(token: Token) -> bool:
    """Whether a verb says that a plan was given up: "dropped its plans", "withdrew the offer"."""
    return token.lemma_.lower() in words("refutation", "withheld") and any(
        t.lemma_.lower() in words("refutation", "planned") for t in children(token, "dobj")
    )


def was_only_wished(token: Token) -> bool:
    """Whether a verb tells what was wished for and has passed: "had hoped for four", "had sought a grant"."""
    return token.lemma_.lower() in words("refutation", "wishing") and any(
        t.lower_ == "had" for t in children(token, "aux")
    )


def is_hoped(token: Token) -> bool:
    """Whether what a word tells is what somebody hopes or trusts in: "expressed the hope that they will build"."""
    below = token
    for above in walk_up(token):
        if above != token and above.lemma_.lower() in words("refutation", "hoped"):
            return below.dep_ in ("ccomp", "acl", "relcl") or above.pos_ == "NOUN"
        if below.dep_ == "relcl":
            return False
        below = above
    return token.lemma_.lower() in words("refutation", "hoped")


def is_anothers(token: Token) -> bool:
    """Whether what a word tells is what one thanks for, needs or talks about: "thanked them for their firm support"."""
    below = token
    for above in walk_up(token):
        if above.lemma_.lower() in words("refutation", "anothers"):
            return above == token or below.dep_ in _UNDER
        if above != token and above.pos_ in ("VERB", "AUX"):
            return False
        below = above
    return False


_UNDER = frozenset({"dobj", "prep", "pobj", "nsubjpass", "conj", "dative"})


def is_only_let(token: Token) -> bool:
    """Whether a word tells of what somebody let happen or failed to stop: "accused Norland of letting a jet cross"."""
    charged = [t for prep in children(token, "prep") for t in children(prep, "pcomp")]
    if any(accusing(t) == token and _lets(t) for t in charged):
        return True
    return any(_lets(above) for above in walk_up(token))


def _lets(verb: Token) -> bool:
    if verb.pos_ != "VERB" or is_negated(verb):
        return False
    if verb.lemma_.lower() in words("refutation", "letting"):
        return True
    stopping = (t.lemma_.lower() for t in children(verb, "xcomp"))
    return verb.lemma_ == "fail" and not words("refutation", "stopping").isdisjoint(stopping)


def says_not_so(token: Token, below: Token) -> bool:
    """Whether `token` takes back what is told in or under `below`, a word that hangs on it."""
    lemma = token.lemma_.lower()
    if lemma == "be":
        return below.dep_ in _PREDICATED and _calls_untrue(token)
    if token.pos_ != "VERB":
        return _names_untrue(token, lemma, below)
    if is_negated(token):
        return below.dep_ in _PROMISED and lemma in words("refutation", "promising")
    if lemma in words("refutation", "rejecting"):
        return below.dep_ == "ccomp" or (below.dep_ in _REJECTED and _is_said(token, below))
    if _stops_short(token, lemma):
        return True
    return below.dep_ in _COMPLEMENTS and lemma in words("refutation", "withheld")


def _names_untrue(token: Token, lemma: str, below: Token) -> bool:
    """Whether a noun or an adjective calls it untrue: "the lie that", "no truth in claims that"."""
    if token.pos_ not in ("NOUN", "ADJ"):
        return False
    if lemma in words("refutation", "untrue"):
        return below.dep_ in ("acl", "ccomp")
    none = lemma in words("refutation", "none_of") and below.dep_ == "prep"
    return none and any(t.lower_ == "no" for t in children(token, "det"))


def _calls_untrue(be: Token) -> bool:
    """Whether "is false", "is not true", "is nothing but a rumour" stands with the verb."""
    told = children(be, "acomp", "attr", "oprd")
    named = {t.lower_ for t in told}
    if named & words("refutation", "untrue"):
        return not is_negated(be)
    return is_negated(be) and bool(named & words("refutation", "so"))


def _is_said(verb: Token, below: Token) -> bool:
    """Whether what a verb rejects is a claim or a report, and not a plan of another."""
    said = words("refutation", "said_to_be")
    return any(
        t.lemma_.lower() in said and verb.i < t.i <= below.right_edge.i for t in verb.subtree
    )


def _stops_short(verb: Token, lemma: str) -> bool:
    particles = {c.lower_ for c in children(verb, "prt", "advmod", "acomp", "prep")}
    if lemma in ("stop", "fall", "come"):
        return "short" in particles
    return lemma == "rule" and "out" in particles
