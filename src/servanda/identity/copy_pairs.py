"""Which signatures are worth comparing: those that share enough keys, and no such pair is missed.

Two copies share a given part of the keys of the one with fewer. So it is enough to look up its
rarest keys, as many as leave too few others (prefix filtering, as in Chaudhuri, Ganti and
Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006). What is rare
only steers which are looked up first: the pairs found are the same whatever else there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.identity.copy_signature import APART, Signature, enough, keys, needed

__all__ = ["pairs"]

_PART = 2  # one in so many of the keys that copies share must be among the rarest, looked up first


def pairs(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    """Yield the indices of all pairs that may be copies, each once, the lower index first."""
    import numpy as np

    found = [keys(one) for one in signatures]
    sizes = np.array([len(one) for one in found], np.int64)
    total = int(sizes.sum())
    if not total:
        return
    flat = np.concatenate(found)
    del found
    owner = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    _, fact, often = np.unique(flat, return_inverse=True, return_counts=True)
    del flat
    fact = fact.astype(np.int32)
    # Postings: the reports that have a key, one key after the other.
    reports = owner[np.argsort(fact, kind="stable")]
    begin = np.concatenate([[0], np.cumsum(often)])
    order = np.lexsort((often[fact], owner))
    fact = fact[order]
    stops = np.cumsum(sizes)
    starts = stops - sizes
    days = np.array([np.nan if one.day is None else one.day for one in signatures])
    mine = np.zeros(len(often), bool)
    for index in np.flatnonzero(sizes).tolist():
        size, first = int(sizes[index]), int(starts[index])
        least = needed(size)
        wanted = max(1, least // _PART)
        own = fact[first : first + size]
        posts = [
            reports[begin[one] : begin[one + 1]]
            for one in own[: enough(size, wanted)].tolist()
            if often[one] > 1
        ]
        if len(posts) < wanted:
            continue
        near = np.concatenate(posts)
        near.sort()
        last = near[wanted - 1 :]
        close = np.unique(last[last == near[: len(last)]])  # stand there so often
        # The one with fewer keys looks the other up; of two with as many, the lower index.
        close = close[(sizes[close] > size) | ((sizes[close] == size) & (close > index))]
        if not len(close):
            continue
        mine[own] = True
        apart = np.abs(days[close] - days[index]) > APART
        more = needed(size, later=True)
        for other, later in zip(close.tolist(), apart.tolist(), strict=True):
            start = int(starts[other])
            shared = np.count_nonzero(mine[fact[start : start + int(sizes[other])]])
            if shared >= (more if later else least):
                yield (index, other) if index < other else (other, index)
        mine[own] = False
