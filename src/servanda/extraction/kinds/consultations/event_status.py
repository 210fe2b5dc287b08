"""Whether a consultation was held, is planned, proposed or cancelled, or is none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    auxiliaries,
    children,
    governor,
    is_finite,
    is_future,
    is_infinitive,
    is_negated,
    walk_up,
)
from servanda.extraction.kinds.consultations.consultation_words import (
    AGREEING,
    BUILDING,
    FINISHING,
    UNREAL,
    WISHING,
)
from servanda.extraction.kinds.consultations.event_noun_words import own_modifiers, takes_place
from servanda.extraction.kinds.consultations.event_nouns import participles
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["fill_status", "is_moved", "is_only_promised", "is_unreal"]


_PLANNED = word_set("extraction", "planned", "consultation_words")
_CANCELLED = word_set("extraction", "cancelled", "consultation_words")
_CANCELLING = word_set("extraction", "cancelling", "consultation_words")
_INTENDING = word_set("extraction", "intending", "consultation_words")
_TASKING = word_set("extraction", "tasking", "consultation_words")
_MODAL = word_set("extraction", "modal", "consultation_words")
_DUTY = word_set("extraction", "duty", "consultation_words")
_WITHIN = ("during", "following")  # what is said then is no word on whether it was held


def is_unreal(mention: Mention) -> bool:
    """Whether the words only ask for, refuse or rule out the event."""
    verb = mention.verb or mention.token
    return (
        (not mention.noun and is_negated(mention.token))
        or _is_duty(mention)
        or _is_conditional(verb)
        or _is_yet_to_come(verb)
        or (mention.noun and mention.weak and _is_built(mention))
        or _is_ruled_out(mention)
    )


def _is_duty(mention: Mention) -> bool:
    """Whether it should or can be; what should be done at "the next meeting" says nothing of that."""
    token = mention.token
    if mention.noun and token.dep_ == "pobj" and _is_next(token):
        return False
    verbs = (mention.verb, token) if mention.verb is not None else (token,)
    return any(a.lower_ in _DUTY for verb in verbs for a in auxiliaries(verb))


def _is_conditional(verb: Token) -> bool:
    return any(c.lower_ in ("if", "unless", "whether") for c in children(verb, "mark"))


def _is_fact(mention: Mention, above: Token) -> bool:
    """Whether it is "the importance of her visit": a visit that is somebody's is paid, whatever is said of it."""
    return (
        above.lemma_.lower() == "importance"
        and mention.form is Form.VISIT
        and bool(children(mention.token, "poss"))
    )


def _is_ruled_out(mention: Mention) -> bool:
    """Whether a word above the event denies it, wishes for it or calls for it."""
    if mention.noun and _is_sure(mention):
        return False
    for other in walk_up(mention.token):
        if other.i == mention.token.i:
            continue
        if _calls_for(other) or (other.lemma_.lower() in UNREAL and not _is_fact(mention, other)):
            return True
        if other.pos_ in ("VERB", "AUX"):
            if is_negated(other) and (other.i in mention.near or other.dep_ == "xcomp"):
                return True
            if other.dep_ not in ("xcomp", "pcomp", "acl"):
                return False
    return False


def _is_sure(mention: Mention) -> bool:
    """Whether a noun's own words say that it was held, whatever is called for there.

    "Stressed the importance of restraint during a meeting with B", "… of what was agreed at the summit held in Norville".
    """
    hung = (mention.pivot or mention.token).head.lower_
    return hung in _WITHIN or _told_behind(mention.token) is Status.HELD


def _calls_for(verb: Token) -> bool:
    """Whether it is "called for talks", "is pushing Norland to resume talks"."""
    pushes = verb.lemma_ in ("push", "press") and bool(children(verb, "xcomp", "ccomp"))
    called = verb.lemma_ in ("call", "push", "press")
    return pushes or (called and any(c.lower_ == "for" for c in verb.children))


def _is_yet_to_come(verb: Token) -> bool:
    """Return whether it is what two "have yet to sign": not done, and not planned."""
    above = verb.head
    return is_infinitive(verb) and any(
        t.lower_ == "yet" for t in verb.doc[max(above.i - 1, 0) : verb.i]
    )


def _is_built(mention: Mention) -> bool:
    """Return whether a dialogue is launched or deepened, or negotiations concluded: no meeting of its own."""
    verb, head = mention.verb, mention.token.head
    return (verb is not None and verb.lemma_.lower() in BUILDING) or (
        head.lemma_.lower() in BUILDING | FINISHING
    )


def is_only_promised(mention: Mention) -> bool:
    """Whether it is no more than a resolve to talk again: "agreed to hold further talks", with no day for it.

    A meeting, a call or a visit that was agreed on is one to come.
    """
    if mention.when is not None or mention.status is not Status.PLANNED or not mention.noun:
        return False
    if mention.form is not None and not mention.weak:
        return False
    return any(
        o.lemma_.lower() in AGREEING for o in walk_up(mention.token) if o.i != mention.token.i
    )


def fill_status(mention: Mention) -> None:
    """Fill whether it was held, in place, from the words in front and the verb above."""
    token, verb = mention.token, mention.verb
    sure = _surely(mention)
    told = _told_beside(mention) if sure is None else None
    if sure is not None:
        mention.status, mention.firm = sure, True
    elif told is not None:
        mention.status = told
    elif verb is None:
        mention.firm = False
        if mention.ahead or _is_wished(token):
            mention.status = Status.PLANNED
    else:
        mention.status = _of_verb(verb, mention)
        borne = token.dep_ in ("dobj", "nsubjpass")
        mention.firm = not mention.noun or borne or mention.status is Status.HELD


def _told_beside(mention: Mention) -> Status | None:
    """Return what is told outright: "the planned talks", "cancelled the talks", "talks held in May"; or None."""
    token, verb = mention.token, mention.verb
    words = {t.lower_ for t in own_modifiers(token)} if mention.noun else set()
    undone = verb is not None and _undoes(verb) and token.dep_ in ("dobj", "nsubjpass")
    if undone or words & _CANCELLED:
        return Status.CANCELLED
    if words & _PLANNED:
        return Status.PLANNED
    ahead = verb is not None and is_future(verb)
    return _told_behind(token) if mention.noun and not ahead else None


def _is_wished(token: Token) -> bool:
    """Whether it is what a hope, an offer or an invitation is for."""
    return any(
        other.pos_ == "NOUN" and other.lemma_.lower() in WISHING
        for other in walk_up(token)
        if other.i != token.i
    )


def _surely(mention: Mention) -> Status | None:
    """Return what follows whatever the verb's form: what is put off is to come, what is followed is past."""
    if _is_put_off(mention):
        return Status.PLANNED
    return Status.HELD if _followed(mention) else None


def _undoes(verb: Token) -> bool:
    """Whether a verb cancels or postpones: "put off" does, "put" does not."""
    lemma = verb.lemma_.lower()
    return lemma in _CANCELLING | _PUTTING_OFF and (lemma != "put" or _off(verb))


def _is_put_off(mention: Mention) -> bool:
    """Whether the event is moved to another day, which is then that of the event."""
    borne = mention.token.dep_ in ("dobj", "nsubjpass", "nsubj")
    return borne and mention.verb is not None and is_moved(mention.verb)


def _off(verb: Token) -> bool:
    return any(c.lower_ == "off" for c in verb.children)


def is_moved(verb: Token) -> bool:
    """Whether a verb moves an event to another day: "was postponed until Monday", "moved to April 3"."""
    if verb.lemma_.lower() not in _CANCELLING | _PUTTING_OFF | _MOVING or is_negated(verb):
        return False
    around = [verb, *children(verb, "prt", "advmod")]
    return any(
        t.ent_type_ == "DATE" or t.lower_ in _LATER
        for other in around
        for prep in children(other, "prep")
        if prep.lower_ in ("until", "till", "to", "for")
        for t in children(prep, "pobj", "pcomp")
    )


_PUTTING_OFF = word_set("extraction", "putting_off", "consultation_words")
_MOVING = word_set("extraction", "moving", "consultation_words")
_LATER = word_set("extraction", "later", "consultation_words")


def _followed(mention: Mention) -> bool:
    """Return whether another event follows this one, so that it is past: "Friday's visit will follow talks"."""
    verb = governor(mention.pivot or mention.token) if mention.noun else None
    return (
        verb is not None
        and verb.lemma_.lower() == "follow"
        and (mention.pivot or mention.token).dep_ == "dobj"
    )


def _told_behind(noun: Token) -> Status | None:
    """Return what a participle behind the noun says: "held in May", "to be held in May"."""
    for child in participles(noun):
        if takes_place(child) and is_finite(child):
            return Status.PLANNED if is_future(child) else Status.HELD
        if child.tag_ == "VBN" and child.lemma_ in _STAGED | _SCHEDULED:
            ahead = child.lemma_ in _SCHEDULED or is_future(child)
            to = any(a.lower_ == "to" for a in auxiliaries(child))
            return Status.PLANNED if ahead or to else Status.HELD
    return None


_STAGED = word_set("extraction", "staged", "consultation_words")
_SCHEDULED = word_set("extraction", "scheduled", "consultation_words")
_ARRANGING = word_set("extraction", "arranging", "consultation_words")
_HOSTING = word_set("extraction", "hosting", "consultation_words")


def _of_verb(verb: Token, mention: Mention) -> Status | None:
    """Return what the verb that carries tense tells; None where it leaves that open."""
    arranged = _arranged(verb, mention)
    if arranged is not None:
        return arranged
    if is_future(verb) or _co_will(verb):
        return Status.PLANNED
    helpers = {a.lower_ for a in auxiliaries(verb)}
    if helpers & _MODAL:
        return Status.PROPOSED
    if "to" in helpers:
        return _of_infinitive(verb, mention)
    if _is_looked_forward_to(verb):
        return Status.PLANNED
    if verb.dep_ == "conj" and verb.tag_ in ("VB", "VBP") and verb.head.pos_ == "VERB":
        return _of_verb(verb.head, mention)
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and helpers & {"is", "are"})
    if present and not helpers & {"has", "have"}:
        return _of_present(verb, mention)
    return Status.HELD


def _arranged(verb: Token, mention: Mention) -> Status | None:
    """Return what is done about an event: it is cancelled, scheduled, offered."""
    if not mention.noun or mention.token.dep_ not in ("dobj", "nsubjpass", "conj"):
        return None
    lemma = verb.lemma_.lower()
    done = (
        (_CANCELLING, Status.CANCELLED),
        (_ARRANGING, Status.PLANNED),
        (WISHING, Status.PROPOSED),
    )
    return next((status for verbs, status in done if lemma in verbs), None)


def _of_infinitive(verb: Token, mention: Mention) -> Status | None:
    """Return what the word above "to meet" tells; of a headline, "A to visit B", that it is planned."""
    above = verb.head
    had = any(a.lower_ == "had" for a in auxiliaries(above))
    if had and above.lemma_ in ("plan", "intend", "mean"):
        return Status.CANCELLED  # "had planned to come in person"
    if above.i == verb.i:
        return Status.PLANNED
    words = {above.lemma_.lower(), above.lower_}
    if "invitation" in words or words & _INTENDING:
        return Status.PLANNED
    if words & WISHING:
        return Status.PROPOSED
    if not words & _TASKING and above.pos_ in ("VERB", "AUX"):
        return _of_verb(above, mention)
    return Status.PLANNED


def _is_looked_forward_to(verb: Token) -> bool:
    """Read "looks forward to welcoming", "plans on visiting"."""
    above = governor(verb) if verb.tag_ == "VBG" and verb.dep_ == "pcomp" else None
    return above is not None and above.lemma_.lower() in _INTENDING | WISHING


def _of_present(verb: Token, mention: Mention) -> Status | None:
    """Return what a present tense tells: "hosts a summit on Monday" is planned, a headline leaves it open."""
    if _goes_on(verb):
        return Status.HELD
    borne = mention.token.dep_ == "dobj" and verb.lemma_.lower() in _HOSTING
    if mention.headline or (mention.noun and not borne):
        return None
    return Status.PLANNED


def _goes_on(verb: Token) -> bool:
    """Return whether it is under way: "spoke from Norville, where she is meeting B"."""
    above = governor(verb)
    return (
        verb.dep_ == "relcl"
        and any(c.lower_ == "where" for c in children(verb, "advmod"))
        and above is not None
        and above.tag_ == "VBD"
    )


def _co_will(verb: Token) -> bool:
    """Return whether it is "will co-host", where the helper hangs on "co"."""
    before = verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]
    return (
        len(before) > 2
        and before[-1].text == "-"
        and before[-2].lower_ == "co"
        and any(t.lower_ in ("will", "would", "to") for t in before)
    )


def _is_next(noun: Token) -> bool:
    """Return whether it is "the next meeting", which is planned whatever should be done at it."""
    return any(c.lower_ == "next" for c in own_modifiers(noun))
