"""Assurances that are bonds: a commitment reaffirmed, support expressed, a state committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, conjuncts, extent, prepositional, subject
from servanda.extraction.kinds.assurances.assurance_givers import (
    Found,
    doer,
    infinitive,
    listed,
    owner_of,
    verb_above,
    wished,
)
from servanda.extraction.word_classes import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["bond", "committed"]


def bond(discourse: Discourse, noun: Token) -> Found | None:
    """Read "reaffirmed its ironclad commitment to the defence of Norland", "support for the decision"."""
    with_whom = ("with",) if noun.lemma_.lower() == "solidarity" else ()
    if any(t.lemma_.lower() in words("commissives", "deed_beside") for t in conjuncts(noun)):
        return None  # "pledged support and training": deeds
    targets = [
        t
        for t in prepositional(noun, "to", "for", "of", "in", *with_whom)
        if t.pos_ != "VERB" or t.tag_ == "VBG"
    ]
    if with_whom and noun.dep_ == "dobj":
        targets += prepositional(noun.head, "with")
    owned = [t for t in targets if t.head.lower_ == "of" and discourse.parsed.party_at(t)]
    targets = [t for t in targets if t not in owned] or targets  # "the commitment of Norland to …"
    verb = verb_above(noun)
    if any(c.pos_ == "VERB" and infinitive(c) for c in children(noun, "acl", "relcl", "xcomp")):
        standing = [c for c in children(noun, "acl") if c.lemma_ in ("stand", "defend", "protect")]
        if not standing:
            return None  # a commitment to do something
    elif noun.lemma_.lower() in ("commitment", "pledge", "obligation", "dedication") and any(
        t.tag_ == "VBG" and t.lemma_ not in ("defend", "protect", "uphold", "stand")
        for t in targets
    ):
        return None
    strength = _strength(discourse, noun)
    affirmed = verb is not None and verb.lemma_.lower() in listed("affirm")
    remains = (
        verb is not None
        and noun.dep_ in ("nsubj", "nsubjpass")
        and verb.lemma_ in ("remain", "be", "stay")
    )
    if (
        verb is not None
        and verb.lemma_.lower() in listed("praise")
        and verb.lemma_.lower() not in listed("affirm")
    ):
        return None
    if not targets and not (remains and strength):
        return None
    kept = verb is not None and verb.lemma_.lower() in (
        "sustain",
        "enhance",
        "honor",
        "honour",
        "uphold",
        "maintain",
        "deepen",
    )
    if not (affirmed or strength or (kept and noun.lemma_.lower() == "commitment")):
        return None
    if (
        not affirmed
        and not remains
        and not (verb is not None and verb.lemma_.lower() in listed("sustain"))
    ):
        return None
    if verb is not None and (clauses.is_negated(verb) or wished(verb)):
        return None
    parties = owner_of(discourse, noun) or doer(discourse, verb)
    about = " ".join(
        discourse.parsed.words(*extent(t, without=children(t, "acl", "relcl"))) for t in targets[:1]
    )
    start, end = extent(noun)
    if remains and verb is not None:
        end = max(end, extent(verb)[1])
    elif verb is not None and verb.i < noun.i and affirmed:
        start = min(start, verb.idx)
    return Found(
        noun,
        parties,
        about,
        start,
        end,
        subject(verb) if verb is not None else None,
        f"assurance.bond.{noun.lemma_.lower()}",
        0.85,
    )


def _strength(discourse: Discourse, noun: Token) -> bool:
    before = noun.doc[noun.left_edge.i : noun.i]
    near = {t.lower_ for t in before} | set(before.text.lower().replace("'s", "").split())
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.pos_ in ("AUX", "VERB"):
        near |= {
            t.lower_
            for t in verb.subtree
            if t.dep_ in ("acomp", "attr", "oprd", "conj", "xcomp", "advmod")
        }
    return bool(near & listed("strong"))


def committed(discourse: Discourse, adjective: Token) -> Found | None:
    """Read "We remain absolutely committed to the defence of Norland"."""
    targets = [t for t in prepositional(adjective, "to") if t.pos_ in ("NOUN", "PROPN")]
    copula = adjective.head if adjective.dep_ in ("acomp", "attr", "oprd") else adjective
    acting = subject(copula)
    if not targets or acting is None or clauses.is_negated(copula) or wished(copula):
        return None
    if (adjective.pos_ == "VERB" and adjective.tag_ == "VBD") or children(adjective, "dobj"):
        return None
    if not discourse.is_actor(acting):
        return None
    start, end = extent(copula)
    return Found(
        adjective,
        discourse.parties(acting),
        discourse.parsed.words(*extent(targets[0])),
        start,
        end,
        acting,
        "assurance.committed",
        0.85,
    )
