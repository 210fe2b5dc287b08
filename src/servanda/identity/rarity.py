"""Rarity: how much a word tells of what a promise is about.

Counted once over a wide corpus and shipped as a table, never over the record at hand: what two
promises have in common must not change because a third one was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from servanda.identity.words import content

__all__ = ["USUAL", "USUAL_BETWEEN", "counted", "own", "rare", "weigh", "weight"]

USUAL = 30
"""Promises of the table's corpus above which a word says little of which promise is meant.

About one in a hundred: the words of every communiqué ("security", "partner", "energy").
"""

USUAL_BETWEEN = 120
"""The same where both promises are between the same parties, which leaves fewer to mix up."""


def counted(word: str) -> int:
    """Return in how many promises of the table's corpus a stem stands; 1 where it is not in it."""
    return _counts().get(word, 1)


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """Return the weight of a stem: the logarithm of how rare it is, 0.7 to about 8."""
    return math.log(1 + _counts()["*"] / counted(word))


def weigh(words: Iterable[str]) -> float:
    """Add up the weights of some stems, in an order of their own: floats add up alike each time."""
    return sum(weight(word) for word in sorted(words))


def rare(
    words: frozenset[str], parties: frozenset[str] = frozenset(), *, between: bool = False
) -> frozenset[str]:
    """Keep the stems that tell one promise from another; names of `parties` do not.

    `between` says that both promises are known to be between the same parties.
    """
    usual = USUAL_BETWEEN if between else USUAL
    names = frozenset().union(*(own(party) for party in parties))
    return frozenset(w for w in words if counted(w) <= usual and w not in names)


@cache
def own(party: str) -> frozenset[str]:
    """Return the stems of a party's names: they tell whose promise it is, not what it is about."""
    from servanda.text.gazetteer import gazetteer

    return content(" ".join(gazetteer().called(party)))


@cache
def _counts() -> dict[str, int]:
    table = files("servanda.identity").joinpath("data", "counts.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}
