"""The sieve of commitments: consulting, procedure, states of affairs and purposes are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, children, conjuncts, is_infinitive, is_negated
from servanda.extraction.engine import Engine
from servanda.extraction.factuality import bears_no, embedding
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.assurances import is_assurance
from servanda.extraction.kinds.commitments.promise import Promise, listed
from servanda.extraction.kinds.commitments.promise_predicates import predicates_of
from servanda.model import BlockKind, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_commitment", "promises_nothing"]


def is_commitment(discourse: Discourse, promise: Promise) -> bool:
    """Return whether a promise is a commitment in the sense of the field: an action, discrete and to come."""
    action = promise.action
    if discourse.parsed.sentence_of(action).block is BlockKind.CAPTION:
        return False
    if promise.matrix.pos_ == "NOUN" and bears_no(promise.matrix):
        return False  # "has no plans to build"
    engine = Engine(frame_table("commitment", "veto"), predicates_of(discourse))
    if any(_holds(discourse, promise, match.sense) for match in engine.fitting(action)):
        return False
    if any(_heads_list(thing) for thing in children(action, "dobj")):
        return False
    if _purpose(action, promise) or _superseded(promise) or _unsaid(action):
        return False
    if _is_pledge_of_worth(discourse, promise) or _is_about_assurance(discourse, promise):
        return False
    return not is_assurance(discourse, promise.matrix) and not is_assurance(discourse, action)


def promises_nothing(discourse: Discourse, promise: Promise) -> bool:
    """Return whether what a promise says is never a commitment: "take effect", "agreed to meet again", "will hold talks".

    Narrower than `is_commitment`: what acts only on a visit, and what is a state, may be promised.
    """
    engine = Engine(frame_table("commitment", "veto"), predicates_of(discourse))
    return any(
        match.sense not in ("visit", "state") and _holds(discourse, promise, match.sense)
        for match in engine.fitting(promise.action)
    )


def _holds(discourse: Discourse, promise: Promise, sense: str) -> bool:
    """Whether what a veto says of an action counts for this promise of it."""
    free = promise.modality in (Modality.WILL, Modality.PLANS, Modality.CONSIDERING)
    if sense == "visit":
        return free and _acts(discourse, promise)
    if sense == "again":
        return promise.modality is Modality.AGREED
    if sense == "state":
        refrains = is_negated(promise.action) and promise.action.lemma_.lower() in listed("refrain")
        return not refrains and promise.rule != "commitment.tasked"
    return free or sense == "always"


_DEEDS = frozenset(
    {
        "commitment.approved",
        "commitment.invited",
        "commitment.performing",
        "commitment.signed",
        "commitment.to_receive",
    }
)


def _acts(discourse: Discourse, promise: Promise) -> bool:
    """Whether an actor will do it; things that arrive or leave are no visitors."""
    weighed = promise.rule == "commitment.verb.discuss" and promise.action.lemma_ == "convene"
    if weighed or promise.rule in _DEEDS:
        return False
    acting = promise.inner if promise.inner is not None else promise.outer
    return acting is None or discourse.is_actor(acting)


def _heads_list(thing: Token) -> bool:
    """Whether a list says what: "is launching the following initiatives"."""
    if thing.lower_ == "following":
        return True  # "will do the following"
    return any(t.lower_ == "following" and t.dep_ != "acl" for t in thing.children)


def _unsaid(action: Token) -> bool:
    """Whether the object is left open: "will build on what works" can never be verified."""
    things = children(action, "dobj", "ccomp", "pcomp")
    for prep in children(action, "prep"):
        things += children(prep, "pobj", "pcomp")
    return any(
        t.lower_ == "what"
        or any(c.lower_ == "what" and c.dep_.startswith("nsubj") for c in t.children)
        for t in things
    )


def _is_pledge_of_worth(discourse: Discourse, promise: Promise) -> bool:
    """Whether what is pledged is an assurance and no deed: "pledged support"."""
    if not promise.rule.startswith("commitment.pledged"):
        return False
    things = children(promise.matrix, "dobj")
    deeds = any(t.lemma_.lower() in listed("deed_beside") for c in things for t in conjuncts(c))
    return not deeds and any(is_assurance(discourse, t) for t in things)


def _is_about_assurance(discourse: Discourse, promise: Promise) -> bool:
    """Whether the promising noun is only what an assurance is about: "the value of its efforts to build"."""
    current = promise.matrix
    if current.pos_ != "NOUN" or promise.rule == "commitment.listed":
        return False
    if current.lemma_.lower() not in listed("noun_goal") and discourse.parties(promise.outer):
        return False  # "backing for Norland's decision to build": both are told
    for above, below in embedding(current):
        if below.dep_ not in ("pobj", "prep", "conj"):
            return False
        if below.dep_ == "conj" and above.pos_ not in ("NOUN", "PROPN"):
            return False
        if below.dep_ == "prep" and above.pos_ == "NOUN" and is_assurance(discourse, above):
            return above.lemma_.lower() not in ("strength", "bond")
    return False


def _purpose(action: Token, promise: Promise) -> bool:
    """Whether the action is only what another is for ("will visit to deepen ties")."""
    return (
        action.dep_ == "advcl"
        and (is_infinitive(action) or action.tag_ in ("VBG", "VBN"))
        and not any(a.lower_ in ("will", "would", "shall") for a in auxiliaries(action))
        and promise.matrix == action
        and promise.modality is not Modality.FULFILLED
    )


def _superseded(promise: Promise) -> bool:
    sentence = promise.action.sent
    before = [t.lower_ for t in sentence[: max(0, promise.matrix.i - sentence.start)]]
    return before[:2] == ["at", "first"] or before[:1] in (["originally"], ["initially"])
