"""Assurances that are sentences: what the relation is and remains, whom one stands with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, conjuncts, extent, prepositional, subject
from servanda.extraction.kinds.assurances.assurance_givers import (
    Found,
    answers,
    doer,
    infinitive,
    listed,
    owner_of,
    teller_of,
    wished,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["called", "stand_with", "standing"]


def standing(discourse: Discourse, verb: Token) -> Found | None:
    """Read "the alliance remains the cornerstone of …", "cooperation among the three matters"."""
    lemma = verb.lemma_.lower()
    if lemma not in (
        "be",
        "remain",
        "form",
        "serve",
        "stay",
        "continue",
        "matter",
        "apply",
        "constitute",
        "change",
        "cover",
        "extend",
    ):
        return None
    if verb.dep_ in ("aux", "auxpass") or clauses.is_future(verb) or wished(verb):
        return None
    acting = subject(verb)
    if acting is None or not _about_relation(acting):
        return None
    negated = clauses.is_negated(verb)
    if lemma == "change":
        fits = negated and acting.lemma_.lower() in ("policy", "commitment", "position", "stance")
    elif lemma == "matter":
        fits = not negated
    elif lemma in ("apply", "cover", "extend"):
        fits = (
            not negated
            and bool({t.lemma_.lower() for t in acting.subtree} & {"article", "treaty", "pact"})
            and bool(prepositional(verb, "to") or children(verb, "dobj"))
        )
    else:
        fits = not negated and _strong_predicate(verb)
    if not fits:
        return None
    if verb.tag_ == "VBD" and teller_of(discourse, verb) is None:
        return None
    parties, teller = answers(discourse, verb)
    if not parties and acting.lemma_.lower() not in listed("bond"):
        parties = owner_of(discourse, acting)  # "Norland's policy on the strait is unchanged"
    start, end = extent(verb)
    if verb.dep_ == "relcl":
        start = min(start, extent(acting, without=[verb])[0])
    return Found(
        verb,
        parties,
        discourse.parsed.words(*extent(acting, without=[verb])),
        start,
        end,
        teller,
        f"assurance.standing.{lemma}",
        0.75,
    )


def _about_relation(noun: Token) -> bool:
    group = conjuncts(noun) if noun.dep_ not in ("conj",) else [noun]
    if any(t.lower_ == "article" for t in noun.subtree):
        return True
    return any(
        t.lemma_.lower() in listed("relation") or t.lower_ in listed("relation") for t in group
    )


def _strong_predicate(verb: Token) -> bool:
    for part in children(verb, "attr", "acomp", "dobj", "oprd", "xcomp", "prep", "advcl"):
        heads = (
            [part]
            if part.dep_ != "prep"
            else [t for c in children(part, "pobj") for t in conjuncts(c)]
        )
        for head in heads:
            for word in [head, *conjuncts(head)]:
                if word.tag_ in ("JJR", "RBR", "JJS") or any(
                    c.lower_ in ("more", "never", "ever", "than") for c in word.children
                ):
                    continue
                near = {word.lower_, word.lemma_.lower()}
                if near & listed("predicate") or near & {"unwavering", "ironclad"}:
                    return True
                if word.lower_ == "one" and any(t.tag_ in ("JJS", "RBS") for t in word.subtree):
                    return True  # "one of the most important relationships"
    return False


def called(discourse: Discourse, verb: Token) -> Found | None:
    """Read "called the bond a cornerstone", "described Norland as an indispensable partner"."""
    if verb.lemma_.lower() not in (
        "call",
        "describe",
        "term",
        "characterize",
        "characterise",
        "regard",
        "consider",
    ):
        return None
    acting = subject(verb)
    things = children(verb, "dobj", "ccomp")
    if (
        acting is None
        or not discourse.is_actor(acting)
        or clauses.is_negated(verb)
        or clauses.is_future(verb)
        or wished(verb)
    ):
        return None
    said = [*children(verb, "oprd", "attr", "ccomp"), *prepositional(verb, "as")]
    partner = any(
        t.lemma_.lower() in listed("partner")
        and (
            {c.lower_ for c in t.subtree}
            & (listed("predicate") | listed("strong") | {"closest", "greatest", "best"})
        )
        for t in said
    )
    relation = any(
        _about_relation(t) for t in [*things, *(x for s in said for x in children(s, "nsubj"))]
    )
    strong = any(
        {t.lower_, *(c.lower_ for c in t.children)}
        & (listed("predicate") | {"ironclad", "unwavering"})
        for t in said
    )
    if not (partner or (relation and strong)):
        return None
    start, end = extent(verb)
    about = (
        discourse.parsed.words(*extent(things[0])) if things else discourse.parsed.words(start, end)
    )
    return Found(
        verb, doer(discourse, verb), about, verb.idx, end, acting, "assurance.called", 0.65
    )


_STANDS = frozenset(
    {"stand", "take", "use", "do", "defend", "support", "back", "adhere", "abide", "guarantee"}
)


_WHOLLY = frozenset(
    "fully strongly firmly unequivocally wholeheartedly unreservedly steadfastly".split()
)


def stand_with(discourse: Discourse, verb: Token) -> Found | None:
    """Read "will stand with Norland", "will defend every inch", "will take all measures to ensure the security"."""
    lemma = verb.lemma_.lower()
    if lemma not in _STANDS:
        return None
    acting = subject(verb)
    if (
        acting is None
        or clauses.is_negated(verb)
        or clauses.is_past(verb)
        or wished(verb)
        or not discourse.is_actor(acting)
        or (verb.dep_ == "pcomp" and verb.head.lower_ == "for")
    ):
        return None
    if lemma == "stand" and any(
        infinitive(c) for t in prepositional(verb, "by") for c in children(t, "acl")
    ):
        return None  # "stands by its plan to build": a promise of that
    if lemma == "stand":
        near = {t.lower_ for t in verb.subtree}
        fits = (
            bool(prepositional(verb, "with", "by", "behind"))
            or bool(near & listed("strong") and near & {"support", "solidarity"})
            or bool(near & {"shoulder", "shoulder-to-shoulder", "together"})
        )
        carried = verb.head.lemma_ in ("continue", "remain") and clauses.is_finite(verb.head)
        fits = fits and (clauses.is_finite(verb) or carried or not infinitive(verb))
    elif lemma in ("take", "use", "do"):
        near = {t.lower_ for t in verb.subtree}
        fits = (
            clauses.is_future(verb)
            and bool(near & {"all", "every"})
            and bool(near & {"measures", "steps", "means", "necessary"})
            and bool(near & {"security", "defense", "defence", "defend", "protect", "safety"})
        )
    elif lemma == "guarantee":
        kept = {t.lemma_.lower() for t in children(verb, "dobj")}
        fits = verb.tag_ in ("VBZ", "VBP") and bool(
            kept & {"umbrella", "security", "protection", "safety", "defense", "defence"}
        )
    elif lemma in ("adhere", "abide"):
        kept = {t.lemma_.lower() for t in prepositional(verb, "to", "by")}
        fits = verb.tag_ in ("VBZ", "VBP") and bool(kept & {"policy", "principle", "treaty"})
    elif lemma in ("support", "back"):
        wholly = any(c.lower_ in _WHOLLY for c in children(verb, "advmod"))
        carried = verb.dep_ == "xcomp" and verb.head.lemma_ == "continue"
        present = (verb.head if carried else verb).tag_ in ("VBZ", "VBP")
        fits = wholly and present and bool(children(verb, "dobj"))
    elif lemma in ("defend",):
        fits = clauses.is_future(verb) and bool(children(verb, "dobj"))
    else:
        return None
    if not fits:
        return None
    start, end = extent(verb)
    return Found(
        verb,
        discourse.parties(acting),
        discourse.parsed.words(verb.idx, end),
        start,
        end,
        acting,
        f"assurance.stand.{lemma}",
        0.7,
    )
