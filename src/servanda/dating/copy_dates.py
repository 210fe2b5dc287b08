"""What a dated copy of the same story says of an undated report.

A template filled again runs alike and comes months later, so why_same_story alone dates nothing:
it takes one wire's mark on both, or words that are the same nearly throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from servanda.dating.day_sets import span
from servanda.dating.textual_clues import Clue, Rank, is_scraped
from servanda.model import Basis, Dating, Report, ResolvedClaim, Tenure
from servanda.model.text_folding import fold
from servanda.model.time_words import said
from servanda.resolution.claim_order import spread
from servanda.resolution.near_duplicates import (
    BODY,
    Signature,
    shared_runs,
    signature,
    why_same_story,
)
from servanda.resolution.person_names import parse
from servanda.timex.calendar import add_days

__all__ = ["Copies", "bears_day", "names_of", "reprint", "worth"]


_FINE = 4  # days: a copy dated more vaguely says nothing
_LAG = 2  # days between two reprints of one story
_ALIKE = 0.9  # of the shorter one's runs of words, and of the longer one's length
_SAME_WORDS = 0.5  # of the words of the shorter one, in whatever order
_ENOUGH = 60  # words a story needs to be told from a form letter
_FEW = 2  # persons that two reports must share to be worth comparing


def names_of(claims: Sequence[ResolvedClaim]) -> frozenset[str]:
    """Return the last words of the names of those a report names with an office."""
    bodies = (one.claim.body for one in claims)
    parsed = (parse(body.person).words for body in bodies if isinstance(body, Tenure))
    return frozenset(words[-1] for words in parsed if words)


class Copies:
    """Finds the dated copies of undated reports. Take all reports and whom each one names."""

    def __init__(self, reports: Sequence[Report], names: Mapping[str, frozenset[str]]) -> None:
        """Index the reports that bear a date by the persons they name; `names` has each one's."""
        self._names = names
        self._signatures: dict[str, Signature] = {}
        self._bags: dict[str, frozenset[str]] = {}
        self._of: defaultdict[str, list[Report]] = defaultdict(list)
        for report in reports:
            if bears_day(report.dating):
                for name in names.get(report.id, frozenset()):
                    self._of[name].append(report)

    def clues(self, report: Report) -> Iterator[Clue]:
        """Yield what the dated copies of `report` say."""
        mine = self._names.get(report.id, frozenset())
        near = {other.id: other for name in mine for other in self._of.get(name, ())}
        for other in sorted(near.values(), key=lambda r: (r.name, r.id)):
            when = other.dating.when
            if other.id == report.id or when is None or not worth(mine, self._names[other.id]):
                continue
            if not self._alike(report, other):
                continue
            own, theirs = self._signature(report), self._signature(other)
            why = reprint((own, report.wire), (theirs, other.wire))
            if why and when.earliest is not None and when.latest is not None:
                yield Clue(
                    span(add_days(when.earliest, -_LAG), add_days(when.latest, _LAG)),
                    f"it carries the story of {other.name}, published {said(when)}: {why}",
                    Rank.CAPTION,
                    Basis.ASSUMED,
                )

    def _alike(self, one: Report, other: Report) -> bool:
        """Whether enough of the words are the same to compare their order, which costs more."""
        mine, theirs = self._bag(one), self._bag(other)
        return len(mine & theirs) >= _SAME_WORDS * min(len(mine), len(theirs))

    def _bag(self, report: Report) -> frozenset[str]:
        if report.id not in self._bags:
            blocks = (b for b in report.text.blocks if b.kind in BODY)
            words = (word for block in blocks for word in report.text.slice(block).split())
            self._bags[report.id] = frozenset(words)
        return self._bags[report.id]

    def _signature(self, report: Report) -> Signature:
        if report.id not in self._signatures:
            self._signatures[report.id] = signature(report)
        return self._signatures[report.id]


def reprint(one: tuple[Signature, str | None], other: tuple[Signature, str | None]) -> str:
    """Say why one is a reprint of the other; empty where a template would explain it as well.

    Each comes with the wire whose mark it bears.
    """
    few, many = sorted((one[0], other[0]), key=lambda s: s.count)
    if few.count < _ENOUGH:
        return ""
    if one[1] and other[1] and fold(one[1]) != fold(other[1]):
        return ""
    throughout = few.count >= _ALIKE * many.count
    if not (throughout or (one[1] and other[1])):
        return ""
    why = why_same_story(few, many)
    if not why:
        return ""
    if one[1] and other[1]:
        return f"{why}; both of {one[1]}"
    return why if shared_runs(few, many) >= _ALIKE else ""


def bears_day(dating: Dating) -> bool:
    """Whether a date is fine and sure enough to date a copy."""
    return spread(dating.when) <= _FINE and not is_scraped(dating)


def worth(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two reports name enough of the same persons for their words to be compared."""
    if not mine or not theirs:
        return False
    both = len(mine & theirs)
    return mine == theirs or (both >= _FEW and both * 2 >= min(len(mine), len(theirs)))
