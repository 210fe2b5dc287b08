"""Denials: what somebody says is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    complement_clauses,
    objects,
    prepositional,
    subject,
)
from servanda.extraction.kinds.omissions.omission_words import Found, first, helpers, negated
from servanda.model import OmissionSort

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["denied"]


_REJECT = frozenset("rebut refute dismiss reject repudiate".split())
# What is said about one, and can be denied or rejected.
_SAID = frozenset(
    "report allegation claim accusation suggestion speculation rumor rumour charge assertion notion criticism "
    "assessment characterization interpretation version".split()
)
# What one may be said to have, and can deny: "denied any role"; "denied them entry" withholds.
_DENIABLE = _SAID | frozenset(
    "involvement responsibility role wrongdoing existence knowledge link tie connection intention plan violation "
    "breach incursion attack incident crossing use it that this meeting contact".split()
)
_NONSENSE = frozenset(
    "nonsense untrue false baseless groundless unfounded fabricated fiction lie fabrication".split()
)
_ACQUIRE = frozenset("seek acquire develop possess pursue want obtain build host".split())
_ARMS = frozenset("weapon missile bomb warhead nuke".split())
_AIMED = frozenset("aimed directed targeted meant intended focused designed".split())
_MORE = frozenset("increase add raise expand boost".split())
_INSIST = frozenset(
    "stress insist emphasize emphasise underline underscore maintain say reiterate".split()
)
_STRENGTH = frozenset("number size presence strength troop footprint headcount".split())


def denied(token: Token) -> Found | None:
    """Find "denies", "rejected the report", "is nonsense", "not aimed at", "will not add to the number"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.DENIED
    if lemma == "deny" and token.pos_ == "VERB" and not negated(token):
        return _denies(token)
    if lemma in _REJECT and token.pos_ == "VERB" and not negated(token):
        wanted = [o for o in objects(token) if o.lemma_.lower() in _SAID]
        if wanted:
            return Found(sort, token, token, wanted[0], None, "rejected_report", 0.75)
    if token.dep_ in ("acomp", "attr", "oprd") and token.head.lemma_ in ("be", "call", "dismiss"):
        wrong = token.lower_ in _NONSENSE and not negated(token.head)
        untrue = token.lower_ in ("true", "accurate", "correct") and negated(token.head)
        if wrong or untrue:
            about = subject(token.head)
            if about is not None and about.lower_ == "it":
                about = first(complement_clauses(token.head)) or about
            return Found(sort, token.head, token, about, None, "nonsense", 0.75)
    if lemma == "rule" and token.pos_ == "VERB" and any(c.lower_ == "out" for c in token.children):
        return _ruled_out(token)
    if lemma in _ACQUIRE and token.pos_ == "VERB":
        return _will_not_have(token)
    aimed = token.lower_ in _AIMED and negated(token if token.pos_ == "VERB" else token.head)
    if aimed and prepositional(token, "at", "against", "on", "to", "toward", "towards"):
        return Found(sort, token, token, token, None, "not_aimed", 0.75)
    return _contrast(token) or _no_more(token)


def _denies(verb: Token) -> Found | None:
    sort = OmissionSort.DENIED
    if children(verb, "dative"):
        return None
    clauses = complement_clauses(verb)
    if clauses and not children(verb, "dobj"):
        return Found(sort, verb, verb, clauses[0], None, "denied", 0.9)
    said = verb.head if verb.dep_ in ("relcl", "acl") else None
    if said is not None and said.lemma_.lower() in _SAID and not children(verb, "dobj"):
        return Found(sort, verb, verb, said, None, "denied", 0.85)  # "a claim Norland denied"
    for noun in objects(verb):
        if noun.lemma_.lower() in _DENIABLE or noun.tag_ == "VBG":
            return Found(sort, verb, verb, noun, None, "denied", 0.85)
    return None


def _ruled_out(verb: Token) -> Found | None:
    """Read "ruled out a transfer", "has ruled out sending troops"; a possibility left open is none."""
    told = verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") and not negated(verb)
    if not told or helpers(verb) & {"can", "could", "may", "might", "will", "would", "should"}:
        return None
    wanted = first([*objects(verb), *children(verb, "xcomp", "ccomp")])
    if wanted is None:
        wanted = first(
            [t for c in children(verb, "prt", "prep") for t in children(c, "pobj", "pcomp")]
        )
    if wanted is None:
        return None
    return Found(OmissionSort.DENIED, verb, verb, wanted, None, "ruled_out", 0.75)


def _will_not_have(verb: Token) -> Found | None:
    """Read "does not seek and will not acquire nuclear weapons": a plan for arms that is denied."""
    if not negated(verb) or subject(verb) is None or not helpers(verb) & {"do", "does"}:
        return None  # "will not acquire" alone is a promise
    last = verb
    while not children(last, "dobj") and children(last, "conj"):
        last = children(last, "conj")[0]
    arms = [o for o in objects(last) if o.lemma_.lower() in _ARMS]
    if not arms or verb.dep_ == "conj":
        return None
    return Found(OmissionSort.DENIED, verb, verb, arms[0], None, "will_not_have", 0.75)


def _no_more(token: Token) -> Found | None:
    """Read "will not raise the number", "no increase in the number", "without adding troops"."""
    sort = OmissionSort.DENIED
    lemma = token.lemma_.lower()
    if lemma in _MORE and token.pos_ == "VERB":
        touched = [*objects(token), *prepositional(token, "to")]
        without = token.dep_ == "pcomp" and token.head.lower_ == "without"
        if without:  # "adjusts, without increasing, the number"
            touched += [*children(token.head, "pobj"), *objects(token.head.head)]
        strength = first([n for n in touched if n.lemma_.lower() in _STRENGTH])
        if strength is None:
            return None
        if without:
            return Found(sort, token, token.head, strength, None, "no_more", 0.7)
        if negated(token) and helpers(token) & {"will", "would"}:
            return Found(sort, token, token, strength, None, "no_more", 0.75)
    if lemma in ("increase", "rise", "change") and token.pos_ == "NOUN":
        counted = [n for n in prepositional(token, "in", "to") if n.lemma_.lower() in _STRENGTH]
        if counted and any(c.lower_ == "no" for c in token.children):
            return Found(sort, token, token, counted[0], None, "no_more", 0.7)
    return None


def _contrast(token: Token) -> Found | None:
    """Read "stressed that the boats are fast, not armed": what is said to be one thing and not another."""
    verb = token.head
    if token.dep_ not in ("acomp", "attr") or verb.lemma_ != "be" or verb.dep_ != "ccomp":
        return None
    told = verb.head.lemma_.lower() in _INSIST
    marked = any(
        c.lower_ == "not" and c.i > verb.i + 1 and token.doc[c.i - 1].text == ","
        for c in token.children
    )
    if told and marked:
        return Found(OmissionSort.DENIED, verb, token, token, None, "contrast", 0.6)
    return None
