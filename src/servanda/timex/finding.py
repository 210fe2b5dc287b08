"""Find every time expression of a text, keep it symbolic, and link it to the one it depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from servanda.model.time import Direction, TimeRef, TimexType
from servanda.timex.calendar_rules import CALENDAR
from servanda.timex.context_cues import direction_at, relation_at, told_in_passing
from servanda.timex.draft import Draft, Span, nested
from servanda.timex.exclusions import is_time
from servanda.timex.grammar import MASTER
from servanda.timex.range_rules import RANGES
from servanda.timex.relative_rules import RELATIVE, runs_out
from servanda.timex.tokens import Tokens, chunks, tokenize

__all__ = ["find", "link"]


_BASES = frozenset(
    {"day", "month", "year", "season", "weekday", "today", "quarter", "rel", "offset", "range"}
)
_REACH = 2500  # characters: "the same day" refers to nothing further up
_NOT_EVENTS = frozenset({"by", "until", "since", "from", "before", "within", "as_early_as"})
_JOINERS = frozenset({"and", "or", "to", "through", "-", "–", "until"})
_YEAR_KEYS = ("y", "ry", "shift", "same")
_OF_A_DAY = frozenset({"day", "weekday", "today"})
_BESIDE = 40  # characters between a clock time and the day after it
_SENTENCE = 90  # characters between a day and a clock time of it
_ON = re.compile(r"[\s,]*(?:\(?\w+ time\)?[\s,]*)?(?:on\s+)?(?:the\s+)?")
_DEPTH = 3  # an antecedent's own antecedents are kept that deep


def link(refs: list[TimeRef], aside: frozenset[int], text: str) -> list[TimeRef]:
    """Return the expressions with antecedents filled in; the list is ascending.

    `aside` holds the offsets of expressions told in passing ("since she took office on May 2"):
    they are no antecedents.
    """
    out: list[TimeRef] = []
    bases: list[TimeRef] = []
    for i, ref in enumerate(refs):
        linked = _share_year(ref, refs[i + 1], text) if i + 1 < len(refs) else ref
        if ref.form == "later":
            base = _antecedent(ref, bases)
            if base is not None:
                linked = replace(ref, args=ref.args + tuple(_plain(base).items()))
        elif ref.form == "clock":
            base = _day_beside(refs, i, text)
            if base is not None:
                linked = replace(ref, args=ref.args + tuple(_plain(base).items()))
        out.append(linked)
        if linked.start in aside or linked.relation in _NOT_EVENTS:
            continue
        if linked.type in {TimexType.DATE, TimexType.TIME} and (
            linked.form in _BASES or (linked.form == "later" and linked.arg("of.form"))
        ):
            bases.append(linked)
    return out


def _day_beside(refs: list[TimeRef], i: int, text: str) -> TimeRef | None:
    """Return the day a clock time is of: "at 5 p.m. on May 3", "on Tuesday at 18:00"."""
    ref = refs[i]
    if i + 1 < len(refs) and refs[i + 1].form in _OF_A_DAY:
        between = text[ref.end : refs[i + 1].start]
        if len(between) <= _BESIDE and _ON.fullmatch(between):
            return refs[i + 1]
    if i and refs[i - 1].form in _OF_A_DAY:
        between = text[refs[i - 1].end : ref.start]
        if len(between) <= _SENTENCE and ". " not in between and "\n\n" not in between:
            return refs[i - 1]
    return None


def _share_year(ref: TimeRef, after: TimeRef, text: str) -> TimeRef:
    """Lend "May and June 2031" the year of its second half."""
    if ref.form not in {"month", "day"} or after.form not in {"month", "day"}:
        return ref
    if any(ref.arg(key) is not None for key in _YEAR_KEYS):
        return ref
    if text[ref.end : after.start].strip(" ,") not in _JOINERS:
        return ref
    lent = tuple((key, value) for key, value in after.args if key in {"y", "ry"})
    return replace(ref, args=ref.args + lent) if lent else ref


def _antecedent(ref: TimeRef, bases: list[TimeRef]) -> TimeRef | None:
    unit = str(ref.arg("u"))
    for base in reversed(bases):
        if ref.start - base.start > _REACH:
            return None
        if unit in "DW" and base.form not in {
            "day",
            "weekday",
            "today",
            "later",
            "range",
            "offset",
        }:
            continue
        if unit == "M" and base.form in {"year", "season"}:
            continue
        if sum(key.endswith("of.form") for key, _ in base.args) >= _DEPTH:
            continue
        return base
    return None


def _plain(base: TimeRef) -> dict[str, str | int]:
    args = dict(base.args)
    for key in ("clock", "tod", "zone"):
        args.pop(key, None)
    if base.form == "range":
        lead = "b."
        form = str(args["b.form"])
        args = {
            key[len(lead) :]: value
            for key, value in args.items()
            if key.startswith(lead) and key not in {"b.form", "b.start", "b.end"}
        }
        plain = nested("of", args, form)
    else:
        plain = nested("of", args, base.form)
    if base.direction is not None:
        plain["of.dir"] = str(base.direction)
    if base.mod is not None:
        plain["of.mod"] = base.mod
    return plain


# -- Find every time expression of a text and keep it symbolic


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
    relation = _relation(tokens, draft)
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


def _relation(tokens: Tokens, draft: Draft) -> str | None:
    """Return what the words in front say; "before the end of the year", "before the year is out" is within it."""
    relation = relation_at(tokens, draft.first)
    ending = draft.mod == "END" or runs_out(tokens, draft.first, draft.last)
    return "by" if relation == "before" and ending else relation


def _ahead_after(tokens: Tokens, first: int, draft: Draft) -> Direction:
    """Decide between a deadline in the past and one still ahead.

    A deadline looks ahead, even in a past tense, unless it stands with "was" or "had": "by
    Tuesday twenty had died". For a weekday the verb decides.
    """
    near = set(tokens.words[max(0, first - 12) : first])
    if near & {"to", "will", "would"}:
        return Direction.FUTURE
    around = near | set(tokens.words[first : first + 14])
    told = draft.form == "weekday" or bool(around & {"was", "were", "had"})
    return Direction.PAST if told else Direction.FUTURE
