"""Talks without it: what was not discussed, and what was not agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, is_passive, objects, prepositional, subject
from servanda.extraction.kinds.omissions.omission_words import (
    OUTCOMES,
    TEXTS,
    Found,
    first,
    has_no,
    helpers,
    matter,
    negated,
)
from servanda.model import OmissionSort

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["not_agreed", "not_discussed"]


# Verbs of taking something up in talks; "did not …" any of them leaves it undiscussed.
_DISCUSS = frozenset(
    "discuss raise address broach mention debate negotiate talk touch bring take cover".split()
)
_NEED_PARTICLE = {
    "bring": ("up",),
    "take": ("up",),
    "touch": ("on", "upon"),
    "talk": ("about",),
}
_AGREE = frozenset("agree settle decide conclude finalize finalise sign reach resolve".split())
_ISSUE = frozenset(
    "reach sign issue make announce be produce release adopt set achieve yield bring end secure".split()
)
_FAILED = _AGREE | frozenset(
    "produce issue bridge adopt overcome make secure achieve seal clinch ratify strike lock finalise close land".split()
)
# Fail to do these and it is an outcome that is missing only where one is named.
_NEED_OUTCOME = frozenset("lock land make strike close produce issue".split())
_REMAINING = frozenset("pact treaty contract memorandum truce ceasefire roadmap".split())
_TALKS = frozenset("call talk meeting discussion conversation session summit visit".split())
_MODAL = frozenset("will would can could must should may might".split())
_TALKERS = frozenset(
    "side minister leader official country government talk meeting participant delegation party president premier "
    "chancellor diplomat ministry team secretary chief ally nation state summit dialogue envoy ambassador spokesman "
    "spokeswoman spokesperson negotiator pair two partner conversation call discussion agenda counterpart".split()
)
_CALLING = frozenset("call describe term declare commit agree set name endorse".split())


def not_discussed(token: Token) -> Found | None:
    """Find "did not raise", "was not on the agenda", "left off the table", "did not come up"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_DISCUSSED
    if token.pos_ == "VERB" and lemma in _DISCUSS:
        undone = negated(token) or any(has_no(o) for o in objects(token))
        needed = _NEED_PARTICLE.get(lemma)
        words = {c.lower_ for c in children(token, "prt", "prep")}
        past = token.tag_ in ("VBD", "VBN") or helpers(token) & {
            "did",
            "was",
            "were",
            "had",
            "been",
        }
        if (
            undone
            and past
            and not helpers(token) & _MODAL
            and (needed is None or words & set(needed))
            and _can_talk(token)
        ):
            return Found(sort, token, token, matter(token), None, "not_raised", 0.85)
    if lemma in ("topic", "subject", "item", "part") and token.dep_ == "attr":
        verb = token.head
        talks = {t.lemma_.lower() for t in prepositional(token, "of", "in", "at", "for")}
        told = verb.tag_ in ("VBD", "VBN")
        if told and (negated(verb) or has_no(token)) and talks & _TALKS:
            return Found(sort, verb, token, subject(verb), None, "no_topic", 0.8)
    if lemma in ("name", "give", "set", "cite") and token.tag_ == "VBD" and _can_talk(token):
        for noun in objects(token):
            people = (a := subject(token)) is not None and a.lemma_.lower() not in TEXTS
            if noun.lemma_.lower() in ("figure", "number", "amount") and has_no(noun) and people:
                return Found(sort, token, noun, noun, None, "no_figure", 0.75)
    if lemma == "come" and negated(token) and any(c.lower_ == "up" for c in token.children):
        return Found(sort, token, token, subject(token), None, "not_raised", 0.8)
    if token.lower_ in ("agenda", "table") and token.dep_ == "pobj":
        return _agenda(token)
    if lemma in ("discussion", "mention") and token.pos_ == "NOUN" and has_no(token):
        about = prepositional(token, "of", "on", "about")
        if any(t.lemma_.lower() in TEXTS and t.head.lower_ == "in" for t in token.head.subtree):
            sort = OmissionSort.NOT_INCLUDED  # "there was no mention of it in the statement"
        if about and token.dep_ in ("nsubj", "attr", "nsubjpass"):
            return Found(sort, token.head, token, about[0], None, "no_discussion", 0.75)
    return None


def _can_talk(verb: Token) -> bool:
    """Whether the verb's subject is one who talks, or the talks themselves; a passive leaves it open."""
    acting = subject(verb)
    if acting is None or is_passive(verb) or acting.pos_ in ("PRON", "PROPN", "DET", "NUM"):
        return True
    return acting.lemma_.lower() in _TALKERS


def _agenda(noun: Token) -> Found | None:
    sort = OmissionSort.NOT_DISCUSSED
    preposition, verb = noun.head, noun.head.head
    if preposition.lower_ == "on" and verb.pos_ in ("VERB", "AUX") and negated(verb):
        return Found(sort, verb, noun, subject(verb), None, "agenda", 0.8)
    off = preposition.lower_ == "off" or any(c.lower_ == "off" for c in preposition.children)
    if (
        off
        and verb.lemma_ in ("leave", "keep", "be", "stay", "remain", "take")
        and not negated(verb)
    ):
        return Found(sort, verb, noun, first(objects(verb)) or subject(verb), None, "agenda", 0.8)
    return None


def not_agreed(token: Token) -> Found | None:
    """Find "failed to agree", "no joint statement was issued", "stopped short of", "has yet to sign"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_AGREED
    if lemma in OUTCOMES and token.pos_ == "NOUN":
        return _no_outcome(token)
    if token.pos_ != "VERB":
        return None
    if lemma == "fail":
        for inner in children(token, "xcomp"):
            aims = {o.lemma_.lower() for o in objects(inner)}
            weak = inner.lemma_.lower() in _NEED_OUTCOME
            if inner.lemma_.lower() == "meet" and "deadline" in aims:
                return Found(sort, token, inner, matter(inner), None, "failed", 0.8)
            if inner.lemma_.lower() in ("mention", "address", "raise", "discuss"):
                kind = OmissionSort.NOT_DISCUSSED
                return Found(kind, token, inner, matter(inner), None, "not_raised", 0.7)
            if inner.lemma_.lower() in _FAILED and (not weak or aims & (OUTCOMES | _REMAINING)):
                return Found(sort, token, inner, matter(inner), None, "failed", 0.85)
    if lemma == "stop" and any(c.lower_ == "short" for c in token.children):
        return Found(sort, token, token, None, None, "stopped_short", 0.75)
    if lemma == "avoid":
        for inner in children(token, "xcomp", "dobj", "pcomp"):
            if inner.lemma_.lower() in _CALLING and inner.tag_ == "VBG":
                return Found(sort, token, inner, None, None, "avoided", 0.7)
    if lemma in _AGREE and negated(token) and not helpers(token) & _MODAL:
        wanted = objects(token)
        open_ended = lemma in ("settle", "finalize", "finalise", "conclude", "agree", "resolve")
        if open_ended or any(o.lemma_.lower() in OUTCOMES for o in wanted):
            return Found(sort, token, token, matter(token), None, "not_settled", 0.75)
    return None


def _no_outcome(noun: Token) -> Found | None:
    sort = OmissionSort.NOT_AGREED
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "without":
        return Found(sort, noun, noun, noun, None, "no_outcome", 0.7)
    missing = has_no(noun) or (
        verb.pos_ == "VERB" and negated(verb) and noun.dep_ in ("dobj", "nsubjpass")
    )
    if not missing or verb.lemma_.lower() not in _ISSUE:
        return None
    if has_no(noun) or not helpers(verb) & _MODAL:
        what = noun
        return Found(sort, verb, noun, what, None, "no_outcome", 0.75)
    return None
