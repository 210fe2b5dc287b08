"""Promises by noun: "the plan to", "Norland's decision to", "an agreement under which", "their readiness to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, subject, walk_up
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.promise import (
    Promise,
    first_of_conj,
    infinitive,
    listed,
    noun_beside,
    noun_modality,
)
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["of_promising_noun", "under_noun"]


def under_noun(verb: Token) -> Promise | None:
    """Read "the plan to build", "Norland's decision to build", "an agreement under which it builds"."""
    first = first_of_conj(verb)
    noun = first.head
    beside = noun_beside(first)
    if beside is not None and beside != noun and _holds_promise(beside):
        return of_promising_noun(verb, beside, "to")  # the parser hung the infinitive too high
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if first.dep_ in ("acl", "relcl", "xcomp", "ccomp", "advcl") and infinitive(first):
        if _second_purpose(first, noun):
            return None
        return of_promising_noun(verb, noun, "to")
    if first.dep_ == "relcl" and noun.lemma_.lower() in listed("noun_agreed") | {
        "commitment",
        "plan",
    }:
        under = [c for c in children(first, "prep") if c.lower_ == "under"]
        if under:
            return Promise(
                verb,
                noun,
                Modality.AGREED,
                _owner(noun),
                subject(verb),
                "commitment.under_which",
                0.8,
            )
    return None


def _second_purpose(verb: Token, noun: Token) -> bool:
    """Whether the parser hung on the noun what its first infinitive is for: "resolve to use it to build"."""
    before = [c for c in children(noun, "acl") if noun.i < c.i < verb.i and infinitive(c)]
    return bool(before) and not any(
        t.dep_ == "cc" for t in verb.doc[before[0].i : verb.i] if t.head == before[0]
    )


def _holds_promise(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun_modality(lemma) is not None or lemma in listed("noun_goal")


def of_promising_noun(verb: Token, noun: Token, preposition: str) -> Promise | None:
    """Return the promise a noun makes of the verb that `preposition` hangs on it, or None."""
    lemma = noun.lemma_.lower()
    modality = noun_modality(lemma)
    holder = _governing_verb(noun)
    restating = (
        holder is not None
        and holder.i < noun.i
        and (
            holder.lemma_.lower() in listed("verb_reaffirmed")
            or (holder.lemma_ == "stand" and noun.head.lower_ == "by")
        )
    )
    if lemma == "decision" and noun.dep_ == "pobj" and noun.head.lower_ in _GROUNDS:
        return None  # "repercussions over its decision to join": spoken of as the ground of another matter
    if modality is Modality.AGREED and _talked_about(noun):
        return None  # "talks on an arrangement to prevent clashes": none is agreed yet
    if modality is None and lemma in listed("noun_ready"):
        modality = Modality.REAFFIRMED if restating else Modality.WILL
    if modality is None:
        set_now = holder is not None and holder.lemma_.lower() in _SETTING
        if lemma not in listed("noun_goal") or not (restating or set_now):
            return None
        modality = Modality.REAFFIRMED if restating else Modality.PLANS
    if lemma == "interest" and preposition != "in":
        return None
    if preposition not in ("to",) and not (
        lemma == "interest"
        or (
            lemma
            in (
                "idea",
                "proposal",
                "plan",
                "option",
                "intention",
                "suggestion",
                "possibility",
                "feasibility",
            )
            and preposition in ("of", "for")
        )
        or (lemma in ("goal", "target", "objective", "aim", "prospect") and preposition == "of")
    ):
        return None
    if (
        modality is Modality.AGREED
        and holder is not None
        and holder.lemma_.lower() in frame_table("assurance").classes["praise"]
    ) and not any(c.pos_ == "VERB" and not infinitive(c) for c in children(noun, "acl", "relcl")):
        return None  # "welcomed the agreements to connect the grids": the bargain of others
    if lemma == "idea" and preposition == "to":
        return None  # "ideas to tackle the challenge"
    if restating and modality in (Modality.VOWS, Modality.PLANS, Modality.AGREED):
        modality = Modality.REAFFIRMED
    given = holder is not None and holder.lemma_.lower() in _GIVING
    if lemma == "commitment" and not given:
        modality = Modality.REAFFIRMED  # a commitment spoken of stands already
    owner = _owner(noun)
    return Promise(verb, noun, modality, owner, None, f"commitment.noun.{lemma}", 0.8)


_GROUNDS = frozenset({"over", "after", "following", "since", "despite", "against", "because"})


def _talked_about(noun: Token) -> bool:
    """Whether a bargain is only what talks are about."""
    prep = noun.head if noun.dep_ == "pobj" else None
    return (
        prep is not None
        and prep.lower_ in ("on", "over", "about", "for", "towards", "toward")
        and prep.head.lemma_.lower() in ("talk", "talks", "negotiation", "discussion", "negotiate")
    )


_SETTING = frozenset("set adopt announce fix agree unveil establish".split())
_GIVING = frozenset("make announce give undertake pledge offer welcome commend".split())


def _governing_verb(noun: Token) -> Token | None:
    for other in walk_up(noun):
        if other != noun and other.pos_ in ("VERB", "AUX"):
            return other
    return None


def _owner(noun: Token) -> Token | None:
    own = children(noun, "poss")
    if own:
        return _praised(noun, own[0]) or own[0]
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "of", "between"):
            inner = children(prep, "pobj")
            if inner:
                return inner[0]
    verb = _governing_verb(noun)
    return subject(verb) if verb is not None else None


def _praised(noun: Token, own: Token) -> Token | None:
    """Read "thanked Norland for its decision": whose decision it is stands beside the praise."""
    verb = _governing_verb(noun)
    if verb is None or own.pos_ != "PRON":
        return None
    if verb.lemma_.lower() not in frame_table("assurance").classes["praise"]:
        return None
    praised = children(verb, "dobj", "dative")
    return praised[0] if praised and praised[0] != noun else None
