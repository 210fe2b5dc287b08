"""Texts made to cost a regular expression time: what it repeats, repeated, behind what leads there."""

from __future__ import annotations

import collections
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

# The one parser of Python's patterns; it stands in the library under these names since 3.11.
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["attacks", "seconds", "slow_attack"]

_SIGNS = [*" \nAab1.,\"'()[]<>-:;/_#=é“”’—"]
_ALWAYS = [*'aA1 \n"(“.-_', "A ", "a ", "1,", "1 ", "A.", "a.", "--", "\n ", "A\n", "and ", "The "]
_VARIANTS = 6  # ways through a pattern's choices
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_AT_ONCE = 0.3  # seconds that no text of some thousand signs may take
_TIMES = 3  # in a row that an attack has to work
_LONG = 8  # times from which a repetition is worth an attack


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str, str]]:
    """Return beginning, what is repeated, and end of each text, in an order that is always the same."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found = {(before, unit, end) for before, unit in _pumps(tree, [""] * 2) for end in ("", "\0")}
    found |= {("", before + unit, "\0") for before, unit, _ in found}
    found |= {("", unit, end) for unit in _ALWAYS for end in ("", "\0")}
    ordered = sorted(found)
    random.Random(1).shuffle(ordered)  # noqa: S311 - an order, not a secret
    return ordered


def seconds(pattern: re.Pattern[str], text: str, *, anchored: bool = False) -> float:
    """Return the processor time that looking for the pattern everywhere takes, or `anchored` at the start.

    What takes longer than no text may is stopped, and counts as that: some patterns would take years.
    """
    best = _AT_ONCE
    for _ in range(3):
        begun = time.process_time()
        try:
            with _stopped_after(_AT_ONCE):
                if anchored:
                    pattern.match(text)
                else:
                    collections.deque(pattern.finditer(text), maxlen=0)
        except TimeoutError:
            return _AT_ONCE
        best = min(best, time.process_time() - begun)
        if best > 0.05:
            break
    return best


@contextmanager
def _stopped_after(limit: float) -> Iterator[None]:
    """Raise TimeoutError after so much processor time; patterns look for signals while they run."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


def slow_attack(
    pattern: re.Pattern[str], budget: float, *, anchored: bool = False
) -> tuple[str, str, str] | None:
    """Return an attack whose time grows faster than its text; None where none is found in time."""
    until = time.process_time() + budget
    for attack in attacks(pattern):
        # Asked again, as on a busy machine anything takes long once.
        if all(_grows(pattern, attack, anchored=anchored) for _ in range(_TIMES)):
            return attack
        if time.process_time() > until:
            break
    return None


def _grows(pattern: re.Pattern[str], attack: tuple[str, str, str], *, anchored: bool) -> bool:
    """Whether four times the text takes nine times as long, twice in a row."""
    before, unit, end = attack
    last = 0.0
    for size in (20, 1_000, 4_000, 16_000):
        text = before + unit * max(1, size // len(unit)) + end
        took = seconds(pattern, text, anchored=anchored)
        if took >= _AT_ONCE:
            return True
        if size > 1_000 and (took < 4e-4 or took < 9 * last):
            return False
        last = took
    return True


def _pumps(tree: Any, before: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each long repetition's unit with what leads to it."""
    for node in tree:
        kind, given = node
        if kind in _REPEATS:
            _, most, inner = given
            if most == sre.MAXREPEAT or most >= _LONG:
                for variant in range(_VARIANTS):
                    unit = _sample(inner, variant)
                    if unit:
                        yield from ((one, unit) for one in dict.fromkeys(before))
            yield from _pumps(inner, before)
        elif kind is sre.SUBPATTERN:
            yield from _pumps(given[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from _pumps(given, before)
        elif kind is sre.BRANCH:
            for inner in given[1][:30]:
                yield from _pumps(inner, before)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(given[1], before)
        before = [one + _sample([node], variant) for variant, one in enumerate(before)]


def _sample(tree: Any, variant: int) -> str:
    """Return a text that fits, more or less; the variant picks among what could stand there."""
    return "".join(_fitting(kind, given, variant) for kind, given in tree)


def _fitting(kind: Any, given: Any, variant: int) -> str:
    if kind is sre.LITERAL:
        return chr(given)
    if kind is sre.NOT_LITERAL:
        return "a" if given != ord("a") else "b"
    if kind is sre.ANY:
        return "a "[variant % 2]
    if kind is sre.IN:
        fitting = _in_class(given)
        return fitting[variant % len(fitting)]
    if kind is sre.BRANCH:
        return _sample(given[1][variant % len(given[1])], variant)
    if kind is sre.SUBPATTERN:
        return _sample(given[3], variant)
    if kind is sre.ATOMIC_GROUP:
        return _sample(given, variant)
    if kind in _REPEATS:
        least, most, inner = given
        return _sample(inner, variant) * max(least, 1 if most and variant % 3 != 2 else 0)
    return "a" if kind is sre.GROUPREF else ""


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}


def _in_class(parts: Any) -> list[str]:
    """Return characters of a class."""
    named = [chr(given) for kind, given in parts if kind is sre.LITERAL]
    named += [chr(given[0]) for kind, given in parts if kind is sre.RANGE]
    negated = any(kind is sre.NEGATE for kind, _ in parts)
    fitting = [
        one for one in [*named, *_SIGNS] if any(_is_in(one, *p) for p in parts) is not negated
    ]
    return fitting or ["\x01"]


def _is_in(one: str, kind: Any, given: Any) -> bool:
    if kind is sre.LITERAL:
        return ord(one) == given  # type: ignore[no-any-return]
    if kind is sre.RANGE:
        return given[0] <= ord(one) <= given[1]  # type: ignore[no-any-return]
    return kind is sre.CATEGORY and re.match(_CATEGORIES[given], one) is not None
