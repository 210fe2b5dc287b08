"""Near-duplicates: reports that carry one story, reprinted, trimmed, reworded or under another headline.

Two reports are copies where their words run alike *and* they state the same facts: names, numbers
and dates. Readouts made from one template have similar words, too, but differ in their facts.

Whether two are copies depends on these two alone (`compare`); a story is all that is connected by
copies. A record that keeps each report's `signature` and its `keys` looks up the reports with which
a new one shares enough keys, and compares it with those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from servanda.data_tables import word_set
from servanda.model import Dating, Report, digest
from servanda.model.text_folding import fold
from servanda.resolution.claim_order import spread
from servanda.resolution.matching import Match, refused
from servanda.resolution.near_duplicate_signature import (
    APART,
    BODY,
    FEWEST,
    SHORTEST,
    Signature,
    enough,
    keys,
    needed,
    pairs,
    signature,
)
from servanda.resolution.result import Copy
from servanda.resolution.union_find import UnionFind

__all__ = [
    "BODY",
    "Signature",
    "compare",
    "copies_among",
    "enough",
    "find_copies",
    "keys",
    "shared_runs",
    "signature",
    "stories",
    "why_same_story",
]


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Hashes = NDArray[np.uint64] | NDArray[np.uint32]


_DAYS = 3  # a date finer than this puts two of one wire's reports on one day
_RUN = 4  # words in a shingle
_SAME_FACTS = 0.6  # of the one that has fewer: the other has them, too
_SHARED = 0.5  # of the shorter report's shingles: a reprint, trimmed or extended
_ALIGNED = 0.78  # of its words in the same order: a reprint with other synonyms
_SPUN = 9  # facts it takes then, or where much time lies between: fewer are any template's
_LEAST = 3  # as many words the longer report may have for one of the shorter
_AGAIN = 0.8  # what it takes where much time lies between
_EACH = 0.35  # share of facts that each has and the other lacks: a digest of other entities
_LATER = 0.15  # likewise, where that much time lies between
_NUMBERS = 2  # numbers that each may have and the other lack
_CLOSE = 0.8  # so alike that more numbers are let pass: an inserted paragraph has its own
_CACHED = 8192  # signatures whose parts are kept for the next comparison
_SIDE = 3  # words to the left and right of a fact by which its place is known
_KNOWN = 4  # of these six that must be words, not facts
_LEAD = 60  # words of a report in which one other fact makes another story
_SPELLED = 75.0  # how alike two spellings of one name are, of 100
_DATES = word_set("resolution", "dates")


# -- Copies among many reports


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find the reports that carry one story; each points to the earliest of its story.

    The earliest itself is listed too, as a copy of itself, so that a cluster is complete.
    """
    return copies_among([signature(report) for report in reports])


def copies_among(signatures: Iterable[Signature]) -> tuple[Copy, ...]:
    """Do what `find_copies` does, from signatures: earlier reports need not be read again."""
    ordered = sorted(signatures, key=lambda one: one.order)
    stories_of = UnionFind(range(len(ordered)))
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for a, b in sorted(pairs(ordered)):
        left, right = sorted((stories_of.find(a), stories_of.find(b)))
        if left == right:
            continue  # of one story already
        why = why_same_story(ordered[a], ordered[b], keyed=True)
        if why:
            stories_of.union(left, right)
            reasons[b].append(f"as {ordered[a].report}: {why}")
            reasons[a].append(f"as {ordered[b].report}: {why}")
    return tuple(
        Copy(
            ordered[at].report,
            ordered[first].report,
            digest("k", ordered[first].id),
            tuple(sorted(set(reasons[at]))),
        )
        for first, *others in sorted(map(sorted, stories_of.sets()))
        if others
        for at in (first, *others)
    )


class Carrier(Protocol):
    """A report as far as its story goes: a `Report`, or the header of one in a record."""

    @property
    def name(self) -> str:
        """The report's name."""
        ...

    @property
    def wire(self) -> str | None:
        """The agency whose mark it bears."""
        ...

    @property
    def dating(self) -> Dating:
        """When it was published."""
        ...


def stories(reports: Iterable[Carrier], copies: Iterable[Copy]) -> Mapping[str, str]:
    """Map each report's name to its story: its cluster, else its wire and day, else itself."""
    found = {}
    for report in reports:
        when = report.dating.when
        if report.wire and when is not None and spread(when) <= _DAYS:
            found[report.name] = f"{fold(report.wire)} {when.edtf}"
        else:
            found[report.name] = report.name
    found.update({copy.report: copy.cluster for copy in copies})
    return found


# -- Two reports compared


def why_same_story(a: Signature, b: Signature, *, keyed: bool = False) -> str:
    """Say why two reports carry one story; empty where they do not, or nothing says so.

    `keyed` says that they are known to share enough keys.
    """
    match = compare(a, b, keyed=keyed)
    return match.why if match else ""


def compare(a: Signature, b: Signature, *, keyed: bool = False) -> Match:
    """Say whether two reports carry one story, and why or why not; the score is the likeness."""
    later = _long_after(a, b)
    left, right = _facts(a.facts), _facts(b.facts)
    least, both = min(len(left), len(right)), len(left & right)
    if why := _too_little(a, b, later=later):
        return refused(why)
    if not keyed and not _share_keys(a, b, later=later):
        return refused("too few keys in common")
    match = _compare_words(a, b, least=least, later=later)
    if not match:
        return match
    strays = min(_numbers(left - right), _numbers(right - left))
    if strays > _NUMBERS and match.score < _CLOSE:
        return refused("each has numbers that the other has not")
    if _swapped(a, b):
        return refused("another name or number in the same place")
    if later and (_dated_lead(a, left - right) or _dated_lead(b, right - left)):
        return refused("much later, and with another day in the lead")
    return Match(match.score, f"{match.why}, {both} of {least} names and numbers")


def _too_little(a: Signature, b: Signature, *, later: bool) -> str:
    """Say why length or facts rule a copy out; empty where they do not."""
    few, many = sorted((a.count, b.count))
    if few < SHORTEST or few * _LEAST < many:
        return "too short, or one much longer than the other"
    left, right = _facts(a.facts), _facts(b.facts)
    least = min(len(left), len(right))
    if least < (_SPUN if later else FEWEST) or len(left & right) < _SAME_FACTS * least:
        return "too few names and numbers in common"
    if _other_facts(left, right, later=later):
        return "each has names and numbers that the other has not"
    return ""


def _compare_words(a: Signature, b: Signature, *, least: int, later: bool) -> Match:
    """Compare the words of two reports: as runs, or where these differ as a common order."""
    shared = shared_runs(a, b)
    if shared >= (max(_SHARED, _AGAIN) if later else _SHARED):
        return Match(shared, f"{shared:.0%} of the runs of {_RUN} words")
    if least < _SPUN:
        return refused("other words, and too few names and numbers to recognise a rewording")
    mine, theirs = (_words(one).tolist() for one in (a, b))
    from rapidfuzz.distance import LCSseq  # which most questions do not need

    aligned = LCSseq.similarity(mine, theirs) / min(a.count, b.count)
    if aligned < (_AGAIN if later else _ALIGNED):
        return refused("other words, or in another order")
    return Match(max(shared, aligned), f"{aligned:.0%} of the words in the same order")


def _share_keys(a: Signature, b: Signature, *, later: bool) -> bool:
    mine, theirs = keys(a), keys(b)
    least = min(len(mine), len(theirs))
    return least > 0 and _common(mine, theirs) >= needed(least, later=later)


def shared_runs(a: Signature, b: Signature) -> float:
    """Return what share of the runs of four words in the shorter report the other has, too."""
    mine, theirs = sorted((_runs(a), _runs(b)), key=len)
    return _common(mine, theirs) / max(1, len(mine))


def _other_facts(mine: frozenset[str], theirs: frozenset[str], *, later: bool) -> bool:
    """Whether two texts are of two occasions by what each has and the other lacks.

    `later` says that much time lies between them; then a number on each side is enough.
    """
    left, right = mine - theirs, theirs - mine
    if min(len(left), len(right)) > (_LATER if later else _EACH) * min(len(mine), len(theirs)):
        return True
    if not (left.isdisjoint(_DATES) or right.isdisjoint(_DATES)):
        return True
    return later and _numbers(left) > 0 and _numbers(right) > 0


def _swapped(a: Signature, b: Signature) -> bool:
    """Whether, between the same words, one text has one name or number and the other another."""
    mine, theirs = _facts(a.facts), _facts(b.facts)
    if mine <= theirs or theirs <= mine:
        return False
    places = _places(b, theirs - mine)
    swaps = 0
    for place, (start, left) in _places(a, mine - theirs).items():
        begin, right = places.get(place, (0, left))
        if _differ(left - right, right - left, mine, theirs):
            swaps += 1
            if swaps > 1 or max(start, begin) < _LEAD:
                return True
    return False


def _places(one: Signature, facts: frozenset[str]) -> dict[tuple[int, ...], tuple[int, set[int]]]:
    """Find where some `facts` stand: the words around each, to the first word and all words there.

    Facts in a row stand in one place, and count as one sign for the places beside it.
    """
    words, marks = _words(one).tolist(), _marks(one)
    wanted = {crc32(fact.encode()) & 0xFFFF for fact in facts}.intersection(words)
    found: dict[tuple[int, ...], tuple[int, set[int]]] = {}
    for at in [at for at, word in enumerate(words) if word in wanted and marks[at]]:
        start, end = at, at + 1
        while start and marks[start - 1]:
            start -= 1
        while end < len(words) and marks[end]:
            end += 1
        around = (*_signs(words, marks, start - 1, -1), *_signs(words, marks, end, 1))
        if sum(sign > 0 for sign in around) >= _KNOWN:
            found[around] = (start, set(words[start:end]))
    return found


def _signs(words: list[int], marks: list[int], at: int, step: int) -> list[int]:
    """Return the three words next to a place, 0 for facts in a row; fewer at the text's end."""
    signs: list[int] = []
    while 0 <= at < len(words) and len(signs) < _SIDE:
        if not marks[at]:
            signs.append(words[at] + 1)
        elif not signs or signs[-1]:
            signs.append(0)
        at += step
    return signs


def _differ(left: set[int], right: set[int], mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two facts in one place are two: neither is part of the other, nor its spelling."""
    if not left or not right:
        return False
    a, b = _written(left, mine), _written(right, theirs)
    from rapidfuzz import fuzz

    return not (a.isalpha() and b.isalpha() and fuzz.ratio(a, b) >= _SPELLED)


def _written(words: set[int], facts: frozenset[str]) -> str:
    return "".join(sorted(fact for fact in facts if crc32(fact.encode()) & 0xFFFF in words))


def _dated_lead(one: Signature, facts: frozenset[str]) -> bool:
    """Whether one of some `facts` is a day or month in the lead of a text: the occasion's own."""
    wanted = {crc32(fact.encode()) & 0xFFFF for fact in facts & _DATES}
    return bool(wanted) and not wanted.isdisjoint(_words(one)[:_LEAD].tolist())


def _numbers(facts: frozenset[str]) -> int:
    return sum(fact[0].isdigit() for fact in facts)


def _long_after(a: Signature, b: Signature) -> bool:
    """Whether so much time lies between that a template is likelier than a reprint."""
    return a.day is not None and b.day is not None and abs(a.day - b.day) > APART


def _common(few: _Hashes, many: _Hashes) -> int:
    """Count how many of one ascending array stand in another."""
    if not len(few) or not len(many):
        return 0
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    return int((many[at] == few).sum())


@lru_cache(maxsize=_CACHED)
def _facts(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _words(one: Signature) -> NDArray[np.uint16]:
    """Return the hashes of a signature's words."""
    import numpy as np

    return np.frombuffer(one.words, "<u2")


def _marks(one: Signature) -> list[int]:
    import numpy as np

    bits = np.unpackbits(np.frombuffer(one.marks, np.uint8), count=one.count)
    marks: list[int] = bits.tolist()
    return marks


@lru_cache(maxsize=_CACHED)
def _runs(one: Signature) -> NDArray[np.uint64]:
    """Return the runs of four words, ascending."""
    import numpy as np

    words = _words(one).astype(np.uint64)
    pairs = words[:-1] << np.uint64(16) | words[1:]
    runs: NDArray[np.uint64] = pairs[:-2] << np.uint64(32) | pairs[2:]
    runs.sort()
    return runs
