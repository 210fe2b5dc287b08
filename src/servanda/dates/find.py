"""Find every time expression of a text and keep it symbolic."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.dates.build_calendar import CALENDAR
from servanda.dates.build_ranges import RANGES
from servanda.dates.build_relative import RELATIVE
from servanda.dates.cues import direction_at, relation_at, told_in_passing
from servanda.dates.draft import Draft, Span
from servanda.dates.grammar import MASTER
from servanda.dates.link import link
from servanda.dates.sieve import is_time
from servanda.dates.tokens import Tokens, chunks, tokenize
from servanda.model.timeref import Direction, TimeRef

__all__ = ["find"]

_RULES = CALENDAR | RELATIVE | RANGES
_LOOKS_AHEAD = frozenset({"by", "until", "as_early_as", "within"})
_COARSE = frozenset({"month", "season", "quarter", "year", "fiscal"})
_TENSED = frozenset(
    {"day", "month", "year", "fiscal", "season", "weekday", "range", "clock", "quarter", "weekend"}
)


def find(text: str) -> list[TimeRef]:
    """Return every time expression of `text`, ascending and not overlapping.

    Each is symbolic: nothing is resolved and no date is assumed. Cost is linear in the text.
    """
    found: list[TimeRef] = []
    aside: set[int] = set()
    for start, end in chunks(text):
        for ref, in_passing in _read(tokenize(text, start, end)):
            found.append(ref)
            if in_passing:
                aside.add(ref.start)
    return link(found, frozenset(aside), text)


def _read(tokens: Tokens) -> Iterator[tuple[TimeRef, bool]]:
    classes, at = tokens.classes, 0
    while (match := MASTER.search(classes, at)) is not None:
        rule = match.lastgroup or ""
        first, last = match.span()
        draft = _RULES[rule](Span(tokens, first, last))
        if draft is None:
            at = first + 1
            continue
        draft.first = first + max(draft.first, 0)
        draft.last = last if draft.last < 0 else first + draft.last
        if not is_time(tokens, draft):
            at = first + 1
            continue
        yield _ref(tokens, draft), told_in_passing(tokens, draft.first)
        at = draft.last


def _ref(tokens: Tokens, draft: Draft) -> TimeRef:
    first, last = draft.first, draft.last
    while first < last - 1 and tokens.classes[first] in "bA" and draft.form in {"range", "fiscal"}:
        first += 1
    while last > first + 1 and tokens.classes[last - 1] in ",'":
        last -= 1
    start, end = tokens.starts[first], tokens.ends[last - 1]
    relation = relation_at(tokens, draft.first)
    direction = None
    if draft.form in _TENSED:
        direction = direction_at(tokens, first, last, coarse=draft.form in _COARSE)
        if direction is None and relation in _LOOKS_AHEAD:
            direction = Direction.FUTURE
        if relation == "since":
            direction = Direction.PAST
        if relation in _LOOKS_AHEAD and direction is Direction.PAST:
            direction = _ahead_after(tokens, first, draft)
    args = dict(draft.args)
    if draft.form == "range":
        cut = first + (int(args.pop("cut")) - (first - draft.first)) if "cut" in args else first
        args |= {
            "a.start": 0,
            "a.end": tokens.ends[cut - 1] - start,
            "b.start": tokens.starts[cut + 1] - start,
            "b.end": end - start,
        }
    return TimeRef(
        start,
        end,
        tokens.text[start:end],
        draft.type,
        draft.form,
        tuple(args.items()),
        mod=draft.mod,
        relation=relation,
        direction=direction,
    )


def _ahead_after(tokens: Tokens, first: int, draft: Draft) -> Direction:
    """Tell a deadline told in the past from one still ahead.

    A deadline looks ahead, whoever told of it and when, unless it stands with "was" or "had": "by
    Tuesday twenty had died". Of a weekday the verb decides.
    """
    near = set(tokens.words[max(0, first - 12) : first])
    if near & {"to", "will", "would"}:
        return Direction.FUTURE
    around = near | set(tokens.words[first : first + 14])
    told = draft.form == "weekday" or bool(around & {"was", "were", "had"})
    return Direction.PAST if told else Direction.FUTURE
