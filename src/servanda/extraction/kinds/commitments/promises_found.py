"""Promises: every verb in a report that says what somebody binds himself to do.

A promise is found from the action upwards: the verb of the action, and above or around it the
words that make it a promise ("agreed to", "plan to", "is committed to", "will"). What is
merely wished, asked of others, foretold or denied is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, is_negated, is_passive, subject, walk_up
from servanda.extraction.kinds.commitments import (
    promise_deeds,
    promise_lists,
    promise_nouns,
    promise_tense,
)
from servanda.extraction.kinds.commitments import promise_objects as promise_texts
from servanda.extraction.kinds.commitments import promise_objects as promise_things
from servanda.extraction.kinds.commitments import promise_verbs as promise_words
from servanda.extraction.kinds.commitments.programmes import is_own_programme
from servanda.extraction.kinds.commitments.promise import Promise, first_of_conj, infinitive, listed
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["Promise", "find_promises"]


def find_promises(discourse: Discourse) -> Iterator[Promise]:
    """Find the promises of a report, ascending by action."""
    for token in discourse.parsed.doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        promise = _of_action(discourse, token)
        if promise is not None and _stands(discourse, promise):
            yield promise
        elif promise is None:
            for told in promise_texts.of_text(discourse, token):
                if _stands(discourse, told):
                    yield told
    yield from (p for p in promise_lists.of_lists(discourse) if _stands(discourse, p))


def _of_action(discourse: Discourse, verb: Token) -> Promise | None:
    if _out_of_step(verb):
        return None
    return (
        promise_words.under_verb(verb)
        or promise_nouns.under_noun(verb)
        or promise_words.under_adjective(verb)
        or promise_words.priority(verb)
        or promise_tense.planned_participle(verb)
        or promise_words.tasked(verb)
        or promise_deeds.plans_things(verb)
        or promise_deeds.kept(verb)
        or promise_deeds.begun(verb)
        or promise_deeds.signed(verb)
        or promise_things.pledged(discourse, verb)
        or promise_things.agreed_on(discourse, verb)
        or promise_things.launched(discourse, verb)
        or promise_things.negotiated(discourse, verb)
        or promise_deeds.performed(discourse, verb)
        or promise_deeds.under_way(discourse, verb)
        or promise_deeds.witnessed(discourse, verb)
        or promise_deeds.approved(discourse, verb)
        or promise_deeds.sealed(discourse, verb)
        or promise_tense.conditional(discourse, verb)
        or promise_tense.beginning(verb)
        or promise_tense.will_be(discourse, verb)
        or promise_tense.to_be_done(verb)
        or promise_tense.futurate(discourse, verb)
    )


_MODALS_OF_DOUBT = frozenset({"could", "may", "might", "can", "should", "must", "ought"})

_SUPERSEDED = frozenset({"originally", "initially", "previously", "earlier", "formerly"})


def _bound(discourse: Discourse, promise: Promise) -> bool:
    """Whether somebody binds himself: an exercise may "aim to strengthen", but promises nothing."""
    if promise.outer is None or is_passive(promise.matrix):
        return True
    if any(discourse.is_actor(bound) for bound in children(promise.matrix, "dobj")):
        return True  # "the deal commits Norland to closing the base"
    if is_own_programme(discourse, promise.outer, promise.action):
        return True
    return discourse.is_actor(promise.outer) or promise.modality is Modality.AGREED


def _out_of_step(verb: Token) -> bool:
    """Whether a verb is hung on another as its equal, though it is not a second promise.

    A gerund on an infinitive and a purpose behind a comma ("raise output, to prevent want") are the
    parser's mistakes; what follows an "or" is the same promise told another way.
    """
    first = first_of_conj(verb)
    if verb == first:
        return False
    if verb.tag_ == "VBG" and first.tag_ in ("VB", "VBD", "VBZ", "VBP"):
        return True
    if any(c.dep_ == "cc" and c.lower_ == "or" for c in verb.head.children):
        return True
    chain = [t for t in verb.doc[first.i : verb.right_edge.i + 1] if t.dep_ == "cc"]
    return infinitive(verb) and not any(t.head in (first, verb.head, verb) for t in chain)


def _stands(discourse: Discourse, promise: Promise) -> bool:
    """Whether the words assert the promise: nothing above it wishes, asks, doubts, foretells or denies."""
    matrix, action = promise.matrix, promise.action
    if is_negated(matrix) and matrix != action:
        return False
    if promise.rule.startswith("commitment.verb.") and not _bound(discourse, promise):
        return False
    if matrix.lemma_ == "decision" and action.lemma_.lower() in listed("hostile"):
        return False  # what another is blamed for, not what he promised
    if is_negated(action) and promise.modality is not Modality.AGREED:
        bound = promise.inner is not None and discourse.is_actor(promise.inner)
        if not (bound and action.lemma_.lower() in listed("refrain")):
            return False
    for token in {matrix, action}:
        doubted = any(a.lower_ in _MODALS_OF_DOUBT for a in clauses.auxiliaries(token))
        if doubted and promise.rule != "commitment.conditional":
            return False
    if any(c.lower_ in _SUPERSEDED for c in matrix.children) or any(
        a.lower_ == "had" for a in clauses.auxiliaries(matrix)
    ):
        return promise.modality is not Modality.PLANS
    return not _undercut(discourse, promise)


_BLAMING = frozenset({"accuse", "suspect", "blame", "allege"})


def _undercut(discourse: Discourse, promise: Promise) -> bool:
    start = promise.matrix if promise.matrix != promise.action else promise.action
    below = promise.action
    for token in walk_up(start):
        if token != start:
            lemma = token.lemma_.lower()
            complement = below.dep_ in ("xcomp", "ccomp", "pcomp", "acl")
            if (
                token.pos_ in ("VERB", "ADJ", "NOUN")
                and complement
                and below.pos_ in ("VERB", "AUX")
            ):
                if lemma in listed("request") and not (
                    lemma in ("call", "look", "like", "tell", "help") and below.dep_ == "ccomp"
                ):
                    return True
                if lemma in listed("doubt") or lemma in ("likely", "unlikely"):
                    return True
            if lemma in _BLAMING and below.dep_ in ("prep", "ccomp"):
                return True  # "accused Norland of planning to harm it"
            if token.pos_ in ("VERB", "AUX") and lemma in (
                "say",
                "predict",
                "believe",
                "think",
                "expect",
                "allow",
            ):
                acting = subject(token)
                if (
                    acting is not None
                    and acting.lemma_.lower() in listed("forecaster")
                    and not discourse.people(acting)
                ):
                    return True
        if token.pos_ in ("VERB", "AUX") and any(
            c.lower_ in ("if", "whether", "unless") and c.dep_ == "mark" for c in token.children
        ):
            return True
        if token.dep_ == "relcl":
            break  # a relative clause asserts on its own
        below = token
    return promise.action.doc[promise.action.sent.end - 1].text == "?"
