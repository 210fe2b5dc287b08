"""Counts of claims by what two readers say of them, and how many held: `agreement.tsv`.

So that the weights of agreement can be fitted from the repository alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

__all__ = ["COUNTS", "Count", "Sort", "load", "save"]

COUNTS = Path(__file__).with_name("agreement.tsv")
_COLUMNS = "group\tkind\tsort\tstated\tclaims\theld"


class Sort(StrEnum):
    """Who tells of a claim."""

    AGREES = "agrees"  # the rules, and the model says the same
    DIFFERS = "differs"  # the rules, and the model says otherwise
    SILENT = "silent"  # the rules, and the model says nothing of it
    ALONE = "alone"  # the model alone


@dataclass(frozen=True, slots=True)
class Count:
    """Claims of one group of publishers, kind and sort, stated with one confidence (0: by a model alone)."""

    group: str
    kind: str
    sort: Sort
    stated: float
    claims: int
    held: int


def load(path: Path = COUNTS) -> list[Count]:
    """Read the counts."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and line != _COLUMNS:
            group, kind, sort, stated, claims, held = line.split("\t")
            found.append(Count(group, kind, Sort(sort), float(stated), int(claims), int(held)))
    return found


def save(counts: Iterable[Count], path: Path = COUNTS) -> None:
    """Write the counts."""
    lines = [
        "# Claims by what the rules and a language model say of them, and how many held by the keys.",
        "# Made by python -m eval.second_reader.figures --write, on the reports of answers.jsonl; the",
        "# detector was trained, and the confidence of rules fitted, without the group that is counted.",
        _COLUMNS,
    ]
    lines += [
        f"{one.group}\t{one.kind}\t{one.sort}\t{one.stated:.2f}\t{one.claims}\t{one.held}"
        for one in counts
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
