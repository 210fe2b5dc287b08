"""Relevance of invented one-sentence items (`relevance.tsv`): `python -m eval.relevance` lists what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import read_items

__all__ = ["ITEMS", "Judged", "judged", "main"]

ITEMS = Path(__file__).with_name("relevance.tsv")


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with what its key and what servanda says of it."""

    text: str
    wanted: bool
    given: bool
    because: str | None


def judged() -> Iterator[Judged]:
    """Read every item and judge it."""
    lines = ITEMS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    items = [
        RawItem(f"item{n}", text.encode(), "text/plain", "", {"encoding": "utf-8"})
        for n, (_, text) in enumerate(rows)
    ]
    for (label, text), reading in zip(rows, read_items(items), strict=True):
        if isinstance(reading, InputError):
            raise reading
        report = reading.report
        yield Judged(text, label == "yes", report.relevant, report.irrelevant_because)


def main() -> int:
    """Print the items that are judged wrongly and how many are right."""
    found = list(judged())
    for one in found:
        if one.wanted != one.given:
            sys.stdout.write(
                f"{'set aside' if one.wanted else 'let in'}: {one.text} ({one.because})\n"
            )
    right = sum(one.wanted == one.given for one in found)
    sys.stdout.write(f"right {right} of {len(found)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
