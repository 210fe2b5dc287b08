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
    said = Keys(frozenset(_sentence(one)), frozenset(_sentence(one)))
    return said | _numbered(one, [*_unbound(one), *_objects(one), *_abbreviations(one)])


def _numbered(one: Promise, keys: list[str]) -> Keys:
    """Part what names numbers by them: two that name different ones are never one promise."""
    numbers = sorted(one.numbers)
    if numbers:
        own = [key(each, number) for each in keys for number in numbers]
        some, none = [key(each, "#") for each in keys], [key(each, "-") for each in keys]
        return Keys(frozenset((*own, *some)), frozenset((*own, *none)))
    none, some = [key(each, "-") for each in keys], [key(each, "#") for each in keys]
    return Keys(frozenset(none), frozenset((*none, *some)))


def _sentence(one: Promise) -> Iterator[str]:
    if one.obligors and one.sentence.count(" ") >= SENTENCE - 1:
        yield key("said", *sorted(one.obligors), one.sentence)


def _unbound(one: Promise) -> Iterator[str]:
    """Give the rarest words: of two that are nearly the same, at least one of these is common."""
    if one.due is not None:
        few = len(one.words) - math.ceil(ALIKE * len(one.words)) + 1
        for word in sorted(one.words, key=lambda w: (-weight(w), w))[:few]:
            yield key("word", word)


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
