"""What is got around: questions dodged, things passed over, positions still apart, plans disowned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, objects, prepositional, subject
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

__all__ = ["evaded", "not_yet_agreed"]


_DODGE = frozenset("sidestep dodge evade skirt duck deflect skip ignore".split())
_ASKED = frozenset("question query issue topic subject matter request".split())
_PASS_OVER = frozenset("avoid skirt sidestep evade duck".split())
_TALKED_OF = frozenset("issue topic subject question matter mention discussion".split())
_MUM = frozenset("silent mum quiet tight-lipped".split())
_TOLD = frozenset("elaborate comment specify explain clarify".split())
_GIVEN = frozenset("give provide offer disclose reveal share go".split())
_NEGATED_HERE = ("say", "reach")
_DETAILS = frozenset("detail details specific specifics explanation reason reasons comment".split())
_NAMED = frozenset("mention name cite address raise".split())
_ASKING = frozenset("when where how why who what which whether if".split())
_PLANS = frozenset("plan plans intention intentions intent ambition ambitions".split())
_AGREE = frozenset("agree settle decide reach sign resolve bridge conclude finalize".split())


def evaded(token: Token) -> Found | None:
    """Find "dodged a question", "without elaborating", "remained silent", "did not say when", "had no plans to"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.DECLINED_TO_COMMENT
    if token.lower_ in _MUM and token.head.lemma_ in ("remain", "stay", "keep"):
        who = subject(token.head)
        if who is not None and who.lemma_.lower() not in TEXTS:
            what = matter(token) or matter(token.head)
            return Found(sort, token.head, token, what, who, "silent", 0.75)
    if token.lower_ in ("absent", "missing") and token.pos_ in ("ADJ", "VERB"):
        texts = [t for t in prepositional(token, "from") if t.lemma_.lower() in TEXTS]
        if texts:
            kind = OmissionSort.NOT_INCLUDED
            return Found(kind, token.head, token, subject(token.head), texts[0], "absent", 0.8)
    if lemma in _PLANS and token.dep_ == "dobj" and has_no(token):
        return _no_plans(token)
    if token.pos_ != "VERB" or (negated(token) and lemma not in _NEGATED_HERE):
        return None
    if lemma in _DODGE:
        asked = [o for o in objects(token) if o.lemma_.lower() in ("question", "query")]
        if asked:
            what = matter(asked[0]) or asked[0]
            return Found(sort, token, token, what, subject(token), "dodged", 0.8)
    if lemma in _PASS_OVER and token.tag_ in ("VBD", "VBN", "VBZ"):
        left = [o for o in objects(token) if o.lemma_.lower() in _TALKED_OF]
        about = prepositional(left[0], "of", "over") if left else []
        if about:
            kind = OmissionSort.NOT_DISCUSSED
            return Found(kind, token, token, about[0], subject(token), "passed_over", 0.75)
    if token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.lower_ == "without":
        return _without(token, lemma)
    if lemma == "say" and negated(token) and "did" in helpers(token):
        for clause in children(token, "ccomp"):
            words = {c.lower_ for c in children(clause, "advmod", "mark", "dobj", "nsubj", "attr")}
            words |= {t.lower_ for t in clause.subtree if t.i <= token.i + 1}
            if words & _ASKING:
                return Found(sort, token, token, clause, subject(token), "did_not_say", 0.75)
    unreached = lemma == "reach" and negated(token) and helpers(token) & {"could", "be"}
    if unreached and prepositional(token, "for"):
        return Found(sort, token, token, None, None, "not_reached", 0.75)
    return None


def _without(token: Token, lemma: str) -> Found | None:
    """Read "without elaborating", "without giving details", "without naming the state"."""
    told = lemma in _TOLD
    details = [o for o in objects(token) if o.lemma_.lower() in _DETAILS]
    details += [t for t in prepositional(token, "into") if t.lemma_.lower() in _DETAILS]
    verb = token.head.head
    acting = subject(verb) if verb.pos_ in ("VERB", "AUX") else None
    if told or (lemma in _GIVEN and details):
        sort = OmissionSort.DECLINED_TO_COMMENT
        what = matter(token) if told else None
        return Found(sort, token, token, what or first(details), acting, "without", 0.75)
    if lemma in _NAMED and objects(token):
        by_text = acting is not None and acting.lemma_.lower() in TEXTS
        sort = OmissionSort.NOT_INCLUDED if by_text else OmissionSort.NOT_DISCUSSED
        return Found(sort, token, token, objects(token)[0], acting, "without", 0.65)
    return None


def _no_plans(noun: Token) -> Found | None:
    """Read "said it has no plans to leave": an intention that is disowned."""
    verb = noun.head
    aim = first(children(noun, "acl")) or first(prepositional(noun, "of", "for"))
    if verb.lemma_ != "have" or aim is None or verb.dep_ not in ("ccomp", "ROOT", "conj"):
        return None
    return Found(OmissionSort.DENIED, verb, noun, aim, subject(verb), "no_plans", 0.7)


_SETTLED = frozenset("negotiate agree settle decide finalize finalise resolve".split())


def _left_open(verb: Token) -> Found | None:
    """Read "the details still have to be negotiated", "remain to be agreed": not settled yet."""
    above = verb.head
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in _SETTLED or verb.dep_ != "xcomp":
        return None
    if not any(c.dep_ == "auxpass" for c in verb.children) or above.lemma_ not in (
        "have",
        "remain",
    ):
        return None
    told = first(children(above, "nsubj")) or first(children(verb, "nsubjpass"))
    still = above.lemma_ == "remain" or any(c.lower_ == "still" for c in above.children)
    if told is None or not still:
        return None
    return Found(OmissionSort.NOT_AGREED, verb, verb, told, None, "left_open", 0.65)


def not_yet_agreed(token: Token) -> Found | None:
    """Find "could not agree", "were unable to agree", "not expected to sign a deal", "remain far apart"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_AGREED
    if lemma == "apart" and token.head.lemma_ in ("remain", "stay", "be"):
        about = prepositional(token, "on", "over") or prepositional(token.head, "on", "over")
        if about and not negated(token.head):
            return Found(sort, token.head, token, about[0], None, "apart", 0.65)
    if lemma == "divided" and token.head.lemma_ in ("remain", "stay"):
        about = prepositional(token, "on", "over") or prepositional(token.head, "on", "over")
        if about:
            return Found(sort, token.head, token, about[0], None, "apart", 0.65)
    left = _left_open(token)
    if left is not None:
        return left
    if token.pos_ != "VERB" or lemma not in _AGREE:
        return None
    wanted = [o for o in objects(token) if o.lemma_.lower() in OUTCOMES]
    open_ended = lemma in ("agree", "settle") and bool(matter(token))
    if not wanted and not open_ended:
        return None
    if lemma == "agree" and negated(token) and "could" in helpers(token):
        return Found(sort, token, token, matter(token), None, "could_not", 0.8)
    above = token.head
    if token.dep_ != "xcomp":
        return None
    unable = above.lower_ == "unable" or (
        above.lemma_.lower() in ("able", "manage")
        and negated(above if above.pos_ == "VERB" else above.head)
    )
    unexpected = above.lemma_.lower() == "expect" and negated(above)
    if unable or unexpected:
        confidence = 0.8 if unable else 0.65
        return Found(sort, token, token, matter(token), None, "unable", confidence)
    return None
