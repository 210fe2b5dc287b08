"""Assurances of worth: an importance underscored, a position restated, an interest shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, extent, prepositional, subject
from servanda.extraction.kinds.assurances.assurance_givers import (
    Found,
    doer,
    listed,
    owner_of,
    teller_of,
    verb_above,
    wished,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["interest", "position", "stressed", "worth"]


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
