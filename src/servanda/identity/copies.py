"""Copies: reports that carry one story, reprinted, trimmed, with another headline or other synonyms.

Two reports are copies where their words run alike *and* the facts told in them are the same ones:
names, numbers and dates. Readouts made from one template run alike and differ in their facts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz.distance import LCSseq

from servanda.identity.names import fold
from servanda.identity.settled import Copy
from servanda.identity.times import dated, spread
from servanda.model import BlockKind, Report, digest

__all__ = ["BODY", "Sketch", "find_copies", "same_story", "sketch", "stories"]

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_RUN = 4  # words in a shingle
_FACTS = 3  # facts in a row that make two reports worth comparing
_COMMON = 40  # a shingle that more reports share says nothing
_SHORT = 40  # words: a shorter text has too little in it to tell
_SHARED = 0.5  # of the shorter report's shingles: a reprint, trimmed or extended
_ALIGNED = 0.78  # of its words in the same order: a reprint with other synonyms
_CLOSE = 0.8  # so alike that a stray number (a page's date, its reading time) is let pass
_STRAY = 2
_APART = 14  # days between two reports from which likeness alone makes no copy
_AGAIN = 0.8  # what it takes then
_SAME_FACTS = 0.75  # of its facts
_SWAPPED = 0.12  # facts that each has and the other has not: another occasion
_DAYS = 3  # a date finer than this puts two of one wire's reports on one day
BODY = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM, BlockKind.HEADING})
"""Blocks that carry the story; headlines differ from reprint to reprint."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a report is compared by: its words, runs of them, and its names and numbers."""

    report: Report
    words: tuple[str, ...]
    shingles: frozenset[int]
    facts: tuple[str, ...]


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """Find the reports that carry one story; each points to the earliest of its story.

    The earliest itself is listed too, as a copy of itself, so that a cluster is complete.
    """
    sketches = [s for s in map(sketch, sorted(reports, key=_first)) if len(s.words) >= _SHORT]
    home = list(range(len(sketches)))
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for a, b in _worth_comparing(sketches):
        why = same_story(sketches[a], sketches[b])
        if why:
            left, right = sorted((_root(home, a), _root(home, b)))
            home[right] = left
            reasons[b].append(f"as {sketches[a].report.name}: {why}")
            reasons[a].append(f"as {sketches[b].report.name}: {why}")
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(sketches)):
        clusters[_root(home, at)].append(at)
    return tuple(
        Copy(
            sketches[at].report.name,
            sketches[first].report.name,
            digest("k", sketches[first].report.id),
            tuple(sorted(set(reasons[at]))),
        )
        for first, members in sorted(clusters.items())
        if len(members) > 1
        for at in members
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


def sketch(report: Report) -> Sketch:
    """Make a report ready for comparison; nothing but its body counts."""
    text = " \n ".join(
        report.text.slice(block) for block in report.text.blocks if block.kind in BODY
    )
    words: list[str] = []
    facts: list[str] = []
    start = True
    for found in re.finditer(r"[.!?\n]|" + _WORD.pattern, text):
        written = found.group()
        if not written[0].isalnum():
            start = True
            continue
        word = fold(written).replace(".", "").removesuffix("'s")
        words.append(word)
        if written[0].isdigit() or (written[0].isupper() and not start):
            facts.append(word)
        start = False
    runs = frozenset(hash_of(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return Sketch(report, tuple(words), runs, tuple(facts))


def hash_of(words: Sequence[str]) -> int:
    """Hash a run of words, the same in every process."""
    return int.from_bytes(blake2b("\x1f".join(words).encode(), digest_size=8).digest(), "big")


def _worth_comparing(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, sketch in enumerate(sketches):
        for run in sketch.shingles:
            places[run].append(at)
        facts = {sketch.facts[i : i + _FACTS] for i in range(len(sketch.facts) - _FACTS + 1)}
        for row in facts:
            places[hash_of(("facts", *row))].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for group in places.values():
        if 1 < len(group) <= _COMMON:
            shared.update((a, b) for a in group for b in group if a < b)
    return sorted(pair for pair, n in shared.items() if n >= _FACTS)


def same_story(a: Sketch, b: Sketch) -> str:
    """Say why two reports carry one story; empty where they do not, or nothing tells."""
    few, many = sorted((len(a.words), len(b.words)))
    if few * 4 < many:
        return ""
    mine, theirs = Counter(a.facts), Counter(b.facts)
    both = (mine & theirs).total()
    least = min(len(a.facts), len(b.facts))
    if least and both / least < _SAME_FACTS:
        return ""
    if least and min((mine - theirs).total(), (theirs - mine).total()) / least > _SWAPPED:
        return ""
    shared = len(a.shingles & b.shingles) / max(1, min(len(a.shingles), len(b.shingles)))
    aligned = LCSseq.similarity(a.words, b.words) / few
    other = min(len(_numbers(mine) - _numbers(theirs)), len(_numbers(theirs) - _numbers(mine)))
    if other > (_STRAY if aligned >= _CLOSE and not _swapped(a.words, b.words) else 0):
        return ""
    if _long_after(a.report, b.report) and shared < _AGAIN and aligned < _AGAIN:
        return ""
    if shared >= _SHARED:
        return f"{shared:.0%} of the runs of {_RUN} words, {both} of {least} names and numbers"
    if aligned >= _ALIGNED and least >= _FACTS * 3:
        return f"{aligned:.0%} of the words in the same order, {both} of {least} names and numbers"
    return ""


def _long_after(a: Report, b: Report) -> bool:
    """Whether so much time lies between that a template is likelier than a reprint."""
    first, second = dated(a.dating.when), dated(b.dating.when)
    if first is None or second is None or first.earliest is None or second.earliest is None:
        return False
    return abs((first.earliest - second.earliest).days) > _APART


def _swapped(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether, between the same two words, one text has one number and the other another."""
    places: tuple[dict[tuple[str, str], set[str]], ...] = ({}, {})
    for found, words in zip(places, (mine, theirs), strict=True):
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if word[0].isdigit():
                found.setdefault((before, after), set()).add(word)
    left, right = places
    return any(left[at].isdisjoint(right[at]) for at in left.keys() & right.keys())


def _numbers(facts: Counter[str]) -> set[str]:
    return {fact for fact in facts if fact[0].isdigit()}


def _root(home: list[int], at: int) -> int:
    while home[at] != at:
        at = home[at]
    return at


def _first(report: Report) -> tuple[str, str, str]:
    when = dated(report.dating.when)
    day = when.earliest if when else None
    return day.isoformat() if day else "9999", report.name, report.id
