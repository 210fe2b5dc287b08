"""Whether two reports carry one story: their words run alike and they tell the same facts.

Readouts made from one template run alike, too, but where one has a name, a number or a day the
other has another. The answer depends on the two reports alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from servanda.identity.copy_signature import FEWEST, SHORTEST, Signature, keys, needed
from servanda.identity.settled import Copy
from servanda.model import digest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["compare", "likeness", "shared_runs"]

_RUN = 4  # words in a shingle
_SAME_FACTS = 0.6  # of the one that has fewer: the other has them, too
_SHARED = 0.5  # of the shorter report's shingles: a reprint, trimmed or extended
_ALIGNED = 0.78  # of its words in the same order: a reprint with other synonyms
_SPUN = 9  # facts it takes then
_LEAST = 3  # as many words the longer report may have for one of the shorter
_APART = 14  # days between two reports from which likeness alone makes no copy
_AGAIN = 0.8  # what it takes then
_EACH = 0.35  # share of facts that each has and the other lacks: a digest of other things
_LATER = 0.15  # likewise, where that much time lies between
_NUMBERS = 2  # numbers that each may have and the other lack
_CLOSE = 0.8  # so alike that more numbers are let pass: an inserted paragraph has its own
_SIDE = 3  # words to the left and right of a fact by which its place is known
_KNOWN = 4  # of these six that must be words, not facts
_LEAD = 60  # words of a report in which one other fact makes another story
_SPELLED = 75.0  # how alike two spellings of one name are, of 100
_PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_DATES = frozenset(
    """january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday""".split()
)


@dataclass(frozen=True, slots=True)
class _Shape:
    words: NDArray[np.uint16]
    runs: NDArray[np.uint64]  # of four words, ascending, each once
    keys: NDArray[np.uint32]
    facts: frozenset[str]
    places: NDArray[np.uint64]  # hash of the words around a fact, ascending, each once
    told: tuple[tuple[int, int], ...]  # first and last word of the facts at each of these


def compare(a: Signature, b: Signature) -> Copy | None:
    """Return what makes the later of two reports a copy of the earlier; None where it is none."""
    first, later = sorted((a, b), key=lambda one: one.order)
    why = likeness(first, later)
    if not why:
        return None
    return Copy(later.report, first.report, digest("k", first.id), (f"as {first.report}: {why}",))


def likeness(a: Signature, b: Signature) -> str:
    """Say why two reports carry one story; empty where they do not, or nothing tells."""
    few, many = sorted((a.count, b.count))
    if few < SHORTEST or few * _LEAST < many:
        return ""
    later = _long_after(a, b)
    left, right = _facts(a.facts), _facts(b.facts)
    least, both = min(len(left), len(right)), len(left & right)
    if least < FEWEST or both < _SAME_FACTS * least or _other_facts(left, right, later=later):
        return ""
    mine, theirs = _shape(a), _shape(b)
    rows = min(len(mine.keys), len(theirs.keys))
    if not rows or _common(mine.keys, theirs.keys) < needed(rows):
        return ""
    shared = shared_runs(a, b)
    aligned = 0.0
    if shared < _SHARED or (later and shared < _AGAIN):
        if least < _SPUN:
            return ""
        aligned = LCSseq.similarity(mine.words.tolist(), theirs.words.tolist()) / few
        if aligned < (_AGAIN if later else _ALIGNED):
            return ""
    strays = min(_numbers(left - right), _numbers(right - left))
    if (strays > _NUMBERS and max(shared, aligned) < _CLOSE) or _swapped(mine, theirs):
        return ""
    told = f"{both} of {least} names and numbers"
    if aligned:
        return f"{aligned:.0%} of the words in the same order, {told}"
    return f"{shared:.0%} of the runs of {_RUN} words, {told}"


def shared_runs(a: Signature, b: Signature) -> float:
    """Return what share of the runs of four words in the shorter report the other has, too."""
    mine, theirs = _shape(a).runs, _shape(b).runs
    return _common(mine, theirs) / max(1, min(len(mine), len(theirs)))


def _other_facts(mine: frozenset[str], theirs: frozenset[str], *, later: bool) -> bool:
    """Whether two texts tell of two occasions by what each has and the other lacks.

    `later` says that much time lies between them; then a number on each side is enough.
    """
    left, right = mine - theirs, theirs - mine
    if min(len(left), len(right)) > (_LATER if later else _EACH) * min(len(mine), len(theirs)):
        return True
    if not (left.isdisjoint(_DATES) or right.isdisjoint(_DATES)):
        return True
    return later and _numbers(left) > 0 and _numbers(right) > 0


def _swapped(mine: _Shape, theirs: _Shape) -> bool:
    """Whether, between the same words, one text has one name or number and the other another."""
    import numpy as np

    _, at, to = np.intersect1d(mine.places, theirs.places, assume_unique=True, return_indices=True)
    others = 0
    for one, other in zip(at.tolist(), to.tolist(), strict=True):
        (start, end), (begin, stop) = mine.told[one], theirs.told[other]
        left = set(mine.words[start:end].tolist())
        right = set(theirs.words[begin:stop].tolist())
        if _differ(left - right, right - left, mine.facts, theirs.facts):
            others += 1
            if others > 1 or max(start, begin) < _LEAD:
                return True
    return False


def _differ(left: set[int], right: set[int], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two facts in one place are two: neither is part of the other, nor its spelling."""
    if not left or not right:
        return False
    a, b = _written(left, mine), _written(right, theirs)
    return not (a.isalpha() and b.isalpha() and fuzz.ratio(a, b) >= _SPELLED)


def _written(words: set[int], facts: frozenset[str]) -> str:
    return "".join(sorted(fact for fact in facts if crc32(fact.encode()) & 0xFFFF in words))


def _numbers(facts: frozenset[str]) -> int:
    return sum(fact[0].isdigit() for fact in facts)


def _long_after(a: Signature, b: Signature) -> bool:
    """Whether so much time lies between that a template is likelier than a reprint."""
    return a.day is not None and b.day is not None and abs(a.day - b.day) > _APART


def _common(
    a: NDArray[np.uint64] | NDArray[np.uint32], b: NDArray[np.uint64] | NDArray[np.uint32]
) -> int:
    """Count what two ascending arrays have in common."""
    import numpy as np

    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return 0
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    return int(np.count_nonzero(b[at] == a))


@lru_cache(maxsize=8192)
def _facts(told: str) -> frozenset[str]:
    return frozenset(told.split())


@lru_cache(maxsize=8192)
def _shape(signature: Signature) -> _Shape:
    import numpy as np

    words = np.frombuffer(signature.words, "<u2")
    count = len(words)
    wide = words.astype(np.uint64)
    runs = wide[: count - 3] << np.uint64(48)
    runs = runs | wide[1 : count - 2] << np.uint64(32) | wide[2 : count - 1] << np.uint64(16)
    runs = np.unique(runs | wide[3:count])
    marked = np.unpackbits(np.frombuffer(signature.marks, np.uint8), count=count).astype(bool)
    places, told = _places(wide, marked)
    return _Shape(words, runs, keys(signature), _facts(signature.facts), places, told)


def _places(
    words: NDArray[np.uint64], marked: NDArray[np.bool_]
) -> tuple[NDArray[np.uint64], tuple[tuple[int, int], ...]]:
    """Find the facts and hash the words around each; a place that comes twice is left out."""
    import numpy as np

    edges = np.flatnonzero(np.diff(marked, prepend=False, append=False))
    starts, ends = edges[0::2], edges[1::2]
    keep = ~marked
    keep[starts] = True  # one sign for each run of facts
    signs = np.where(marked, np.uint64(0), words + np.uint64(2))[keep]
    signs = np.concatenate([np.ones(_SIDE, np.uint64), signs, np.ones(_SIDE, np.uint64)])
    at = np.cumsum(keep)[starts] - 1 + _SIDE
    hashed = np.zeros(len(at), np.uint64)
    known = np.zeros(len(at), np.int64)
    for step in range(1, _SIDE + 1):
        for side, sign in ((1, signs[at - step]), (2, signs[at + step])):
            hashed = (hashed ^ sign) * np.uint64(_PRIMES[step - 1] + 2 * side)
            hashed ^= hashed >> np.uint64(29)
            known += sign > 0
    fit = known >= _KNOWN
    places, index, times = np.unique(hashed[fit], return_index=True, return_counts=True)
    once = times == 1
    index = index[once]
    spans = zip(starts[fit][index].tolist(), ends[fit][index].tolist(), strict=True)
    return places[once], tuple(spans)
