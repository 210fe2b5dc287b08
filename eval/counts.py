"""Counts of judged claims: how many there were of a sort, and how many of them held.

`calibration.tsv` keeps them set by set, so that confidence can be fitted anew from the repository
alone. A set is `seen` where the readers were worked on with its misses in view, `first` where they met
it for the first time, `hand` where a person judged the claims without a key. The sort of a claim is its
kind, rule, signs of evidence and its reader's own number; `fold` keeps a report's claims together.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.judged import Judged
from servanda.extraction.confidence import cues

__all__ = ["COUNTS", "FOLDS", "LOOKS", "Count", "Counted", "fold_of"]

COUNTS = Path(__file__).with_name("calibration.tsv")
FOLDS = 5
LOOKS = ("seen", "first", "hand")
_COLUMNS = ("set", "look", "fold", "kind", "rule", "cues", "own", "claims", "held")


@dataclass(frozen=True, slots=True)
class Count:
    """Claims of one sort in one set."""

    set: str
    look: str
    fold: int
    kind: str
    rule: str
    cues: tuple[str, ...]
    own: float
    claims: int
    held: int


@dataclass(frozen=True, slots=True)
class Counted:
    """All counts, and for each set what it was judged by (a line of words)."""

    counts: tuple[Count, ...]
    sources: dict[str, str]

    @classmethod
    def load(cls, path: Path = COUNTS) -> Counted:
        """Read the counts; a missing file has none."""
        counts, sources = [], {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for line in lines:
            if line.startswith("# set "):
                name, _, told = line.removeprefix("# set ").partition(": ")
                sources[name] = told
            elif line and not line.startswith("#") and not line.startswith("set\t"):
                row = line.split("\t")
                signs = tuple(row[5].split()) if row[5] else ()
                numbers = float(row[6]), int(row[7]), int(row[8])
                counts.append(Count(row[0], row[1], int(row[2]), row[3], row[4], signs, *numbers))
        return cls(tuple(counts), sources)

    def save(self, path: Path = COUNTS) -> None:
        """Write the counts, in an order that makes changes easy to review."""
        lines = ["# How many claims of each sort held; made by python -m eval.calibration count"]
        lines += [f"# set {name}: {told}" for name, told in sorted(self.sources.items())]
        lines.append("\t".join(_COLUMNS))
        for one in sorted(
            self.counts, key=lambda c: (c.set, c.kind, c.rule, c.cues, c.own, c.fold)
        ):
            row = (one.set, one.look, one.fold, one.kind, one.rule, " ".join(one.cues))
            lines.append("\t".join(map(str, (*row, f"{one.own:.2f}", one.claims, one.held))))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def with_set(self, name: str, look: str, judged: Iterable[Judged], told: str) -> Counted:
        """Put a set in, in place of an older one of that name."""
        kept = [one for one in self.counts if one.set != name]
        return Counted((*kept, *_count(name, look, judged)), {**self.sources, name: told})


def fold_of(report: str) -> int:
    """Return the fold of a report, the same wherever it is worked out."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % FOLDS


def _count(name: str, look: str, judged: Iterable[Judged]) -> Sequence[Count]:
    claims: Counter[tuple[int, str, str, tuple[str, ...], float]] = Counter()
    held: Counter[tuple[int, str, str, tuple[str, ...], float]] = Counter()
    for one in judged:
        claim = one.claim
        sort = (
            fold_of(one.report),
            claim.kind,
            claim.rule,
            cues(claim),
            round(claim.confidence, 2),
        )
        claims[sort] += 1
        held[sort] += one.holds
    return [Count(name, look, *sort, number, held[sort]) for sort, number in claims.items()]
