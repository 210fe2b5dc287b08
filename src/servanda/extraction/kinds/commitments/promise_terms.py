"""Terms of a promise: by when it is due, on what condition, and whether its day was moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, extent
from servanda.extraction.kinds.commitments.promise import listed
from servanda.model import Direction, TimeRef, TimexType
from servanda.timex.resolving import Anchor, resolve

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["condition_of", "due_of", "rescheduled"]


_CONDITION_PREPOSITIONS = re.compile(
    r"\b(?:in the event of|in case of|subject to|conditional on|pending|contingent on|provided that|as long as|as soon as|"
    r"on condition that|depending on|in response to any)\b",
    re.IGNORECASE,
)


_RESCHEDULED = re.compile(
    r"(?:(?:a|an|one|two|three|four|five|six|(?<!\d)\d++) (?:full )?(?:year|month|week)s? "
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
        tokens = discourse.parsed.tokens_within(ref.start, ref.end)
        if not _may_be_due(ref) or _is_no_deadline(discourse, ref, tokens):
            continue
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


def _is_no_deadline(discourse: Discourse, ref: TimeRef, tokens: list[Token]) -> bool:
    """Whether a time is an age, part of what a text is called, or over before the report."""
    return _names_age(ref) or (bool(tokens) and _names_paper(tokens)) or _is_over(discourse, ref)


def _names_age(ref: TimeRef) -> bool:
    """Whether a time is an age and no day: "a partnership for the 21st century"."""
    if ref.form != "century" and ref.arg("u") != "C":
        return False
    return ref.relation not in ("by", "until", "before")


def _names_paper(tokens: list[Token]) -> bool:
    """Whether a time tells a text or an event apart: "the Treaty of 1974", "the 1974 accord", "the 2005 attack"."""
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside), tokens[0])
    head = top.head
    if top.dep_ == "pobj" and head.lower_ in ("of", "from") and not inside & {head.head.i}:
        return head.head.lemma_.lower() in listed("dated_paper")
    named = top.dep_ in ("nummod", "compound", "nmod", "amod", "appos", "npadvmod")
    return named and head.lemma_.lower() in listed("dated_paper") | listed("dated_event")


def _is_over(discourse: Discourse, ref: TimeRef) -> bool:
    """Whether a time lies wholly before the report: no deadline, but what a text or a plan is of."""
    published = discourse.parsed.report.dating.when
    if published is None or published.start is None:
        return False
    when = resolve(ref, Anchor(published)).when
    return when is not None and when.end is not None and when.end <= published.start


def _rank(ref: TimeRef) -> int:
    order = {"by": 0, "before": 0, "until": 1, "within": 1, "in": 2, "from": 2}
    return order.get(ref.relation or "in", 3)


def _elsewhere(token: Token, verb: Token, *, ahead: bool) -> bool:
    """Whether a clause of its own stands between the time and the action.

    A deadline ahead does not belong to a participle ("the regiment based there … by June").
    """
    current = _running_out(token) or token
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


def _running_out(token: Token) -> Token | None:
    """Return the action that is to be done "before the year is out", by a word of "the year"."""
    unit = token if token.dep_ == "nsubj" else token.head
    clause = unit.head
    before = any(c.lower_ in ("before", "until", "till") for c in children(clause, "mark"))
    ends = unit.dep_ == "nsubj" and clause.dep_ == "advcl" and before
    return clause.head if ends else None


def condition_of(discourse: Discourse, verb: Token, matrix: Token) -> str | None:
    """Return the words of the condition a promise is put under, or None."""
    for head in (verb, matrix):
        for child in children(head, "advcl"):
            if any(
                m.lower_ in ("if", "once", "unless", "should", "provided")
                for m in children(child, "mark", "advmod", "aux")
            ):
                return discourse.parsed.words(*extent(child))
            if child.i < head.i and _comes_first(child):
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


def _comes_first(clause: Token) -> bool:
    """Whether a clause in front names what has to happen first: "After Norland has opened the port, …"."""
    marks = {m.lower_ for m in children(clause, "mark", "advmod", "prep")}
    ahead = clause.tag_ in ("VBZ", "VBP") or any(
        a.lower_ in ("has", "have", "is", "are") for a in children(clause, "aux", "auxpass")
    )
    return ahead and bool(marks & {"after", "when", "until"})


def rescheduled(discourse: Discourse, start: int, end: int) -> str | None:
    """Return the words that move a date ("a year earlier than planned"), or None."""
    match = _RESCHEDULED.search(discourse.parsed.content, start, end)
    return discourse.parsed.words(*match.span()) if match else None
