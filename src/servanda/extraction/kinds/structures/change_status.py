"""How far a change has come, and its time: planned by a deadline, under way, or done on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, is_future, is_past
from servanda.extraction.factuality import helpers
from servanda.extraction.frame_tables import frame_table
from servanda.model import StructureStatus
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef

__all__ = ["status_of", "time_of"]

_APART = ("ccomp", "relcl", "advcl", "conj", "parataxis", "acl", "nsubj", "nsubjpass")


def status_of(head: Token) -> StructureStatus:
    """Return how far the change told by a verb, or the noun of one, has come."""
    if head.pos_ not in ("VERB", "AUX"):
        return StructureStatus.DONE if _is_done_noun(head) else StructureStatus.PLANNED
    if is_future(head):
        return StructureStatus.PLANNED
    if _is_started(head):
        return StructureStatus.STARTED
    return StructureStatus.DONE if _is_done(head) else StructureStatus.PLANNED


def _is_started(verb: Token) -> bool:
    """Return whether it is under way: "has begun converting", "is being set up", "the first phase has begun"."""
    classes = frame_table("structure").classes
    above, help_ = verb.head, helpers(verb)
    begun = verb.dep_ in ("xcomp", "pcomp") and above.lemma_.lower() in classes["starting"]
    going_on = verb.tag_ == "VBG" and help_ & {"is", "are", "was", "were"}
    phase = verb.dep_ == "pcomp" and above.head.lemma_.lower() in classes["phase"]
    return bool(begun or going_on or "being" in help_) or (
        phase
        and any(t.lemma_ in classes["starting"] and t.tag_ in ("VBN", "VBD") for t in verb.sent)
    )


def _is_done(verb: Token) -> bool:
    """Return whether it is told as done, by its form or by the past verb that it goes on."""
    if is_past(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod"):
        return not helpers(verb) & {"to", "be"}
    goes_on = (verb.dep_, verb.tag_) in (("conj", "VBD"), ("conj", "VBN"), ("advcl", "VBG"))
    return goes_on and is_past(verb.head)


def _is_done_noun(noun: Token) -> bool:
    """Return whether a verb above tells the change as done: "welcomed the creation"."""
    classes = frame_table("structure").classes
    for token in noun.ancestors:
        lemma = token.lemma_.lower()
        if lemma in classes["planning"]:
            return False
        if token.pos_ in ("VERB", "AUX"):
            return is_past(token) and lemma in classes["completing"]
    return False


def time_of(discourse: Discourse, head: Token) -> TimeRef | None:
    """Return the time of the change: of its own clause, or of the verb it is joined to."""
    for verb in (head, head.head) if head.dep_ == "conj" else (head,):
        own = {t.idx for t in verb.subtree} - _idx_apart(head, verb)
        near = discourse.parsed.times_touching(min(own), max(own) + 1) if own else []
        found = [r for r in near if _is_day(r) and _begins_in(r, own)]
        behind = [r for r in found if r.start > verb.idx]
        if found:
            return (behind or found)[0]
    return None


def _is_day(ref: TimeRef) -> bool:
    present = frame_table("structure").classes["present"]
    return is_calendar(ref) and ref.text.lower() not in present


def _begins_in(ref: TimeRef, places: set[int]) -> bool:
    return any(at in places for at in range(ref.start, ref.end))


def _idx_apart(head: Token, verb: Token) -> set[int]:
    """Return where the words of other clauses and of subjects stand, whose times are not the change's own."""
    apart = [t for t in verb.subtree if t != head and _is_apart(t, verb)]
    return {t.idx for top in apart for t in top.subtree}


def _is_apart(token: Token, verb: Token) -> bool:
    if token.dep_ in ("nsubj", "nsubjpass"):
        return token.head == verb
    if token.pos_ not in ("VERB", "AUX"):
        return False
    if token.dep_ == "acl" and not children(token, "aux", "auxpass"):
        return token.head == verb  # "the unit based there by May": the parser hangs the day too low
    return token.dep_ in _APART
