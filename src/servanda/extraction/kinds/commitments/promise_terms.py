"""Terms of a promise: by when it is due, on what condition, and whether its day was moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, extent
from servanda.model import Direction, TimeRef, TimexType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["condition_of", "due_of", "rescheduled"]


_CONDITION_PREPOSITIONS = re.compile(
    r"\b(?:in the event of|in case of|subject to|conditional on|pending|contingent on|provided that|as long as|"
    r"on condition that|depending on|in response to any)\b",
    re.IGNORECASE,
)


_RESCHEDULED = re.compile(
    r"(?:(?:a|an|one|two|three|four|five|six|\d+) (?:full )?(?:year|month|week)s? "
    r"(?:earlier|sooner|later|ahead|behind|before)|ahead of schedule|behind schedule|earlier than|sooner than|later than)"
    r"(?: than| of)?(?: (?:first|originally|initially|previously))?(?: (?:planned|scheduled|expected|plan|schedule|the first plan))?",
    re.IGNORECASE,
)


_BOUND = ("relcl", "advcl")


def due_of(
    discourse: Discourse, verb: Token, *, siblings: tuple[Token, ...] = ()
) -> TimeRef | None:
    """Return the time by or in which the action is to be done, or None.

    Times in clauses that describe something else, and times that are past, are no deadlines.
    """
    start, end = extent(verb, without=[s for s in siblings if s != verb])
    candidates: list[tuple[int, TimeRef]] = []
    acting = {t.i for c in children(verb, "nsubj", "csubj") for t in c.subtree}
    for ref in discourse.parsed.times_within(start, end):
        if not _may_be_due(ref):
            continue
        tokens = discourse.parsed.tokens_within(ref.start, ref.end)
        ahead = ref.relation in ("by", "until") and ref.direction is Direction.FUTURE
        if tokens and tokens[0].i not in acting and not _elsewhere(tokens[0], verb, ahead=ahead):
            candidates.append((_rank(ref), ref))
    if not candidates:
        return None
    return min(candidates, key=lambda c: (c[0], c[1].start))[1]


def _may_be_due(ref: TimeRef) -> bool:
    """Whether a time may be a deadline: a day or a span to come, not one that is past or "now"."""
    if ref.relation in ("since", "after") or ref.form in ("present", "past", "future", "ref"):
        return False
    if ref.type is TimexType.DURATION and ref.relation != "within":
        return False
    past = ref.direction is Direction.PAST and ref.arg("y") is None
    return not past and ref.type in (TimexType.DATE, TimexType.TIME, TimexType.DURATION)


def _rank(ref: TimeRef) -> int:
    order = {"by": 0, "before": 0, "until": 1, "within": 1, "in": 2, "from": 2}
    return order.get(ref.relation or "in", 3)


def _elsewhere(token: Token, verb: Token, *, ahead: bool) -> bool:
    """Whether a clause of its own stands between the time and the action.

    A deadline ahead does not belong to a participle ("the regiment based there … by June").
    """
    current = token
    for _ in range(20):
        if current in (verb, current.head):
            return False
        if current.dep_ in _BOUND and current != verb and current.pos_ in ("VERB", "AUX"):
            return True
        if (
            not ahead
            and current.dep_ == "acl"
            and current.tag_ in ("VBN", "VBD")
            and current.lower_ not in ("planned", "scheduled")
        ):
            return True
        current = current.head
    return False


def condition_of(discourse: Discourse, verb: Token, matrix: Token) -> str | None:
    """Return the words of the condition a promise is put under, or None."""
    for head in (verb, matrix):
        for child in children(head, "advcl"):
            if any(
                m.lower_ in ("if", "once", "unless", "should", "provided")
                for m in children(child, "mark", "advmod", "aux")
            ):
                return discourse.parsed.words(*extent(child))
    start, end = extent(matrix)
    first, last = extent(verb)
    start, end = min(start, first), max(end, last)
    text = discourse.parsed.content
    match = _CONDITION_PREPOSITIONS.search(text, start, end)
    if match is None:
        return None
    stop = re.search(r"[,;.](?!\d)| — | – ", text[match.end() : end + 1])
    return discourse.parsed.words(match.start(), match.end() + stop.start() if stop else end)


def rescheduled(discourse: Discourse, start: int, end: int) -> str | None:
    """Return the words that move a date ("a year earlier than planned"), or None."""
    match = _RESCHEDULED.search(discourse.parsed.content, start, end)
    return discourse.parsed.words(*match.span()) if match else None
