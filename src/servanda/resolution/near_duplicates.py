"""Copies: reports that carry one story, reprinted, trimmed, with another headline or other synonyms.

Two reports are copies where their words run alike *and* the facts told in them are the same ones:
names, numbers and dates. Readouts made from one template run alike and differ in their facts.

Whether two are copies depends on these two alone (`compare`), and a story is all that hang
together by copies. A record that keeps each report's `signature` and its `keys` looks up the
reports with which a new one shares enough keys, and compares it with those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from servanda.model import Report, digest
from servanda.model.text_folding import fold
from servanda.resolution.claim_order import spread
from servanda.resolution.near_duplicate_match import compare, why_same_story
from servanda.resolution.near_duplicate_signature import (
    BODY,
    Signature,
    enough,
    keys,
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
    "signature",
    "stories",
]


_DAYS = 3  # a date finer than this puts two of one wire's reports on one day


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


def stories(reports: Iterable[Report], copies: Iterable[Copy]) -> Mapping[str, str]:
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
