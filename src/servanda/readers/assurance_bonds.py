"""Assurances that are named: a commitment reaffirmed, support expressed, an importance underscored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.readers import clauses
from servanda.readers.assurance_found import (
    Found,
    doer,
    infinitive,
    listed,
    owner_of,
    teller_of,
    verb_above,
    wished,
)
from servanda.readers.clauses import children, conjuncts, extent, prepositional, subject
from servanda.readers.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["bond", "committed", "interest", "position", "stressed", "worth"]


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


def worth(discourse: Discourse, noun: Token) -> Found | None:
    """Read "underscored the importance of peace", "reaffirmed the enduring strength of the relationship"."""
    verb = verb_above(noun)
    if verb is None or noun.dep_ not in (
        "dobj",
        "conj",
        "pobj",
        "attr",
        "ccomp",
        "nsubj",
        "appos",
        "xcomp",
    ):
        return None
    lemma = verb.lemma_.lower()
    if lemma not in listed("affirm") and not (lemma == "agree" and noun.dep_ == "pobj"):
        return None
    if noun.lemma_.lower() in (
        "role",
        "strength",
        "value",
        "need",
        "nature",
        "bond",
        "friendship",
        "depth",
    ) and lemma in _LIGHTLY.get(noun.lemma_.lower(), ("highlight", "note", "express", "agree")):
        return None
    if clauses.is_negated(verb) or wished(verb):
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting):
        return None
    targets = prepositional(noun, "of", "in", "played", "by", "for", "to", *_BETWEEN)
    if not targets and any(
        p.lower_ == "as" for p in [*children(noun, "prep"), *children(verb, "prep")]
    ):
        targets = children(noun, "poss")  # "affirmed its importance as the cornerstone"
    if not targets and not children(noun, "acl", "relcl"):
        placed = _placed(noun)
        if placed is None:
            return None
        targets = [placed]
    if any(t.lemma_.lower() in _OCCASIONS for t in targets[:1]):
        return None  # "the importance of the visit"
    about = (
        discourse.parsed.words(*extent(targets[0]))
        if targets
        else discourse.parsed.words(*extent(noun))
    )
    start, end = extent(noun)
    return Found(
        noun,
        doer(discourse, verb),
        about,
        min(start, verb.idx),
        end,
        acting,
        f"assurance.worth.{noun.lemma_.lower()}",
        0.75,
    )


# Verbs too weak to make an assurance of some nouns: to agree on a need is one, to note it is none.
_LIGHTLY = {"need": ("highlight", "note", "express")}


def _placed(noun: Token) -> Token | None:
    """Return what "the importance Norland places on trade" is laid on, however the clause is parsed."""
    after = noun.doc[noun.i + 1 : min(noun.i + 10, noun.sent.end)]
    for token in after:
        if token.lower_ in ("places", "attaches", "place", "attach", "attached", "placed"):
            goals = prepositional(token, "on", "to", "upon")
            return goals[0] if goals else None
    return None


_BETWEEN = ("between", "among", "with")
_OCCASIONS = frozenset(
    "visit meeting summit call conference occasion event day step result talk talks".split()
)


def position(discourse: Discourse, noun: Token) -> Found | None:
    """Read "underscored their opposition to …", "reiterated their agreement that … should never …"."""
    verb = verb_above(noun)
    if verb is None or verb.lemma_.lower() not in listed("affirm") or clauses.is_negated(verb):
        return None
    if noun.lemma_.lower() == "opposition":
        targets = prepositional(noun, "to")
    else:
        targets = [
            c
            for c in children(noun, "acl", "ccomp", "relcl")
            if any(m.lower_ == "that" for m in c.children)
        ]
    acting = subject(verb)
    if not targets or acting is None or not discourse.is_actor(acting):
        return None
    start, end = extent(noun)
    return Found(
        noun,
        owner_of(discourse, noun) or doer(discourse, verb),
        discourse.parsed.words(*extent(targets[0])),
        min(start, verb.idx),
        end,
        acting,
        f"assurance.position.{noun.lemma_.lower()}",
        0.75,
    )


def stressed(discourse: Discourse, noun: Token) -> Found | None:
    """Read "stressed close cooperation with Norland"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in (
        "stress",
        "affirm",
        "underscore",
        "underline",
        "emphasize",
        "emphasise",
        "reaffirm",
        "reconfirm",
    ):
        return None
    acting = subject(verb)
    targets = prepositional(noun, "with", "among", "between", "on")
    if acting is None or not targets or not discourse.is_actor(acting) or clauses.is_negated(verb):
        return None
    if any(c.lower_ in ("growing", "expanding", "increasing", "recent") for c in noun.children):
        return None  # praise of what goes on
    start, end = extent(noun)
    return Found(
        noun,
        doer(discourse, verb),
        discourse.parsed.words(*extent(targets[0])),
        min(start, verb.idx),
        end,
        acting,
        "assurance.stressed",
        0.6,
    )


def interest(discourse: Discourse, noun: Token) -> Found | None:
    """Read "has an interest in peace"."""
    verb = noun.head
    targets = prepositional(noun, "in")
    about = {t.lemma_.lower() for t in targets for t in t.subtree}
    shared = any(c.lower_ in ("shared", "common", "mutual") for c in noun.children)
    affirmed = verb.lemma_.lower() in listed("affirm") and shared
    if affirmed and targets and not any(t.tag_ == "VBG" for t in targets):
        parties = doer(discourse, verb)
        words = discourse.parsed.words(*extent(targets[0]))
        start, end = min(verb.idx, extent(noun)[0]), extent(noun)[1]
        rule = "assurance.shared_interest"
        return Found(noun, parties, words, start, end, subject(verb), rule, 0.65)
    told = verb.lemma_.lower() in listed("affirm") | {"have"}
    if not told or not targets or not {"peace", "stability"} <= about:
        return None
    teller = teller_of(discourse, verb)
    acting = subject(verb)
    parties = discourse.parties(teller) if teller is not None else discourse.parties(acting)
    start, end = extent(verb)
    return Found(
        noun,
        parties,
        discourse.parsed.words(*extent(targets[0])),
        start,
        end,
        teller,
        "assurance.interest",
        0.6,
    )
