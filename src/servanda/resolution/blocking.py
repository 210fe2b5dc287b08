"""Blocking: which claims are compared at all.

A claim gets keys such that two claims that could match share one. Keys are chosen narrow, so that
the work grows with the claims and not with their square, and they depend on the claim and its report
alone, so that a record can keep them in an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

__all__ = ["BlockingKeys", "candidate_pairs", "hashed", "hashes", "key", "pairs_sharing_keys"]


_SEPARATOR = "\x1f"  # occurs in no word


def key(*parts: str) -> str:
    """Make one key of its parts."""
    return _SEPARATOR.join(parts)


def hashed(key: str) -> int:
    """Return a key as a signed 64-bit number, as every database stores it."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def hashes(keys: Iterable[str]) -> frozenset[int]:
    """Return keys as numbers (`hashed`).

    Where two keys have one hash, a claim too many is looked at, and none is missed.
    """
    return frozenset(map(hashed, keys))


@dataclass(frozen=True, slots=True)
class BlockingKeys:
    """What a claim is found by (`has`), and what it looks for in others (`seeks`)."""

    has: frozenset[str] = frozenset()
    seeks: frozenset[str] = frozenset()

    @classmethod
    def same(cls, keys: Iterable[str]) -> BlockingKeys:
        """Make keys by which claims both find and are found."""
        both = frozenset(keys)
        return cls(both, both)

    def __or__(self, other: BlockingKeys) -> BlockingKeys:
        """Put the keys of two together."""
        return BlockingKeys(self.has | other.has, self.seeks | other.seeks)


def pairs_sharing_keys(keys: Sequence[Collection[str]]) -> Iterator[tuple[int, int]]:
    """Go through the pairs of places (a < b) that share a key, each once, in ascending order."""
    return candidate_pairs([BlockingKeys.same(ours) for ours in keys])


def candidate_pairs(keys: Sequence[BlockingKeys]) -> Iterator[tuple[int, int]]:
    """Go through the pairs of places (a < b) of which one has what the other seeks, in order."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, ours in enumerate(keys):
        for one in ours.has:
            holders[one].append(at)
    pairs = {
        (at, other) if at < other else (other, at)
        for at, ours in enumerate(keys)
        for one in ours.seeks
        for other in holders.get(one, ())
        if other != at
    }
    yield from sorted(pairs)
