"""Standing of promises: whether the words assert one, or wish, ask, doubt, foretell or deny it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import auxiliaries, children, is_negated, is_passive, subject
from servanda.extraction.factuality import embedding, is_asked, is_hedged, is_supposed
from servanda.extraction.kinds.commitments.programmes import is_own_programme
from servanda.extraction.kinds.commitments.promise import listed
from servanda.extraction.word_classes import words
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.commitments.promise import Promise

__all__ = ["stands"]

_SUPERSEDED = word_set("extraction", "superseded", "commitment_words")


def stands(discourse: Discourse, promise: Promise) -> bool:
    """Return whether the words assert a promise: somebody binds himself, and nothing takes it back."""
    matrix, action = promise.matrix, promise.action
    if is_negated(matrix) and matrix != action:
        return False
    if promise.rule.startswith("commitment.verb.") and not _binds(discourse, promise):
        return False
    if matrix.lemma_ == "decision" and action.lemma_.lower() in listed("hostile"):
        return False  # what another is blamed for, not what he promised
    if _is_refused(discourse, promise):
        return False
    if promise.rule != "commitment.conditional" and (is_hedged(matrix) or is_hedged(action)):
        return False
    if any(c.lower_ in _SUPERSEDED for c in matrix.children) or any(
        a.lower_ == "had" for a in auxiliaries(matrix)
    ):
        return promise.modality is not Modality.PLANS
    return not _is_undercut(discourse, promise)


def _binds(discourse: Discourse, promise: Promise) -> bool:
    """Whether somebody binds himself: an exercise may "aim to strengthen", but promises nothing."""
    if promise.outer is None or is_passive(promise.matrix) or promise.modality is Modality.AGREED:
        return True
    # "the deal commits Norland to closing the base"
    acting = [promise.outer, *children(promise.matrix, "dobj")]
    return any(map(discourse.is_actor, acting)) or is_own_programme(
        discourse, promise.outer, promise.action
    )


def _is_refused(discourse: Discourse, promise: Promise) -> bool:
    """Whether an actor says what he will not do, unless that is what he binds himself to."""
    if not is_negated(promise.action) or promise.modality is Modality.AGREED:
        return False
    bound = promise.inner is not None and discourse.is_actor(promise.inner)
    refrains = promise.action.lemma_.lower() in listed("refrain")
    return not (bound and (refrains or promise.rule == "commitment.refusing"))


def _is_undercut(discourse: Discourse, promise: Promise) -> bool:
    """Whether something above a promise leaves it open: "hopes that it will", "if it will", "experts say it will"."""
    if is_supposed(promise.matrix) or is_asked(promise.action):
        return True
    threatened = promise.rule == "commitment.conditional"
    return any(
        is_supposed(above)
        or (not threatened and _leaves_open(above, below))
        or _is_foretold(discourse, above)
        for above, below in embedding(promise.matrix)
    )


def _leaves_open(above: Token, below: Token) -> bool:
    """Whether a word asks for, wishes for, doubts or blames what hangs on it as its complement."""
    lemma = above.lemma_.lower()
    if lemma in listed("blaming") and below.dep_ in ("prep", "ccomp"):
        return True  # "accused Norland of planning to harm it"
    if below.dep_ not in ("xcomp", "ccomp", "pcomp", "acl") or below.pos_ not in ("VERB", "AUX"):
        return False
    if below.dep_ == "xcomp" and below.lemma_.lower() in words("factuality", "voicing"):
        return False  # "I want to stress our readiness to build": it is said in saying so
    if above.pos_ not in ("VERB", "ADJ", "NOUN"):
        return False
    told = below.dep_ == "ccomp" and lemma in listed("request_or_tell")
    return lemma in listed("doubt") or (lemma in listed("request") and not told)


def _is_foretold(discourse: Discourse, above: Token) -> bool:
    """Whether an observer says so, and not somebody who acts."""
    if above.pos_ not in ("VERB", "AUX") or above.lemma_.lower() not in listed("foretelling"):
        return False
    teller = subject(above)
    return (
        teller is not None
        and teller.lemma_.lower() in listed("forecaster")
        and not discourse.people(teller)
    )
