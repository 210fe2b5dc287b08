"""Tie an expression to the one it leans on: "the same day", "two days later", "the following year".

The antecedent goes into the arguments as plain data (prefix `of`), so that resolving needs only the
expression and the anchor, and stays right when the report's date becomes better known.
"""

from __future__ import annotations

import re
from dataclasses import replace

from servanda.dates.draft import nested
from servanda.model.timeref import TimeRef, TimexType

__all__ = ["link"]

_BASES = frozenset(
    {"day", "month", "year", "season", "weekday", "today", "quarter", "rel", "offset", "range"}
)
_REACH = 2500  # characters: further up nobody looks for what "the same day" meant
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
    they are nobody's antecedent.
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
