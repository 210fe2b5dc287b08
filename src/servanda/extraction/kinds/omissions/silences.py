"""Silence: who declines to comment, and what a text leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, objects, prepositional, subject
from servanda.extraction.kinds.omissions.omission_words import (
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

__all__ = ["declined", "not_included"]


_TELL = frozenset(
    "say comment elaborate disclose reveal specify give provide offer discuss confirm answer explain identify name "
    "detail clarify release share tell draw respond address speculate describe go rule predict".split()
)
_DECLINE = frozenset("decline refuse".split())
_KEEP = frozenset("say confirm disclose reveal specify tell detail identify".split())
_DETAILS = frozenset(
    "detail details comment comments elaboration information specifics explanation answer answers figure figures "
    "specific timeline reason reasons".split()
)
_ANSWERS = frozenset("statement comment readout response reaction".split())
_INCLUDE = frozenset(
    "mention include contain refer specify name cite address cover list reference discuss touch".split()
)
_TERMS = frozenset("date timetable schedule deadline".split())
_PEOPLE = frozenset(
    "people community person woman man worker child group family citizen resident population country member".split()
)
_WHEN = frozenset("right appropriate proper suitable due".split())


def declined(token: Token) -> Found | None:
    """Find "declined to say", "would not give details", "no comment", "at the right time"."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.DECLINED_TO_COMMENT
    if token.lower_ == "comment" and token.pos_ == "NOUN" and has_no(token):
        return Found(sort, token, token, None, None, "no_comment", 0.8)
    unable = token.lower_ == "unable" or (token.lower_ == "able" and negated(token.head))
    if unable and token.head.lemma_ in ("be", "remain"):
        return _unable(token)
    if token.pos_ not in ("VERB", "AUX"):
        return None
    if lemma in _DECLINE:
        for inner in children(token, "xcomp"):
            if inner.lemma_.lower() in _TELL:
                return Found(sort, token, inner, matter(inner), None, "declined", 0.9)
        return None
    if lemma in ("comment", "elaborate", "speculate") and negated(token):
        return Found(sort, token, token, matter(token), None, "no_comment", 0.85)
    if lemma in _KEEP and negated(token) and (_will_not(token) or _kept_back(token)):
        return Found(sort, token, token, matter(token), None, "would_not_say", 0.75)
    if lemma in ("give", "provide", "offer", "go", "release", "share", "have"):
        wanted = [
            o
            for o in [*objects(token), *prepositional(token, "into")]
            if o.lemma_.lower() in _DETAILS
        ]
        refused = negated(token) or any(has_no(w) for w in wanted)
        if wanted and refused and (lemma != "have" or wanted[0].lemma_ == "comment"):
            return Found(sort, token, wanted[0], wanted[0], None, "no_details", 0.85)
    if lemma in ("answer", "address") and negated(token):
        asked = [o for o in objects(token) if o.lemma_.lower() in ("question", "query", "request")]
        if asked:
            return Found(sort, token, token, matter(asked[0]) or asked[0], None, "not_yet", 0.8)
    if lemma in ("issue", "release", "publish", "respond", "make", "reply") and negated(token):
        wanted = [o for o in objects(token) if o.lemma_.lower() in _ANSWERS]
        requested = lemma in ("respond", "reply") and prepositional(token, "to")
        if _not_so_far(token) and (wanted or requested):
            return Found(sort, token, token, first(wanted), None, "not_yet", 0.8)
    if lemma in ("announce", "disclose", "reveal", "decide", "share") and _at_right_time(token):
        return Found(sort, token, token, subject(token), None, "right_time", 0.7)
    return None


def _unable(token: Token) -> Found | None:
    """Read "unable to provide details", "was not able to comment"."""
    for inner in children(token, "xcomp"):
        if inner.lemma_.lower() in ("comment", "elaborate", "say", "confirm", "disclose"):
            told = matter(inner)
        else:
            told = first([o for o in objects(inner) if o.lemma_.lower() in _DETAILS])
            if told is None:
                continue
        return Found(OmissionSort.DECLINED_TO_COMMENT, token.head, inner, told, None, "unable", 0.8)
    return None


def _will_not(verb: Token) -> bool:
    return bool(helpers(verb) & {"would", "could", "can", "ca", "wo", "will"})


def _kept_back(verb: Token) -> bool:
    """Read "did not disclose the price": verbs that imply there was something to tell."""
    return verb.lemma_ in ("disclose", "reveal", "specify", "detail", "identify")


def _not_so_far(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children}
    return (
        "yet" in words
        or "immediately" in words
        or bool(helpers(verb) & {"has", "have", "had", "did"})
    )


def _at_right_time(verb: Token) -> bool:
    for time in prepositional(verb, "at", "in"):
        words = {c.lower_ for c in time.children}
        if time.lower_ in ("time", "moment", "course") and words & _WHEN:
            return True
    return False


def _of_people(subjects: list[Token]) -> bool:
    """Whether those left out are people, not a matter."""
    return any(
        s.lower_ in ("who", "they", "we", "he", "she") or s.lemma_.lower() in _PEOPLE
        for s in subjects
    )


def not_included(token: Token) -> Found | None:
    """Find what a text does not mention, is silent on or leaves out."""
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_INCLUDED
    if token.lower_ == "silent" and token.head.lemma_ in ("be", "remain", "stay", "keep"):
        acting = subject(token.head)
        if acting is not None and acting.lemma_.lower() in TEXTS:
            what = matter(token) or matter(token.head)
            return Found(sort, token.head, token, what, acting, "silent", 0.85)
    if token.pos_ not in ("VERB", "AUX"):
        return None
    acting = subject(token)
    by_text = acting is not None and acting.lemma_.lower() in TEXTS
    if lemma in _INCLUDE and (negated(token) or any(has_no(o) for o in objects(token))):
        if by_text:
            return Found(sort, token, token, matter(token), acting, "text_silent", 0.85)
        within = [t for t in prepositional(token, "in") if t.lemma_.lower() in TEXTS]
        if within and lemma in ("mention", "include", "cover", "address", "cite"):
            return Found(sort, token, token, acting, within[0], "text_silent", 0.75)
    if by_text and lemma in ("say", "contain", "include", "mention", "give", "offer"):
        for noun in objects(token):
            if noun.lower_ == "nothing" or (noun.lower_ == "word" and has_no(noun)):
                what = matter(noun) or matter(token)
                return Found(sort, token, noun, what, acting, "text_silent", 0.8)
    if lemma in ("give", "set", "name", "offer"):
        for noun in objects(token):
            if noun.lemma_.lower() in _TERMS and has_no(noun):
                return Found(sort, token, noun, noun, acting, "no_term", 0.65)
    if lemma == "make" and by_text:
        for noun in objects(token):
            if noun.lemma_.lower() in ("mention", "reference") and (has_no(noun) or negated(token)):
                return Found(sort, token, noun, matter(noun), acting, "no_mention", 0.85)
    out = any(c.lower_ == "out" for c in token.children)
    if (lemma == "omit" or (lemma == "leave" and out)) and not negated(token):
        passive = bool(children(token, "auxpass"))
        if passive and _of_people(children(token, "nsubjpass")):
            return None  # "those who have been left out" are no words of a text
        if by_text or lemma == "omit" or passive:
            return Found(
                sort,
                token,
                token,
                first(objects(token)),
                None if passive else acting,
                "left_out",
                0.75,
            )
    if lemma == "exclude" and by_text and not negated(token):
        return Found(sort, token, token, first(objects(token)), acting, "left_out", 0.7)
    return None
