"""Holding: who has, gets, builds or supplies a system, and when."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.kinds.capabilities.system_words import (
    DUAL_USE,
    FOR_ITS_SAKE,
    GIVING,
    HAVING_NOUNS,
    TAKING,
)
from servanda.extraction.phrases import calendar_times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["holding", "is_time", "time_of"]


def holding(discourse: Discourse, head: Token) -> tuple[str | None, str | None, Token] | None:
    """Return who has or gets it, who supplies it, and the word that says so; None where nobody is said to."""
    supplier = None
    named: Token | None = None
    for clause in children(head, "relcl", "acl"):  # "40 drones that Norland is to buy"
        actor = subject(clause)
        verbs = [clause, *children(clause, "xcomp")]
        getting = any(v.lemma_.lower() in TAKING for v in verbs) and not is_negated(clause)
        if getting and actor is not None and actor.i != head.i:
            return _party(discourse, actor), None, clause
    for clause in children(head, "acl"):  # "36 jets already acquired by Norland"
        buyers = [p for t in prepositional(clause, "by") if (p := _party(discourse, t))]
        if clause.tag_ == "VBN" and clause.lemma_.lower() in TAKING and buyers:
            return buyers[0], None, clause
    for inner in prepositional(head, "from"):
        supplier = supplier or _party(discourse, inner)
    for other in walk_up(head):
        lemma = other.lemma_.lower()
        if other == head:
            continue
        if (
            other.lower_ == "for"
            and other.head.pos_ == "VERB"
            and other.head.lemma_ not in FOR_ITS_SAKE
        ):
            return None  # what it is for is told in passing
        if other.pos_ == "VERB":
            if is_negated(other) or (lemma in _AIMING and head in objects(other)):
                return None
            acting = subject(other)
            if lemma in _INCLUDE and acting is not None and acting.lemma_.lower() in _PACKAGES:
                goals = [t for t in prepositional(acting, "for", "to") if t != head]
                return next((p for t in goals if (p := _party(discourse, t))), None), None, other
            if lemma in _SPENDING:
                return None  # fired at something, not had
            if lemma == "send" and prepositional(other, "into", "near", "toward", "towards"):
                return None  # sent on its way, not given
            if lemma == "have" and any(
                c.lower_ == "to" for x in children(other, "xcomp") for c in x.children
            ):
                return None  # "the helicopter had to turn back"
            if lemma in TAKING:
                if acting == head and not is_passive(other):
                    return None  # it does something itself
                supplier = supplier or next(
                    (p for t in prepositional(other, "from") if (p := _party(discourse, t))), None
                )
                return (
                    _party(discourse, acting)
                    if acting != head
                    else next(
                        (p for t in prepositional(other, "by") if (p := _party(discourse, t))), None
                    ),
                    supplier,
                    other,
                )
            if lemma in GIVING:
                goals = [
                    *children(other, "dative"),
                    *prepositional(other, "to"),
                    *(o for o in objects(other) if o != head),
                ]
                holder = next((p for t in goals if (p := _party(discourse, t))), None)
                return holder, supplier or _party(discourse, acting), other
            if lemma in ("be", "say", "announce", "agree", "tell") or other.dep_ in (
                "ROOT",
                "ccomp",
                "relcl",
            ):
                break
        elif other.pos_ in ("NOUN", "PROPN") and lemma in HAVING_NOUNS:
            holder = next(
                (
                    p
                    for t in [*children(other, "poss"), *prepositional(other, "by", "to", "for")]
                    if (p := _party(discourse, t))
                ),
                None,
            )
            supplier = supplier or next(
                (p for t in prepositional(other, "from") if (p := _party(discourse, t))), None
            )
            if holder is not None:
                return holder, supplier, other
            named = other
    if named is not None:
        return None, supplier, named
    owner = next((p for t in children(head, "poss") if (p := _party(discourse, t))), None)
    plain = head.lemma_.lower() in DUAL_USE and not children(head, "nummod")
    if owner is not None and not plain:
        return owner, supplier, head
    goal = next((p for t in prepositional(head, "for") if (p := _party(discourse, t))), None)
    return (goal, supplier, head) if goal is not None else None


def _party(discourse: Discourse, token: Token | None) -> str | None:
    if token is None:
        return None
    found = discourse.parties(token, conj=False)
    return found[0] if found else None


def is_time(discourse: Discourse, token: Token) -> bool:
    """Return whether `token` stands within a time expression."""
    times = discourse.parsed.times
    at = bisect_right(times, token.idx, key=lambda ref: ref.start)
    return at > 0 and token.idx < times[at - 1].end


def time_of(discourse: Discourse, sentence: Sentence, head: Token, verb: Token) -> TimeRef | None:
    """Return when it is bought, built or had; the day a sale was approved is not that."""
    best: TimeRef | None = None
    for ref, _, top in calendar_times(discourse.parsed, sentence):
        for other in walk_up(top):
            lemma = other.lemma_.lower()
            if other.pos_ in ("VERB", "AUX") and other != top:
                if lemma in _PAPERWORK:
                    break
                if lemma in TAKING or lemma in GIVING:
                    return ref
            if other.i in (head.i, verb.i):
                best = best or ref
                break
            if other.pos_ in ("VERB", "AUX") and other != top:
                break
    return best


# What a gift or an order of arms is called, and how its contents are told.
_PACKAGES = frozenset("package tranche shipment delivery order aid assistance consignment".split())
_INCLUDE = frozenset("include contain comprise feature".split())
# What is done with a radar or a gun in an act: no word on what one has.
_AIMING = frozenset("point aim train direct turn lock".split())
_SPENDING = frozenset("launch fire shoot lob hurl intercept down".split())
# Verbs of paperwork: their day is not the day the thing is had.
_PAPERWORK = frozenset(
    "approve sign agree clear announce conclude promise pledge decide say offer".split()
)
