"""The keys under which promises are looked up: two that could be one share at least one of them.

They follow the conditions of `servanda.identity.likeness` one by one; a change there is a change
here (`tests/identity/test_blocking.py` holds the two together).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from servanda.identity.blocking import Keys, key
from servanda.identity.likeness import ALIKE, SENTENCE
from servanda.identity.promises import Promise
from servanda.identity.rarity import USUAL, USUAL_BETWEEN, counted, own, weight
from servanda.identity.words import generic, initials

__all__ = ["promise_keys"]


def promise_keys(one: Promise) -> Keys:
    """Return the keys by which another telling of the same promise is found."""
    said = frozenset(_sentence(one))
    alike = [*_objects(one), *_abbreviations(one)]
    words = list(_rarest(one))
    # Of two that say whom they bind, words alone tell nothing.
    free, bound = ([key(what, word) for word in words] for what in ("free", "bound"))
    has, seeks = (bound, free) if one.obligors else (free, [*free, *bound])
    return Keys(
        frozenset((*said, *_has(one, [*alike, *has]))),
        frozenset((*said, *_seeks(one, [*alike, *seeks]))),
    )


def _has(one: Promise, keys: list[str]) -> Iterator[str]:
    """Part what names numbers by them: two that name different ones are never one promise."""
    for each in keys:
        yield key(each, "#" if one.numbers else "-")
        yield from (key(each, number) for number in one.numbers)


def _seeks(one: Promise, keys: list[str]) -> Iterator[str]:
    """Look for what names one of the numbers, or none; without a number, for all."""
    for each in keys:
        yield key(each, "-")
        yield from (key(each, number) for number in one.numbers or ("#",))


def _sentence(one: Promise) -> Iterator[str]:
    if one.obligors and one.sentence.count(" ") >= SENTENCE - 1:
        yield key("said", *sorted(one.obligors), one.sentence)


def _rarest(one: Promise) -> Iterator[str]:
    """Give the rarest words: of two that are nearly the same, at least one of these is common."""
    if one.due is not None:
        few = len(one.words) - math.ceil(ALIKE * len(one.words)) + 1
        yield from sorted(one.words, key=lambda w: (-weight(w), w))[:few]


def _objects(one: Promise) -> Iterator[str]:
    """Give one rare word of the object, or two usual ones, with the parties they bind."""
    words = sorted(w for w in one.objects - generic() if not w.isdigit())
    for party in sorted(one.obligors):
        others = sorted(one.relation - {party})
        mine = own(party)
        usual = [w for w in words if w in mine or counted(w) > USUAL]
        for word in words:
            if word in mine or counted(word) > USUAL_BETWEEN:
                continue
            if counted(word) <= USUAL:
                yield key("rare", party, word)
            else:
                yield from (key("between", party, other, word) for other in others)
        open_to = [*others, ""] if one.due is not None or not others else others
        for other in open_to:  # of one with a deadline, the other may not say with whom
            yield from (key("two", party, other, *two) for two in combinations(usual, 2))
            if one.objects:
                yield key("all", party, other, *sorted(one.objects))


def _abbreviations(one: Promise) -> Iterator[str]:
    for short in initials(f"{one.body.action} {one.body.object}"):
        for party in sorted(one.obligors):
            yield key("short", party, short)
