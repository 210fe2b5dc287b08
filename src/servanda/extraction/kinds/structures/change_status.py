"""How far a change has come, and its time: planned by a deadline, under way, or done on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, children, is_future, is_past, walk_up
from servanda.model import StructureStatus
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.structures.structure_changes import Change
    from servanda.model import TimeRef

__all__ = ["status_of", "time_of"]


_STARTING = frozenset("begin start commence".split())
_PHASES = frozenset("phase step process work stage".split())
_PLANNING = frozenset(
    "plan agree decide intend aim propose consider seek hope vow pledge promise discuss prepare want expect schedule "
    "commit announce approve set".split()
)
_APART = ("ccomp", "relcl", "advcl", "conj", "parataxis", "acl", "nsubj", "nsubjpass")
_PRESENT = frozenset("now currently today".split())
_PLAN_NOUNS = frozenset(
    "plan scheme proposal idea decision agreement intention effort move aim goal".split()
)


def status_of(head: Token) -> StructureStatus:
    """Return how far the change told by a verb, or the noun of one, has come."""
    if head.pos_ not in ("VERB", "AUX"):
        return _of_noun(head)
    if is_future(head):
        return StructureStatus.PLANNED
    if _phase_begun(head):
        return StructureStatus.STARTED
    own = children(head, "aux", "auxpass", "nsubj", "nsubjpass")
    if head.dep_ == "conj" and not own and is_future(head.head):
        return StructureStatus.PLANNED
    helpers = {a.lower_ for a in auxiliaries(head)}
    above = head.head
    if head.dep_ in ("xcomp", "pcomp") and above.lemma_.lower() in _STARTING:
        return StructureStatus.STARTED
    if head.tag_ == "VBG" and helpers & {"is", "are", "was", "were"}:
        return StructureStatus.STARTED
    if "being" in helpers:
        return StructureStatus.STARTED
    if is_past(head):
        return StructureStatus.DONE
    if head.dep_ == "conj" and head.tag_ in ("VBD", "VBN") and is_past(head.head):
        return StructureStatus.DONE
    if head.tag_ == "VBN" and head.dep_ in ("acl", "amod"):
        return StructureStatus.DONE if not helpers & {"to", "be"} else StructureStatus.PLANNED
    if head.tag_ == "VBG" and head.dep_ == "advcl" and is_past(above):
        return StructureStatus.DONE
    return StructureStatus.PLANNED


def _phase_begun(head: Token) -> bool:
    """Whether it is told like "the first phase of making … has begun"."""
    if head.dep_ != "pcomp" or head.head.head.lemma_.lower() not in _PHASES:
        return False
    return any(t.lemma_.lower() in _STARTING and t.tag_ in ("VBN", "VBD") for t in head.sent)


def _of_noun(noun: Token) -> StructureStatus:
    for token in walk_up(noun):
        if token == noun:
            continue
        if token.lemma_.lower() in _PLAN_NOUNS | _PLANNING:
            return StructureStatus.PLANNED
        if token.pos_ in ("VERB", "AUX"):
            past = is_past(token) and token.lemma_.lower() in (
                "complete",
                "celebrate",
                "mark",
                "welcome",
                "see",
                "follow",
            )
            return StructureStatus.DONE if past else StructureStatus.PLANNED
    return StructureStatus.PLANNED


def time_of(discourse: Discourse, change: Change) -> TimeRef | None:
    """Return the time of the change: of its own clause, or of the verb right above an infinitive."""
    heads = [change.head]
    if change.head.dep_ in ("conj",):
        heads.append(change.head.head)
    for head in heads:
        nested = {
            t.i
            for child in head.subtree
            if child != change.head and _apart(child, head)
            for t in child.subtree
        }
        tokens = [t for t in head.subtree if t.i not in nested]
        found = [
            r
            for r in discourse.parsed.times
            if is_calendar(r)
            and r.text.lower() not in _PRESENT
            and any(r.start <= t.idx < r.end for t in tokens)
        ]
        behind = [r for r in found if r.start > head.idx]
        if behind or found:
            return (behind or found)[0]
    return None


def _apart(child: Token, head: Token) -> bool:
    """Whether a word heads a clause, or a subject, whose times are not the change's own."""
    if child.dep_ in ("nsubj", "nsubjpass"):
        return child.head == head
    if child.pos_ not in ("VERB", "AUX"):
        return False
    if child.dep_ == "acl" and not children(child, "aux", "auxpass"):
        return child.head == head  # "the unit based there by May": the parser hangs the day too low
    return child.dep_ in _APART
