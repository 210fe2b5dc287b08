"""What a report is compared by when copies are looked for, and which pairs are worth comparing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import ne
from typing import TYPE_CHECKING
from zlib import crc32

from servanda.data_tables import word_set
from servanda.model import BlockKind, ReportId
from servanda.resolution.claim_order import dated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from servanda.model import Report

__all__ = [
    "APART",
    "BODY",
    "FEWEST",
    "SHORTEST",
    "Signature",
    "enough",
    "keys",
    "needed",
    "pairs",
    "signature",
]


BODY = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM, BlockKind.HEADING})
"""Blocks that carry the story; headlines differ from reprint to reprint."""
SHORTEST = 40  # words: a shorter text holds too little to compare
FEWEST = 4  # facts, likewise
SAME_KEYS = 0.35  # share of the keys of the one that has fewer, which a copy has too
LATER_KEYS = 0.6  # likewise of reports that lie far apart in time
APART = 14  # days from which likeness alone makes no copy: a template is likelier than a reprint
_MIX = 0x9E3779B97F4A7C15  # spreads the bits of a row of facts (Knuth's multiplicative hashing)
_LONGEST = 3000  # words that are looked at
# Capitalised words that are no facts: they begin a sentence.
_COMMON = frozenset(word.encode() for word in word_set("resolution", "sentence_openers"))
_SIGNS = bytes(b if chr(b).isalnum() and b < 128 else 32 for b in range(256))
_LOWER = bytes(ord(chr(b).lower()) for b in _SIGNS)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a report is compared by. `day` is the ordinal of its first day, None where unknown.

    `words` are 16-bit hashes, little-endian, in the order of the text; `marks` a bit for each of
    them, set where the word is a fact; `facts` the facts themselves, each once, parted by blanks.
    """

    report: str
    id: ReportId
    day: int | None
    words: bytes
    marks: bytes
    facts: str

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.words) // 2

    @property
    def order(self) -> tuple[int, str, str]:
        """What reports of one story are put in order by: the day, then the name."""
        return (10**7 if self.day is None else self.day, self.report, self.id)


def signature(report: Report) -> Signature:
    """Return the signature of `report`: of its body alone, the same in every process."""
    import numpy as np

    text = report.text
    content = "\n".join([text.content[b.start : b.end] for b in text.blocks if b.kind in BODY])
    if not content.isascii():
        content = unicodedata.normalize("NFKD", content.replace("’", "'"))
    raw = content.encode("ascii", "ignore")
    plain = raw.translate(_LOWER).split()[:_LONGEST]
    cased = raw.translate(_SIGNS).split()[:_LONGEST]
    places = range(len(plain))
    named = [
        at
        for at in compress(places, map(ne, cased, plain))
        if len(plain[at]) > 1 and plain[at] not in _COMMON
    ]
    named.extend(compress(places, map(bytes.isdigit, plain)))
    named.sort()
    marks = np.zeros(len(plain), dtype=bool)
    marks[named] = True
    when = dated(report.dating.when)
    hashed = np.fromiter(map(crc32, plain), np.uint32, len(plain))
    return Signature(
        report.name,
        ReportId(report.id),
        when.earliest.toordinal() if when and when.earliest else None,
        hashed.astype("<u2").tobytes(),
        np.packbits(marks).tobytes(),
        b" ".join(dict.fromkeys([plain[at] for at in named])).decode("ascii"),
    )


def keys(signature: Signature) -> NDArray[np.uint32]:
    """Return a key for every three facts in a row, ascending, each once; none of a short text.

    A copy has a third and more of the keys of the one that has fewer. To find a new report among
    earlier ones, not all of its keys need to be looked up: see `enough`.
    """
    import numpy as np

    count = signature.count
    words = np.frombuffer(signature.words, "<u2")
    marks = np.unpackbits(np.frombuffer(signature.marks, np.uint8), count=count)
    facts = words[np.flatnonzero(marks)].astype(np.uint64)
    if count < SHORTEST or len(facts) < FEWEST + 2:
        return np.zeros(0, np.uint32)
    rows = facts[:-2] << np.uint64(32) | facts[1:-1] << np.uint64(16) | facts[2:]
    made = (rows * np.uint64(_MIX) >> np.uint64(32)).astype(np.uint32)
    made.sort()
    new = np.ones(len(made), bool)
    np.not_equal(made[1:], made[:-1], out=new[1:])
    return made[new]


def enough(count: int, hits: int = 1) -> int:
    """Return how many of `count` keys to look up so that every copy has at least `hits` of them.

    It holds for a copy that has as many keys or more, and whichever keys are chosen: the rarest
    cost least.
    """
    least = needed(count)
    return min(count, count - least + min(hits, least))


def needed(count: int, *, later: bool = False) -> int:
    """Return how many of its `count` keys a report shares at least with a copy that has no fewer.

    `later` says that they lie far apart in time.
    """
    return -int(-(LATER_KEYS if later else SAME_KEYS) * count // 1)  # rounded up


# -- Which signatures are worth comparing: those that share enough keys, and no such pair is


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
