"""Promises by deed: what an actor announces, signs, approves, begins or keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, is_negated, is_passive, prepositional, subject
from servanda.extraction.kinds.commitments.promise import Promise, infinitive, listed
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "approved",
    "begun",
    "kept",
    "performed",
    "plans_things",
    "sealed",
    "signed",
    "under_way",
    "witnessed",
]


def plans_things(verb: Token) -> Promise | None:
    """Read "now plans 200 missiles", "a paper is planned": a plan for a thing, without a verb of its own."""
    if verb.lemma_ != "plan" or children(verb, "xcomp", "ccomp"):
        return None
    if is_passive(verb) and children(verb, "nsubjpass") and not clauses.is_past(verb):
        thing = children(verb, "nsubjpass")[0]
        if thing.lemma_.lower() in listed("procedure") or thing.pos_ != "NOUN":
            return None
        return Promise(thing, verb, Modality.PLANS, None, thing, "commitment.is_planned", 0.6)
    if verb.tag_ not in ("VBZ", "VBP", "VBG"):
        return None
    things = children(verb, "dobj")
    if not things or not any(t.like_num for t in things[0].subtree):
        return None
    return Promise(verb, verb, Modality.PLANS, None, subject(verb), "commitment.plans_thing", 0.7)


def performed(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "is announcing a grant", "announced $20 million in aid": to say it is to promise it."""
    lemma = verb.lemma_.lower()
    if (
        lemma not in listed("performing")
        or verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl")
        or is_passive(verb)
    ):
        return None
    acting = subject(verb)
    things = children(verb, "dobj")
    if acting is None or not things or not discourse.is_actor(acting) or clauses.is_future(verb):
        return None
    continuous = verb.tag_ == "VBG" and any(
        a.lower_ in ("is", "are", "am") for a in clauses.auxiliaries(verb)
    )
    spoken = lemma in ("announce", "unveil") and verb.tag_ in (
        "VBD",
        "VBZ",
        "VBP",
        "VBN",
    )
    given = things[0].lemma_.lower() in listed("gift") or any(
        t.ent_type_ == "MONEY" for t in things[0].subtree
    )
    counted = any(t.like_num or t.ent_type_ == "MONEY" for t in things[0].subtree)
    fresh = any(t.lower_ in ("new", "additional", "further") for t in things[0].children)
    offered = lemma == "offer" and verb.tag_ in ("VBD", "VBZ", "VBP") and given
    if (continuous and (given or counted)) or (spoken and (counted or fresh) and given) or offered:
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.performing", 0.65)
    return None


def _told_of(paper: Token) -> bool:
    """Whether a paper is new here: without "the", or with words on what it is about."""
    definite = any(c.lower_ in ("the", "this", "that") for c in children(paper, "det"))
    return not definite or bool(children(paper, "prep", "acl", "relcl", "compound"))


_MANY = frozenset({"series", "number", "range", "set", "package", "raft", "batch", "total"})


def witnessed(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "the presidents witnessed the signing of an accord": what is signed before them is agreed."""
    if verb.lemma_.lower() not in ("witness", "oversee", "attend", "see") or not clauses.is_past(
        verb
    ):
        return None
    acting = subject(verb)
    for thing in children(verb, "dobj"):
        papers = [t for t in prepositional(thing, "of") if _is_paper(t)]
        bound = acting is not None and discourse.is_actor(acting) and not is_negated(verb)
        if thing.lemma_ in ("signing", "exchange") and papers and bound:
            return Promise(
                papers[0], verb, Modality.AGREED, acting, None, "commitment.witnessed", 0.65
            )
    return None


def sealed(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "have strengthened ties with the signing of a pact": what is signed is agreed by those who act."""
    acting = subject(verb)
    if acting is None or not clauses.is_past(verb) or is_passive(verb) or is_negated(verb):
        return None
    preps = [
        *children(verb, "prep"),
        *(p for o in children(verb, "dobj") for p in children(o, "prep")),
    ]
    for prep in preps:
        if prep.lower_ not in ("with", "by", "through") or not discourse.is_actor(acting):
            continue
        for thing in children(prep, "pobj"):
            papers = [t for t in prepositional(thing, "of") if _is_paper(t)]
            if thing.lower_ == "signing" and papers and len(discourse.parties(acting)) > 1:
                rule = "commitment.witnessed"
                return Promise(papers[0], verb, Modality.AGREED, acting, None, rule, 0.65)
    return None


def _is_paper(token: Token) -> bool:
    lemma = token.lemma_.lower().removesuffix("s")
    return token.lemma_.lower() in listed("instrument") or lemma in listed("instrument")


def under_way(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "confirmed he is cancelling the tariffs", "announced it is sending troops": told as good as done."""
    if verb.tag_ != "VBG" or verb.dep_ != "ccomp" or verb.lemma_.lower() not in listed("establish"):
        return None
    if not any(a.lower_ in ("is", "are", "am", "was", "were") for a in clauses.auxiliaries(verb)):
        return None
    matrix = verb.head
    lemma = matrix.lemma_.lower()
    if lemma not in ("announce", "confirm", "declare") or is_negated(verb) or is_passive(verb):
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting) or not children(verb, "dobj"):
        return None
    modality = Modality.REAFFIRMED if lemma == "confirm" else Modality.WILL
    return Promise(verb, matrix, modality, subject(matrix), acting, "commitment.under_way", 0.65)


def approved(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "the council approved the resumption of talks": a body of several states binds itself."""
    if (
        verb.lemma_.lower() not in listed("approving")
        or not clauses.is_past(verb)
        or is_passive(verb)
    ):
        return None
    acting = subject(verb)
    bodies = [p for p in discourse.parties(acting) if len(p) > 2] if acting is not None else []
    if not bodies or is_negated(verb) or not children(verb, "dobj"):
        return None
    return Promise(verb, verb, Modality.AGREED, acting, None, "commitment.approved", 0.65)


def signed(verb: Token) -> Promise | None:
    """Read "signed a memorandum on …", "concluded a contract with …": what is signed is agreed."""
    if verb.lemma_.lower() not in listed("signing") or clauses.is_future(verb) or infinitive(verb):
        return None
    things = clauses.objects(verb)
    things += [o for t in things if t.lemma_ in _MANY for o in prepositional(t, "of")]
    things += [  # "a Status of Forces Agreement"
        o for t in things if t.pos_ == "PROPN" for o in prepositional(t, "of") if o.pos_ == "PROPN"
    ]
    instruments = [t for t in things if t.lemma_.lower() in listed("instrument")]
    if not instruments or not (
        clauses.is_past(verb) or verb.tag_ in ("VBG", "VBZ", "VBP") or is_passive(verb)
    ):
        return None
    after = verb.doc[verb.i : verb.sent.end]
    if any(t.lower_ == "which" and t.nbor(-1).lower_ == "under" for t in after):
        return None  # "reached a deal under which Norland pays": what was agreed is told below
    if verb.dep_ == "acl" or is_negated(verb):
        return None  # "the treaty signed in 1960" is only spoken of
    if verb.lemma_ in ("reach", "strike") and not any(_told_of(t) for t in instruments):
        return None  # "reached the agreement at the talks": which was told before
    if is_passive(verb) and any(children(p, "pcomp") for p in children(verb, "prep")):
        return None  # "an agreement was reached on reopening the border": the deed is told
    if any(p.lower_ == "since" for p in children(verb, "prep")):
        return None  # what was signed over the years is told as background
    for clause in (c for t in instruments for c in t.children if c.pos_ == "VERB"):
        if infinitive(clause) or any(p.lower_ == "under" for p in children(clause, "prep")):
            return None  # what was agreed is told as the action below
    return Promise(
        verb,
        verb,
        Modality.AGREED,
        subject(verb) if not is_passive(verb) else None,
        None,
        "commitment.signed",
        0.7,
    )


def begun(verb: Token) -> Promise | None:
    """Read "The first phase of the conversion has begun": what was to be done is under way."""
    if (
        verb.lemma_.lower() not in ("begin", "start", "commence")
        or children(verb, "dobj", "xcomp")
        or is_negated(verb)
    ):
        return None
    if verb.tag_ != "VBN" or not any(
        a.lower_ in ("has", "have") for a in clauses.auxiliaries(verb)
    ):
        return None
    acting = subject(verb)
    if acting is None or acting.lemma_.lower() not in listed("undertaking"):
        return None
    thing = acting
    while parts := prepositional(thing, "of"):  # "the withdrawal of Norland's troops from …"
        thing = parts[0]
    return Promise(verb, verb, Modality.FULFILLED, None, thing, "commitment.begun", 0.6)


def kept(verb: Token) -> Promise | None:
    """Read "keeping a promise their ministers gave": a promise that is met."""
    if (
        verb.lemma_.lower() not in listed("keep")
        or clauses.is_future(verb)
        or is_negated(verb)
        or infinitive(verb)
    ):
        return None
    things = [
        t
        for t in children(verb, "dobj")
        if t.lemma_.lower() in ("promise", "pledge", "vow", "commitment")
    ]
    if not things or verb.tag_ not in ("VBD", "VBG", "VBN", "VBZ"):
        return None
    action = _kept_by(verb, things[0])
    if action is None:
        return None  # a promise kept, but not which
    return Promise(action, verb, Modality.FULFILLED, None, subject(verb), "commitment.kept", 0.7)


def _kept_by(verb: Token, promise: Token) -> Token | None:
    """Return what was promised: "kept a promise to build", or what was done "keeping a promise"."""
    told = [c for c in children(promise, "acl", "relcl") if infinitive(c)]
    if told:
        return told[0]
    head = verb.head
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and head.pos_ == "VERB":
        return head if clauses.is_past(head) else None
    return None
