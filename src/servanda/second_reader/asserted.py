"""Factuality of what is proposed: the same judgements of grammar that the rules make."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import is_future, is_infinitive, walk_up
from servanda.extraction.detector.role_candidates import promise_at
from servanda.extraction.factuality import (
    bears_no,
    is_asked,
    is_denied,
    is_done,
    is_real,
    is_wished,
)
from servanda.extraction.kinds.commitments.commitment_filter import is_commitment
from servanda.extraction.refutation import is_refuted
from servanda.model import ConsultationStatus, Modality, StructureStatus
from servanda.second_reader.proposal import Ground, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "must_be_asserted",
    "must_be_change",
    "must_be_commitment",
    "must_be_consultation",
    "must_be_incident",
    "must_be_omission",
]

_VERBAL = ("VERB", "AUX")


def must_be_asserted(token: Token) -> None:
    """Raise RefusedError where the words deny or ask what a word tells."""
    if is_refuted(token):
        raise RefusedError(Ground.FACTUALITY, "the words say that it is not so")
    if is_asked(token):
        raise RefusedError(Ground.FACTUALITY, "it is asked, not told")


def must_be_commitment(discourse: Discourse, token: Token, modality: Modality, said: str) -> None:
    """Raise RefusedError unless an action is promised: not denied, wished, or mere procedure."""
    must_be_asserted(token)
    if is_wished(token):
        raise RefusedError(Ground.FACTUALITY, "it is wished, or stands under a condition")
    words = {word.lower() for word in said.split()}
    if _denied(token) and not words & word_set("second_reader", "denying", "gate_words"):
        raise RefusedError(Ground.FACTUALITY, "the words say that it is not done", "action")
    promise = replace(promise_at(token), modality=modality)
    if not is_commitment(discourse, promise):
        raise RefusedError(Ground.NO_COMMITMENT, f"“{token.text}” is no deed that one is bound to")


def must_be_consultation(token: Token, status: ConsultationStatus, said: Iterable[Token]) -> None:
    """Raise RefusedError unless the words tell of a meeting of that status."""
    must_be_asserted(token)
    verb = _verb(token)
    if status is ConsultationStatus.CANCELLED:
        if not (_denied(verb) or _is_said_cancelled(said)):
            raise RefusedError(Ground.FACTUALITY, "nothing says that it was cancelled", "status")
        return
    if _denied(token) or _denied(verb) or bears_no(token):
        raise RefusedError(Ground.FACTUALITY, "the words say that it is not so", "status")
    held = status is ConsultationStatus.HELD
    if held and (_is_ahead(token) or _is_ahead(verb)):
        raise RefusedError(Ground.FACTUALITY, "it is ahead, not held", "status")
    if not held and token.tag_ == "VBD" and is_done(token):
        raise RefusedError(Ground.FACTUALITY, "it is told as held", "status")


def _is_said_cancelled(said: Iterable[Token]) -> bool:
    words = {form for token in said for form in (token.lemma_.lower(), token.lower_)}
    return bool(words & word_set("second_reader", "cancelling", "gate_words"))


def must_be_incident(token: Token) -> None:
    """Raise RefusedError unless the words tell of an act as done."""
    must_be_asserted(token)
    if not is_real(token) or _denied(token) or bears_no(token) or is_wished(token):
        raise RefusedError(Ground.FACTUALITY, "it is feared, possible, denied or ahead", "act")


def must_be_change(token: Token, status: StructureStatus) -> None:
    """Raise RefusedError unless the words tell of a change that has come as far as that."""
    must_be_asserted(token)
    verb = _verb(token)
    if _denied(verb) or is_wished(token):
        raise RefusedError(
            Ground.FACTUALITY, "the words say that it is not so, or wish it", "change"
        )
    if status is not StructureStatus.PLANNED and (_is_ahead(token) or _is_ahead(verb)):
        raise RefusedError(Ground.FACTUALITY, "it is ahead, not done", "status")


def must_be_omission(said: Iterable[Token]) -> None:
    """Raise RefusedError unless something in the words denies, declines or leaves out."""
    tokens = list(said)
    known = word_set("second_reader", "omitting", "gate_words")
    plain = any(t.dep_ == "neg" or t.lower_ in _NEGATIONS for t in tokens)
    if not plain and not {t.lemma_.lower() for t in tokens} & known:
        raise RefusedError(Ground.FACTUALITY, "nothing in the words says that it is not so", "sort")


_NEGATIONS = frozenset({"no", "not", "neither", "nor", "none", "nothing", "without", "never"})


def _verb(token: Token) -> Token:
    """Return the verb that a word is told by: itself, or the next one above."""
    return next((t for t in walk_up(token) if t.pos_ in _VERBAL), token)


def _denied(token: Token) -> bool:
    return token.pos_ in _VERBAL and is_denied(token)


def _is_ahead(token: Token) -> bool:
    return token.pos_ in _VERBAL and (is_future(token) or is_infinitive(token))
