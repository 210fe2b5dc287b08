"""The rules by which something is said not to be; each finds one sort of omission in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import OmissionSort
from servanda.readers.clauses import (
    auxiliaries,
    children,
    complement_clauses,
    is_negated,
    objects,
    prepositional,
    subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = ["Found", "find_in"]

# Verbs of taking something up in talks; "did not …" any of them leaves it undiscussed.
_DISCUSS = frozenset(
    "discuss raise address broach mention debate negotiate talk speak touch bring take cover".split()
)
_NEED_PARTICLE = {
    "bring": ("up",),
    "take": ("up",),
    "touch": ("on", "upon"),
    "talk": ("about",),
    "speak": ("about",),
}
_TELL = frozenset(
    "say comment elaborate disclose reveal specify give provide offer discuss confirm answer explain identify name detail clarify release share tell respond address speculate".split()
)
_DECLINE = frozenset("decline refuse".split())
_DENY = frozenset("deny rebut refute dismiss reject".split())
_REPORTS = frozenset(
    "report allegation claim accusation suggestion speculation rumor rumour charge assertion notion idea criticism".split()
)
_AGREE = frozenset("agree settle decide conclude finalize finalise sign reach".split())
_OUTCOMES = frozenset(
    "agreement deal statement communique communiqué accord decision consensus breakthrough compromise conclusion timetable date".split()
)
_TEXTS = frozenset(
    "readout statement communique communiqué declaration document deal text agreement report release summary announcement pact draft accord transcript".split()
)
_INCLUDE = frozenset(
    "mention include contain refer specify name cite address cover list reference discuss".split()
)
_DETAILS = frozenset(
    "detail details comment comments elaboration information specifics explanation answer answers figure figures".split()
)
_NONSENSE = frozenset(
    "nonsense untrue false baseless groundless unfounded fabricated fiction wrong incorrect".split()
)
_NONSENSE_NOUN = frozenset("nonsense fiction lie fabrication".split())
_AIMED = frozenset("aimed directed targeted meant intended focused designed".split())


@dataclass(frozen=True, slots=True)
class Found:
    """One place: the head of the clause, the word that gives it away, what is not, and who says or does not."""

    sort: OmissionSort
    head: Token
    cue: Token
    what: Token | None
    who: Token | None
    rule: str
    confidence: float


def find_in(discourse: Discourse, sentence: Sentence) -> Iterator[Found]:
    """Find what a sentence says not to be, in the order of the text."""
    found: list[Found] = []
    for token in sentence.span:
        for rule in (_declined, _not_included, _not_discussed, _not_agreed, _denied, _without):
            hit = rule(discourse, token)
            if hit is not None:
                found.append(hit)
                break
    yield from found


# -- declined to comment -----------------------------------------------------------------------


def _declined(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    sort = OmissionSort.DECLINED_TO_COMMENT
    if lemma in _DECLINE and token.pos_ == "VERB":
        for inner in children(token, "xcomp"):
            if inner.lemma_.lower() in _TELL:
                return Found(sort, token, inner, _matter(inner), None, "declined", 0.9)
        return None
    if lemma in ("comment", "elaborate") and token.pos_ == "VERB" and _negated(token):
        return Found(sort, token, token, _matter(token), None, "no_comment", 0.85)
    if lemma in ("say", "confirm", "disclose", "reveal", "specify", "tell") and _negated(token):
        helpers = {a.lower_ for a in auxiliaries(token)}
        if helpers & {"would", "could", "can", "wo", "will"} or lemma in (
            "disclose",
            "reveal",
            "specify",
            "elaborate",
        ):
            return Found(sort, token, token, _matter(token), None, "would_not_say", 0.8)
    if lemma in ("give", "provide", "offer", "go", "release", "share") and token.pos_ == "VERB":
        wanted = [
            o
            for o in [*objects(token), *prepositional(token, "into")]
            if o.lemma_.lower() in _DETAILS
        ]
        if wanted and (_negated(token) or any(_no(w) for w in wanted)):
            return Found(sort, token, wanted[0], wanted[0], None, "no_details", 0.85)
    if token.lower_ == "comment" and token.pos_ == "NOUN" and _no(token):
        return Found(sort, token, token, None, None, "no_comment", 0.8)
    if (
        lemma in ("issue", "release", "publish", "respond", "make")
        and _negated(token)
        and _not_yet(token)
    ):
        wanted = [
            o
            for o in objects(token)
            if o.lemma_.lower() in ("statement", "comment", "readout", "response")
        ]
        if wanted or lemma == "respond":
            return Found(sort, token, token, wanted[0] if wanted else None, None, "not_yet", 0.8)
    if lemma in ("announce", "disclose", "reveal", "decide") and _at_right_time(token):
        return Found(sort, token, token, _subject_of(token), None, "right_time", 0.7)
    return None


def _at_right_time(verb: Token) -> bool:
    for time in prepositional(verb, "at", "in"):
        words = {c.lower_ for c in time.children}
        if time.lower_ in ("time", "moment", "course") and words & {
            "right",
            "appropriate",
            "proper",
            "suitable",
            "due",
        }:
            return True
    return False


# -- not included ------------------------------------------------------------------------------


def _not_included(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_INCLUDED
    acting = subject(token) if token.pos_ in ("VERB", "AUX") else None
    text = acting is not None and acting.lemma_.lower() in _TEXTS
    if lemma in _INCLUDE and text and (_negated(token) or any(_no(o) for o in objects(token))):
        return Found(sort, token, token, _matter(token), acting, "text_silent", 0.85)
    if lemma == "make" and text:
        for noun in objects(token):
            if noun.lemma_.lower() in ("mention", "reference") and (_no(noun) or _negated(token)):
                return Found(sort, token, noun, _matter(noun), acting, "no_mention", 0.85)
    if lemma in ("omit", "exclude", "leave") and token.pos_ == "VERB" and (text or lemma == "omit"):
        if lemma != "leave" or any(c.lower_ == "out" for c in token.children):
            return Found(sort, token, token, _first(objects(token)), acting, "left_out", 0.8)
    if (
        lemma == "leave"
        and any(c.lower_ == "out" for c in token.children)
        and children(token, "auxpass")
    ):
        return Found(sort, token, token, _first(objects(token)), None, "left_out", 0.7)
    if token.lower_ == "silent" and token.head.lemma_ in ("be", "remain", "stay", "keep"):
        acting = subject(token.head)
        if acting is not None and acting.lemma_.lower() in _TEXTS:
            return Found(sort, token.head, token, _matter(token), acting, "silent", 0.85)
    return None


# -- not discussed -----------------------------------------------------------------------------


def _not_discussed(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_DISCUSSED
    if (
        lemma in _DISCUSS
        and token.pos_ == "VERB"
        and (_negated(token) or any(_no(o) for o in objects(token)))
    ):
        needed = _NEED_PARTICLE.get(lemma)
        words = {c.lower_ for c in children(token, "prt", "prep")}
        helpers = {a.lower_ for a in auxiliaries(token)}
        past = token.tag_ in ("VBD", "VBN") or helpers & {"did", "was", "were", "had", "been"}
        if (needed is None or words & set(needed)) and past and lemma != "speak":
            return Found(sort, token, token, _matter(token), None, "not_raised", 0.85)
    if lemma == "come" and _negated(token) and any(c.lower_ == "up" for c in token.children):
        return Found(sort, token, token, _subject_of(token), None, "not_raised", 0.8)
    if token.lower_ in ("agenda", "table") and token.dep_ == "pobj":
        preposition = token.head
        verb = preposition.head
        if preposition.lower_ == "on" and verb.pos_ in ("VERB", "AUX") and _negated(verb):
            return Found(sort, verb, token, _subject_of(verb), None, "agenda", 0.8)
        if preposition.lower_ == "off" and verb.lemma_ in (
            "leave",
            "keep",
            "be",
            "stay",
            "remain",
            "take",
        ):
            return Found(
                sort, verb, token, _first(objects(verb)) or _subject_of(verb), None, "agenda", 0.8
            )
    if (
        lemma in ("discussion", "mention")
        and prepositional(token, "of", "on", "about")
        and token.pos_ == "NOUN"
        and _no(token)
        and token.dep_ in ("nsubj", "attr", "dobj", "nsubjpass")
    ):
        return Found(sort, token.head, token, _matter(token), None, "no_discussion", 0.75)
    return None


# -- not agreed --------------------------------------------------------------------------------


def _not_agreed(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    sort = OmissionSort.NOT_AGREED
    if lemma == "fail" and token.pos_ == "VERB":
        for inner in children(token, "xcomp"):
            if inner.lemma_.lower() in _AGREE | {
                "produce",
                "issue",
                "resolve",
                "bridge",
                "adopt",
                "overcome",
                "make",
            }:
                return Found(sort, token, inner, _matter(inner), None, "failed", 0.85)
    if lemma == "stop" and any(c.lower_ == "short" for c in token.children):
        return Found(sort, token, token, None, None, "stopped_short", 0.75)
    if lemma == "avoid" and token.pos_ == "VERB":
        for inner in children(token, "xcomp", "dobj", "pcomp"):
            if inner.lemma_.lower() in (
                "call",
                "describe",
                "term",
                "declare",
                "commit",
                "agree",
                "set",
            ):
                return Found(sort, token, inner, None, None, "avoided", 0.7)
    if lemma in _AGREE and token.pos_ == "VERB" and (_negated(token) or _yet_to(token)):
        wanted = objects(token)
        if lemma in ("settle", "finalize", "finalise", "conclude", "agree") or any(
            o.lemma_.lower() in _OUTCOMES for o in wanted
        ):
            if not {a.lower_ for a in auxiliaries(token)} & {
                "will",
                "would",
                "can",
                "could",
                "must",
                "should",
            }:
                return Found(sort, token, token, _matter(token), None, "not_settled", 0.75)
    if lemma in _OUTCOMES and token.pos_ == "NOUN" and (_no(token) or _without_before(token)):
        verb = token.head
        if verb.lemma_.lower() in (
            "reach",
            "sign",
            "issue",
            "make",
            "announce",
            "be",
            "produce",
            "release",
            "adopt",
            "without",
            "set",
            "achieve",
        ):
            return Found(
                sort,
                verb if verb.pos_ in ("VERB", "AUX") else token,
                token,
                token,
                None,
                "no_outcome",
                0.75,
            )
    return None


# -- denied ------------------------------------------------------------------------------------


def _denied(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    sort = OmissionSort.DENIED
    if lemma in _DENY and token.pos_ == "VERB" and not _negated(token):
        wanted = objects(token)
        clauses = complement_clauses(token)
        if lemma == "deny" and (wanted or clauses):
            return Found(
                sort, token, token, _first(clauses) or _first(wanted), None, "denied", 0.85
            )
        if any(o.lemma_.lower() in _REPORTS for o in wanted):
            return Found(sort, token, token, _first(wanted), None, "rejected_report", 0.75)
    if (
        token.lower_ in _NONSENSE | _NONSENSE_NOUN
        and token.dep_ in ("acomp", "attr", "oprd")
        and not _negated(token.head)
    ):
        return Found(sort, token.head, token, _subject_of(token.head), None, "nonsense", 0.75)
    if token.lower_ in _AIMED and _negated(token if token.pos_ == "VERB" else token.head):
        if prepositional(token, "at", "against", "on", "to", "toward", "towards"):
            return Found(sort, token, token, token, None, "not_aimed", 0.75)
    if (
        lemma in ("increase", "add", "raise", "expand", "boost")
        and token.pos_ == "VERB"
        and _negated(token)
    ):
        helpers = {a.lower_ for a in auxiliaries(token)}
        if helpers & {"will", "would"} and any(
            n.lemma_.lower() in ("number", "size", "presence", "strength", "troop")
            for n in [*objects(token), *prepositional(token, "to")]
        ):
            return Found(sort, token, token, token, None, "no_increase", 0.75)
    return None


def _without(discourse: Discourse, token: Token) -> Found | None:
    """ "adjusts, without increasing, the number": what a change does not do."""
    if token.lower_ == "without":
        for inner in children(token, "pcomp"):
            if inner.lemma_.lower() in ("increase", "add", "raise", "change", "expand"):
                return Found(OmissionSort.DENIED, inner, token, inner, None, "without", 0.65)
    return None


# -- small words -------------------------------------------------------------------------------


def _negated(verb: Token) -> bool:
    """Whether the verb, or a verb it is coordinated with by "or", is negated; "nor" and "neither" count."""
    if is_negated(verb):
        return True
    if any(
        c.lower_ in ("neither", "nobody", "none")
        for child in children(verb, "nsubj", "nsubjpass")
        for c in (child, *child.children)
    ):
        return True
    return (
        verb.dep_ == "conj"
        and any(c.lower_ in ("or", "nor") for c in children(verb.head, "cc"))
        and is_negated(verb.head)
    )


def _no(noun: Token) -> bool:
    return any(
        c.lower_ in ("no", "neither", "any")
        and c.dep_ in ("det", "neg", "nummod")
        and c.lower_ != "any"
        for c in noun.children
    )


def _without_before(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "without"


def _yet_to(verb: Token) -> bool:
    """ "has yet to agree"."""
    return verb.dep_ == "xcomp" and any(c.lower_ == "yet" for c in verb.head.children)


def _not_yet(verb: Token) -> bool:
    words = {c.lower_ for c in verb.children}
    helpers = {a.lower_ for a in auxiliaries(verb)}
    return "yet" in words or bool(helpers & {"has", "have", "had", "did"}) or "immediately" in words


def _subject_of(verb: Token) -> Token | None:
    return subject(verb)


def _matter(token: Token) -> Token | None:
    """Return what the verb is about: its object, what a preposition brings, or a clause."""
    return (
        _first(objects(token))
        or _first(prepositional(token, "on", "about", "to", "upon", "over", "into", "of", "for"))
        or _first(complement_clauses(token))
    )


def _first(tokens: list[Token]) -> Token | None:
    return tokens[0] if tokens else None
