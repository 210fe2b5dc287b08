"""The sieve of commitments: consulting, procedure, states of affairs and purposes are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, children, conjuncts, is_negated, is_passive
from servanda.extraction.kinds.assurances import is_assurance
from servanda.extraction.kinds.commitments.promise import Promise, infinitive, listed
from servanda.model import BlockKind, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_commitment"]


def is_commitment(discourse: Discourse, promise: Promise) -> bool:
    """Whether a promise is a commitment in the sense of the field: an action, discrete and to come."""
    action = promise.action
    sentence = discourse.parsed.sentence_of(action)
    if sentence.block is BlockKind.CAPTION:
        return False
    lemma = action.lemma_.lower()
    free = promise.modality in (Modality.WILL, Modality.PLANS, Modality.CONSIDERING)
    weighed = promise.rule == "commitment.verb.discuss" and lemma == "convene"
    if lemma in listed("consult") and free and not weighed and _meets(discourse, promise):
        return False
    if lemma in _HOLDING and free and _procedure(action):
        return False
    if _discusses(action, lemma, free=free):
        return False
    refrains = is_negated(action) and lemma in listed("refrain")
    lasting = lemma in listed("stative") and not is_passive(action) and not _comes_to_be(action)
    if lasting and not refrains and promise.rule != "commitment.tasked":
        return False
    if (
        promise.modality is Modality.AGREED
        and lemma in ("meet", "speak", "talk")
        and not children(action, "dobj")
    ):
        return False  # "agreed to meet again": procedure
    if lemma == "take" and any(c.lower_ in ("effect", "place") for c in children(action, "dobj")):
        return False
    if lemma == "do" and any(c.lower_ == "so" for c in action.children):
        return False
    if lemma in ("implement", "ratify") and action.dep_ == "relcl":
        return False  # "a deal, which both will implement": the deal was told
    if lemma == "review" and action.dep_ == "relcl":
        return False  # "a meeting, during which they will review …"
    told = {t.lemma_.lower() for t in children(action, "dobj")}
    if lemma in ("provide", "give", "share", "offer") and told & _TELLING:
        return False  # "would provide more details after the talks"
    if lemma == "make" and any(c.lower_ in ("clear", "sure") for c in action.children):
        return False
    things = children(action, "dobj")
    if any(t.lower_ == "following" and t.dep_ != "acl" for c in things for t in c.children):
        return False  # "is launching the following initiatives": the list says what
    if _purpose(action, promise) or _superseded(promise) or _unsaid(action):
        return False
    if _within_assurance(discourse, promise):
        return False
    return not is_assurance(discourse, promise.matrix) and not is_assurance(discourse, action)


def _unsaid(action: Token) -> bool:
    """Whether the object is left open: "will build on what works" can never be verified."""
    things = children(action, "dobj", "ccomp", "pcomp")
    for prep in children(action, "prep"):
        things += children(prep, "pobj", "pcomp")
    return any(
        t.lower_ == "what"
        or any(c.lower_ == "what" and c.dep_.startswith("nsubj") for c in t.children)
        for t in things
    )


def _within_assurance(discourse: Discourse, promise: Promise) -> bool:
    """Whether the promising noun is only what an assurance is about: "the value of its efforts to build"."""
    current = promise.matrix
    if current.pos_ != "NOUN" or promise.rule == "commitment.listed":
        thing = children(promise.matrix, "dobj")
        pledged = promise.rule.startswith("commitment.pledged")
        deeds = any(t.lemma_.lower() in listed("deed_beside") for c in thing for t in conjuncts(c))
        return pledged and not deeds and any(is_assurance(discourse, t) for t in thing)
    if current.lemma_.lower() not in listed("noun_goal") and discourse.parties(promise.outer):
        return False  # "backing for Norland's decision to build": both are told
    for _ in range(6):
        if current.dep_ not in ("pobj", "prep", "conj") or current.head == current:
            return False
        if current.dep_ == "conj" and current.head.pos_ not in ("NOUN", "PROPN"):
            return False
        was, current = current, current.head
        if was.dep_ == "prep" and current.pos_ == "NOUN" and is_assurance(discourse, current):
            return current.lemma_.lower() not in ("strength", "bond")
    return False


# Verbs that with a noun of procedure tell of consulting: "hold talks", "issue a statement".
_HOLDING = frozenset(
    "hold have issue release put give make take co-host cohost organize organise deliver publish conduct".split()
)


def _procedure(action: Token) -> bool:
    things = [t for c in children(action, "dobj", "nsubjpass") for t in conjuncts(c)]
    return any(t.lemma_.lower() in listed("procedure") for t in things)


def _meets(discourse: Discourse, promise: Promise) -> bool:
    """Whether an actor will meet, visit, discuss …; things that arrive or leave are no visitors."""
    action = promise.action
    if action.lemma_ == "meet" and any(
        t.lemma_.lower() in _MEASURES for t in children(action, "dobj")
    ):
        return False
    if action.lemma_ == "raise":
        things = {t.lemma_.lower() for t in children(action, "dobj", "nsubjpass")}
        return bool(things & _ISSUES)
    if action.lemma_ == "join" and any(
        t.lemma_.lower() in _JOINED for t in children(action, "dobj")
    ):
        return False  # "will join the programme"
    if promise.rule in _DEEDS or _with_particle(action) or _comes_to_be(action):
        return False
    acting = promise.inner if promise.inner is not None else promise.outer
    return acting is None or discourse.is_actor(acting)


_DEEDS = frozenset(
    {"commitment.to_receive", "commitment.performing", "commitment.approved", "commitment.signed"}
)


_JOINED = frozenset(
    "programme program initiative mission project alliance pact agreement treaty framework coalition fund convention".split()
)
_TELLING = frozenset({"detail", "update", "explanation", "answer", "comment"})
_MEASURES = frozenset(
    "priority target goal deadline need obligation commitment requirement demand standard condition criterion".split()
)
_ISSUES = frozenset("issue concern matter question topic case point objection subject".split())


def _discusses(action: Token, lemma: str, *, free: bool) -> bool:
    particles = {c.lower_ for c in children(action, "prt")}
    return free and (lemma, *sorted(particles)) in (
        ("take", "up"),
        ("bring", "up"),
        ("follow", "up"),
    )


def _comes_to_be(action: Token) -> bool:
    """Read "will be ready by …", "will go on enlarging": a state to be brought about, an action carried on."""
    if action.lemma_ == "be":
        return any(
            t.lower_ in listed("ready")
            for c in children(action, "acomp", "attr", "prep")
            for t in (c, *c.children)
        )
    if action.lemma_ in ("go", "keep"):
        going = any(c.lower_ == "on" for c in children(action, "prt", "prep"))
        return going or bool(children(action, "xcomp"))
    if action.lemma_ == "grow" and children(action, "dobj"):
        return True  # "will grow trade"
    if action.lemma_ in ("remain", "stay"):
        return any(
            t.lower_
            in (
                "touch",
                "contact",
                "engaged",
                "seized",
                "involved",
                "coordination",
                "united",
                "vigilant",
            )
            for t in action.subtree
        )
    if action.lemma_ == "have" and any(
        c.like_num for t in children(action, "dobj") for c in children(t, "nummod")
    ):
        return True  # "plans to have 4,000 soldiers there"
    done = [c for c in children(action, "ccomp") if c.tag_ in ("VBN", "VBD") and c.i > action.i]
    return action.lemma_ == "have" and any(
        c.dep_ == "oprd" or c.lower_ in listed("ready") or c in done for c in action.children
    )


def _with_particle(action: Token) -> bool:
    return bool(children(action, "prt"))


def _purpose(action: Token, promise: Promise) -> bool:
    """Whether the action is only what another is for ("will visit to deepen ties")."""
    return (
        action.dep_ == "advcl"
        and (infinitive(action) or action.tag_ in ("VBG", "VBN"))
        and not any(a.lower_ in ("will", "would", "shall") for a in auxiliaries(action))
        and promise.matrix == action
        and promise.modality is not Modality.FULFILLED
    )


def _superseded(promise: Promise) -> bool:
    sentence = promise.action.sent
    before = [t.lower_ for t in sentence[: max(0, promise.matrix.i - sentence.start)]]
    return before[:2] == ["at", "first"] or before[:1] in (["originally"], ["initially"])
