"""Drift: who used a wording and when, its near variants, and the report where it changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from math import ceil

from servanda.analysis.wordings.wording_alignment import (
    Piece,
    Word,
    aligned,
    content_stem,
    plain,
    sentences,
    words,
)
from servanda.analysis.wordings.wording_voices import Voice, Voices
from servanda.errors import UsageError
from servanda.model import Report, When
from servanda.model.text_folding import fold
from servanda.resolution import Resolution
from servanda.resolution.claim_order import dated

__all__ = [
    "Drift",
    "Spoken",
    "Use",
    "Variant",
    "drift",
    "drift_of",
    "first_reports",
    "in_order_of_time",
    "places_of",
    "sought",
    "uses_in",
]


_MOST = 0.6  # of the words that tell something, where there are three or more
_LOOSE = 2  # times as many words as the formula has, that a variant may spread over
_ALIKE = 0.5  # of all words in order


Place = tuple[Report, int, int, tuple[int, int]]
"""Where a wording stands: the report, from where to where in its text, and the sentence's place."""


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a wording stands: in which report, in whose mouth, and in what words.

    `sentence` is all of the sentence; `changed` is true where the wording differs from every one
    used before it, and `pieces` then lay it beside the last one.
    """

    report: str
    published: When | None
    speaker: str | None
    parties: tuple[str, ...]
    wording: str
    sentence: str
    start: int
    end: int
    changed: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a formula: how often, in how many independent sources, first and last when."""

    wording: str
    pieces: tuple[Piece, ...]
    count: int
    stories: int
    first: When | None
    last: When | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A place where a wording stands: `start..end` of a report, within the sentence `within`."""

    report: Report
    start: int
    end: int
    within: tuple[int, int]
    voice: Voice


@dataclass(frozen=True, slots=True)
class Drift:
    """A formula through time: its uses by date, and its variants, the most used first.

    `parties` are those who give it where it is an assurance. Reports without a date come last.
    """

    formula: str
    parties: tuple[str, ...]
    stories: int
    first: When | None
    last: When | None
    uses: tuple[Use, ...]
    variants: tuple[Variant, ...]


def drift(resolution: Resolution, reports: Sequence[Report], formula: str) -> Drift:
    """Follow a wording and its near variants through the texts of `reports`.

    Raises UsageError where no word of it says anything.
    """
    return drift_of(resolution, places_of(reports, formula), formula)


def places_of(reports: Iterable[Report], formula: str) -> list[Place]:
    """Find a wording and its near variants in the texts of reports, in their order.

    Raises UsageError where no word of it says anything.
    """
    asked = _asked(formula)
    return [
        (report, start, end, within)
        for report in reports
        if report.relevant
        for start, end, within in uses_in(report, asked)
    ]


def drift_of(resolution: Resolution, places: Iterable[Place], formula: str) -> Drift:
    """Do what `drift` does, from the places where the wording stands."""
    voices = Voices(resolution)
    found = (
        Spoken(report, start, end, within, voices.at(report, start, end))
        for report, start, end, within in places
    )
    return in_order_of_time(resolution, formula, (), found)


def first_reports(places: Iterable[Place], most: int) -> list[str]:
    """Return the ids of the reports of the first so many places, by date, as uses are listed."""
    order = sorted((_when(report), report.name, start, report.id) for report, start, *_ in places)
    return list(dict.fromkeys(one[-1] for one in order[:most]))


def in_order_of_time(
    resolution: Resolution, formula: str, parties: tuple[str, ...], found: Iterable[Spoken]
) -> Drift:
    """Put the places where a formula stands in order, and lay what changed beside what it was."""
    uses: list[Use] = []
    seen: dict[str, str] = {}
    last = ""
    for one in sorted(found, key=_by_date):
        report, text = one.report, one.report.text.content
        wording = " ".join(text[one.start : one.end].split())
        key = plain(wording)
        changed = bool(uses) and key not in seen
        seen.setdefault(key, wording)
        uses.append(
            Use(
                report.name,
                report.dating.when,
                one.voice.speaker,
                one.voice.parties,
                wording,
                " ".join(text[slice(*one.within)].split()),
                one.start,
                one.end,
                changed,
                aligned(last, wording) if changed else (),
            )
        )
        last = wording
    names = tuple(dict.fromkeys(use.report for use in uses))
    when = [use.published for use in uses if dated(use.published)]
    return Drift(
        formula,
        parties,
        resolution.independent(names),
        when[0] if when else None,
        when[-1] if when else None,
        tuple(uses),
        _variants(resolution, formula, uses, seen),
    )


def _variants(
    resolution: Resolution, formula: str, uses: Sequence[Use], seen: dict[str, str]
) -> tuple[Variant, ...]:
    by_key: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_key[plain(use.wording)].append(use)
    found = []
    for key, group in by_key.items():
        names = tuple(dict.fromkeys(use.report for use in group))
        when = [use.published for use in group if dated(use.published)]
        wording = seen[key]
        found.append(
            Variant(
                wording,
                aligned(formula, wording),
                len(group),
                resolution.independent(names),
                when[0] if when else None,
                when[-1] if when else None,
                names,
            )
        )
    exact = plain(formula)
    return tuple(
        sorted(found, key=lambda v: (plain(v.wording) != exact, -v.stories, -v.count, v.wording))
    )


def _by_date(one: Spoken) -> tuple[date, str, int]:
    return _when(one.report), one.report.name, one.start


def _when(report: Report) -> date:
    when = dated(report.dating.when)
    return (when and when.earliest) or date.max


# -- finding ---------------------------------------------------------------------------------


def sought(formula: str) -> tuple[tuple[str, ...], int]:
    """Return how the words of a wording begin that say something, and how many a variant has.

    Any form of such a word begins so. Raises UsageError where no word of it says anything.
    """
    asked = _asked(formula)
    return asked.begins, asked.least


def _asked(formula: str) -> _Formula:
    asked = _Formula(formula)
    if not asked.stems:
        raise UsageError(formula, "there is no word to follow", "name the words of a formula")
    return asked


class _Formula:
    """A formula made ready to be looked for."""

    def __init__(self, text: str) -> None:
        self.keys = [word.key for word in words(text)]
        self.stems = frozenset(t for key in self.keys if (t := content_stem(key)))
        self.begins = tuple(one.removesuffix("y") for one in sorted(self.stems))
        size = len(self.stems)
        self.least = size if size < 3 else ceil(_MOST * size)
        self.longest = _LOOSE * len(self.keys) + 2

    def may_stand_in(self, text: str) -> bool:
        """Whether enough of its words may stand in a text: letters alone are looked at."""
        folded = fold(text)
        return sum(one in folded for one in self.begins) >= self.least


def uses_in(report: Report, formula: _Formula | str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Go through the places of a report where the formula or a near variant stands.

    Gives where it begins and ends in the text, and the sentence's place.
    """
    asked = _Formula(formula) if isinstance(formula, str) else formula
    text = report.text.content
    for left, right in sentences(report):
        if not asked.may_stand_in(text[left:right]):
            continue
        row = words(text[left:right], left)
        hits = [
            (at, t) for at, w in enumerate(row) if (t := content_stem(w.key)) in asked.stems and t
        ]
        if len({t for _, t in hits}) < asked.least:
            continue
        for first, last in _windows(row, hits, asked):
            yield row[first].start, row[last].end, (left, right)


def _windows(
    row: Sequence[Word], hits: list[tuple[int, str]], asked: _Formula
) -> Iterator[tuple[int, int]]:
    """Choose stretches that hold enough of the words, the best one of those that overlap."""
    found = []
    for i, (first, _) in enumerate(hits):
        held: Counter[str] = Counter()
        for last, word in hits[i:]:
            if last - first >= asked.longest:
                break
            held[word] += 1
            if len(held) >= asked.least:
                keys = [w.key for w in row[first : last + 1]]
                alike = SequenceMatcher(a=asked.keys, b=keys, autojunk=False).ratio()
                if alike >= _ALIKE or len(asked.stems) < 2:
                    found.append((-alike, first, last))
    taken: list[tuple[int, int]] = []
    for _, first, last in sorted(found):
        if all(last < a or b < first for a, b in taken):
            taken.append((first, last))
            yield _rounded(row, first, last, asked)


def _rounded(row: Sequence[Word], first: int, last: int, asked: _Formula) -> tuple[int, int]:
    """Take in what is joined on with "and" where the formula itself joins: it belongs to the variant."""
    if "and" not in asked.keys:
        return first, last
    if last + 2 < len(row) and row[last + 1].key == "and" and content_stem(row[last + 2].key):
        close = row[last + 1].start - row[last].end == 1  # a comma begins another part
        return first, last + 2 if close else last
    if asked.keys[0] not in {w.key for w in row[first : last + 1]} and first >= 2:
        before, joint = row[first - 2], row[first - 1]
        if joint.key == "and" and content_stem(before.key):
            return first - 2, last
    return first, last
