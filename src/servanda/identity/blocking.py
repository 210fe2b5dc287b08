"""Blocking: which claims need to be compared at all.

Each matcher gives a claim some keys such that two claims that could match share one. Keys are
chosen narrow, so that the work grows with the claims and not with their square; and they hang on
the claim and its report alone, so that a record can keep them in an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

__all__ = ["key", "neighbours"]

_SEPARATOR = "\x1f"  # stands in no word


def key(*parts: str) -> str:
    """Make one key of its parts."""
    return _SEPARATOR.join(parts)


def neighbours(
    keys: Sequence[Collection[str]], *, among: Iterable[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Go through the pairs of places (a < b) that share a key, each once, in ascending order.

    `among` keeps to the pairs that have at least one of these places.
    """
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for at, ours in enumerate(keys):
        for one in ours:
            buckets[one].append(at)
    wanted = None if among is None else set(among)
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if len(bucket) > 1:
            pairs.update(
                pair
                for pair in combinations(bucket, 2)
                if wanted is None or not wanted.isdisjoint(pair)
            )
    yield from sorted(pairs)
