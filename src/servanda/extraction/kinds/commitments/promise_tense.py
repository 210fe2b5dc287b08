"""Promises by tense: what an actor will do, what is to be done, and what begins on a day to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, is_negated, is_passive, subject, walk_up
from servanda.extraction.kinds.commitments.programmes import is_own_programme
from servanda.extraction.kinds.commitments.promise import (
    Promise,
    first_of_conj,
    infinitive,
    listed,
    noun_beside,
)
from servanda.extraction.kinds.commitments.promise_terms import due_of
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["beginning", "conditional", "futurate", "planned_participle", "to_be_done", "will_be"]


_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_SAID = frozenset(
    "say announce tell declare state add promise pledge confirm report note agree affirm reaffirm reiterate".split()
)


def _is_time(discourse: Discourse, token: Token) -> bool:
    """Whether a token stands in a time expression: "the fiscal year, which begins in April"."""
    return any(t.start <= token.idx < t.end for t in discourse.parsed.times)


_WAYS = frozenset({"step", "measure", "action", "way", "path"})
_CALENDAR = frozenset({"year", "month", "week", "term", "season", "session", "summit", "visit"})
_BEGIN = frozenset({"start", "begin", "commence", "open", "launch", "resume"})


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


def will_be(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "Norland will build": a future verb of an actor, or of a thing that is put in place."""
    aux = clauses.auxiliaries(verb)
    will = [a for a in aux if a.lower_ in _WILL]
    would = [a for a in aux if a.lower_ in ("would", "'d")]
    if not will and not (would and (_reported(verb) or _begins_later(discourse, verb))):
        return None
    acting = subject(verb)
    if acting is None or _effect(verb) or _agenda(verb) or _of_things(discourse, acting):
        return None
    if verb.lemma_ == "use" and is_passive(verb):
        return None  # "the boats would be used to fight smuggling": what they are for
    if verb.dep_ == "relcl" and verb.head.lemma_ in _WAYS and verb.lemma_ in ("take", "use", "do"):
        return None  # "told of the steps it would take"
    if any(c.tag_ == "WRB" and c.i < verb.i for c in children(verb, "advmod")):
        return None  # "discussed how the mission will help": a question
    giver = _giver(discourse, verb)
    if giver is not None:
        return Promise(verb, verb, Modality.WILL, None, giver, "commitment.to_receive", 0.6)
    if (discourse.is_actor(acting) or _common_body(discourse, acting, verb)) and not is_passive(
        verb
    ):
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


def _giver(discourse: Discourse, verb: Token) -> Token | None:
    """Return who is to give in "Norland will receive 12 patrol boats from Sudmark", or None."""
    if verb.lemma_.lower() not in ("receive", "get", "obtain") or is_passive(verb):
        return None
    things = [t for t in children(verb, "dobj") if t.lemma_.lower() not in listed("procedure")]
    things = [t for t in things if not discourse.is_actor(t)]
    sources = [*children(verb, "prep"), *(p for t in things for p in children(t, "prep"))]
    for prep in sources if things else ():
        for giver in children(prep, "pobj") if prep.lower_ == "from" else ():
            if discourse.parsed.party_at(giver) is not None and discourse.is_actor(giver):
                return giver
    return None


def beginning(verb: Token) -> Promise | None:
    """Read "a sale of jets, with deliveries to begin in 2028": what hangs on "with" is to come about."""
    if not infinitive(verb) or verb.lemma_.lower() not in listed("changing"):
        return None
    things = children(verb, "nsubj", "nsubjpass")
    thing = things[0] if things else verb.head
    hung = verb.head if things else thing.head
    if hung.lower_ != "with" or thing.pos_ != "NOUN" or verb.dep_ not in ("pcomp", "acl", "relcl"):
        return None
    return Promise(verb, verb, Modality.PLANS, None, thing, "commitment.is_to", 0.65)


def conditional(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "Norland could then pull back, once the guns are silent": an idea put under a condition by its owner."""
    if not any(a.lower_ in ("could", "may", "might") for a in clauses.auxiliaries(verb)):
        return None
    put = [
        c
        for c in children(verb, "advcl")
        if any(m.lower_ in ("if", "once", "unless") for m in children(c, "mark", "advmod"))
    ]
    acting = subject(verb)
    deed = verb.lemma_.lower() in listed("expected_deed") | {
        "supply",
        "withdraw",
        "suspend",
        "build",
    }
    if not (put or (deed and children(verb, "dobj"))) or is_passive(verb):
        return None
    if acting is None or not discourse.is_actor(acting):
        return None
    if verb.lemma_.lower() in listed("stative") or is_negated(verb):
        return None
    head = verb.head
    if verb.dep_ != "ccomp" or head.lemma_.lower() not in (*_SAID, "warn", "threaten"):
        return None
    teller = subject(head)
    ours = discourse.parties(teller) if teller is not None else ()
    if not ours or not set(ours) & set(discourse.parties(acting)):
        return None
    return Promise(verb, verb, Modality.CONSIDERING, None, acting, "commitment.conditional", 0.6)


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
        brought = {verb.lemma_.lower(), first_of_conj(verb).lemma_.lower()}
        if verb.lemma_ == "open" and any(c.lower_ == "up" for c in children(verb, "prt")):
            return False  # "the pacts will open up new horizons"
        return verb.dep_ != "relcl" and not brought & listed("effect")
    if acting.lemma_.lower() in listed("procedure") | {"negotiation"}:
        return False  # "the talks will begin"
    return verb.lemma_.lower() in listed("changing") and verb.dep_ != "relcl"


def _common_body(discourse: Discourse, acting: Token, verb: Token) -> bool:
    """Whether a subject is a body of those who make a common statement: "the Partnership will seek"."""
    if is_own_programme(discourse, acting, verb):
        return True
    if not discourse.is_joint:
        return False
    return acting.lemma_.lower() in listed("common_body") or (
        acting.pos_ in ("NOUN", "PROPN") and acting.text.isupper() and len(acting.text) > 2
    )


def _of_things(discourse: Discourse, acting: Token) -> bool:
    """Whether "they" stands for things told of right before: "These efforts …, but they will help us"."""
    if acting.lower_ != "they":
        return False
    before = [t for t in acting.sent if t.i < acting.i and t.dep_ in ("nsubj", "nsubjpass")]
    several = [t for t in before if t.tag_ == "NNS"]
    return bool(several) and not any(discourse.is_actor(t) for t in several)


def _effect(verb: Token) -> bool:
    """Whether the clause tells what something brings about: "By easing the rules, Norland will …"."""
    first = first_of_conj(verb)
    if children(first, "dobj") and first.lemma_.lower() in listed("expected_deed"):
        return False
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
    if first == verb or children(verb, "aux"):
        return False
    if first.lemma_.lower() in listed("consult"):
        return True
    between = verb.doc[first.i + 1 : verb.i]
    stops = [t.i for t in between if t.text == ";"]
    if stops:
        between = verb.doc[stops[-1] + 1 : verb.i]
    return any(
        t.lower_ == "to" and t.dep_ == "aux" and t.head.i < verb.i and first.is_ancestor(t.head)
        for t in between
    )


def _reported(verb: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "said that it would build"."""
    for other in walk_up(verb):
        if other == verb:
            continue
        if other.pos_ == "VERB" and other.tag_ in ("VBD", "VBN") and other.lemma_.lower() in _SAID:
            return not any(c.lower_ in ("if", "should", "were") for c in children(verb, "mark"))
    return False


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
    if noun.pos_ == "VERB" and noun.lemma_.lower() in listed("request"):
        return None  # "to enable trade to be conducted"
    noun = noun_beside(first) or noun
    if noun.pos_ not in ("NOUN", "PROPN") or verb.lemma_.lower() not in listed("establish"):
        return None
    return Promise(verb, verb, Modality.PLANS, None, noun, "commitment.to_be_done", 0.65)


def futurate(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "training starts in March": the present tense of beginning with a time to come."""
    if (
        verb.lemma_.lower() not in _BEGIN
        or verb.tag_ not in ("VBZ", "VBP")
        or clauses.auxiliaries(verb)
    ):
        return None
    acting = subject(verb)
    if acting is None or acting.lemma_.lower() in _CALENDAR or _is_time(discourse, acting):
        return None
    if due_of(discourse, verb) is None:
        return None
    return Promise(verb, verb, Modality.WILL, None, acting, "commitment.starts", 0.6)
