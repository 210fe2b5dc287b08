"""Promises by deed and by tense: what an actor will do, signs, announces, begins or keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.model import Modality
from servanda.readers import clauses
from servanda.readers.clauses import (
    children,
    is_negated,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.readers.promise import Promise, first_of_conj, infinitive, listed, noun_beside

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = [
    "approved",
    "begun",
    "futurate",
    "kept",
    "performed",
    "planned_participle",
    "plans_things",
    "signed",
    "to_be_done",
    "will_be",
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


def planned_participle(verb: Token) -> Promise | None:
    """Read "revisions planned by year-end": a noun of action that is planned."""
    if verb.dep_ != "acl" or verb.lower_ not in (
        "planned",
        "scheduled",
        "slated",
        "envisaged",
        "envisioned",
    ):
        return None
    if any(c.dep_ == "xcomp" for c in verb.children):
        return None  # the infinitive below is the action
    return Promise(verb.head, verb, Modality.PLANS, None, verb.head, "commitment.planned_noun", 0.7)


_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})


def will_be(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "Norland will build": a future verb of an actor, or of a thing that is put in place."""
    aux = clauses.auxiliaries(verb)
    will = [a for a in aux if a.lower_ in _WILL]
    would = [a for a in aux if a.lower_ in ("would", "'d")]
    if not will and not (would and (_reported(verb) or _begins_later(discourse, verb))):
        return None
    acting = subject(verb)
    if acting is None or _effect(verb) or _agenda(verb):
        return None
    if discourse.is_actor(acting) and not is_passive(verb):
        confidence = 0.75 if will else 0.65
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will", confidence)
    if verb.lemma_ == "be" and any(
        t.lower_ in listed("ready")
        for c in children(verb, "acomp", "attr")
        for t in (c, *c.children)
    ):
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will_be_ready", 0.6)
    if verb.lemma_.lower() in listed("establish") and (
        is_passive(verb) or _comes_about(verb, acting)
    ):
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will_be_done", 0.6)
    return None


def _begins_later(discourse: Discourse, verb: Token) -> bool:
    """Read "deliveries would begin in 2029": told of an agreement, with a time to come."""
    if verb.lemma_.lower() not in _BEGIN or any(
        c.lower_ == "if" for t in verb.sent for c in [t] if t.dep_ == "mark"
    ):
        return False
    return bool(discourse.parsed.times_within(*clauses.extent(verb)))


def _comes_about(verb: Token, acting: Token) -> bool:
    """Whether a thing changes or begins by itself ("the regiment will turn into …"), or a joint text binds."""
    if acting.lemma_.lower() in (
        "statement",
        "agreement",
        "deal",
        "declaration",
        "document",
        "pact",
        "accord",
    ):
        return verb.dep_ != "relcl"
    return verb.lemma_.lower() in listed("changing") and verb.dep_ != "relcl"


def _effect(verb: Token) -> bool:
    """Whether the clause tells what something brings about: "By easing the rules, Norland will …"."""
    first = first_of_conj(verb)
    return any(
        p.lower_ in ("by", "through") and p.i < first.i and children(p, "pcomp")
        for p in children(first, "prep")
    )


def _agenda(verb: Token) -> bool:
    """Whether a coordinated verb goes on with an agenda or a purpose rather than with the promise.

    "will discuss ways to deepen ties, enhance trade": the parser takes "enhance" for a second
    thing that will be done.
    """
    first = first_of_conj(verb)
    if first == verb:
        return False
    if first.lemma_.lower() in listed("consult"):
        return True
    between = verb.doc[first.i + 1 : verb.i]
    return any(
        t.lower_ == "to" and t.dep_ == "aux" and t.head.i < verb.i and first.is_ancestor(t.head)
        for t in between
    )


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
    spoken = lemma in ("announce", "pledge", "commit", "unveil") and verb.tag_ in (
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
    instruments = [t for t in things if t.lemma_.lower() in listed("instrument")]
    if not instruments or not (
        clauses.is_past(verb) or verb.tag_ in ("VBG", "VBZ", "VBP") or is_passive(verb)
    ):
        return None
    if verb.dep_ == "acl" or is_negated(verb):
        return None  # "the treaty signed in 1960" is only spoken of
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
    return Promise(verb, verb, Modality.FULFILLED, None, subject(verb), "commitment.kept", 0.7)


def _reported(verb: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "said that it would build"."""
    for other in walk_up(verb):
        if other == verb:
            continue
        if other.pos_ == "VERB" and other.tag_ in ("VBD", "VBN") and other.lemma_.lower() in _SAID:
            return not any(c.lower_ in ("if", "should", "were") for c in children(verb, "mark"))
    return False


_SAID = frozenset(
    "say announce tell declare state add promise pledge confirm report note agree affirm reaffirm reiterate".split()
)


def to_be_done(verb: Token) -> Promise | None:
    """Read "a command to be set up by March": a passive infinitive after a noun, with an end in time."""
    first = first_of_conj(verb)
    if (
        first.dep_ not in ("relcl", "acl", "xcomp", "advcl")
        or not infinitive(first)
        or not is_passive(first)
    ):
        return None
    noun = first.head
    if noun.pos_ == "VERB" and noun.lower_ == "planned":
        return Promise(verb, noun, Modality.PLANS, None, noun.head, "commitment.to_be_done", 0.7)
    noun = noun_beside(first) or noun
    if noun.pos_ not in ("NOUN", "PROPN") or verb.lemma_.lower() not in listed("establish"):
        return None
    return Promise(verb, verb, Modality.PLANS, None, noun, "commitment.to_be_done", 0.65)


_BEGIN = frozenset({"start", "begin", "commence", "open", "launch", "resume"})


def futurate(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "training starts in March": the present tense of beginning with a time to come."""
    if (
        verb.lemma_.lower() not in _BEGIN
        or verb.tag_ not in ("VBZ", "VBP")
        or clauses.auxiliaries(verb)
    ):
        return None
    acting = subject(verb)
    start, end = clauses.extent(verb)
    times = [t for t in discourse.parsed.times_within(start, end) if t.relation or t.form]
    if acting is None or not times:
        return None
    return Promise(verb, verb, Modality.WILL, None, acting, "commitment.starts", 0.6)
