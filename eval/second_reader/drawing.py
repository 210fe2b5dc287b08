"""Which keyed reports a language model was asked about: drawn by chance, so many of each publisher.

    python -m eval.second_reader.drawing    the reports as JSON lines, for `servanda read - --batch-out FILE`

Drawn before anything was asked, and whoever answered had seen neither the keys nor what the rules find.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.files import read_lines
from eval.keyed_reports import texts_folder

__all__ = ["MOST_WORDS", "OF_EACH", "SEED", "drawn", "main"]

SEED = 20261130
MOST_WORDS = 450
OF_EACH: Mapping[str, int] = {
    "voa": 16,
    "state": 10,
    "kremlin": 8,
    "australia": 5,
    "ukraine": 4,
    "wikinews": 3,
    "field-releases": 2,
}
"""How many reports of each publisher: about as many as there are keyed, the rare ones more."""


def drawn(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Draw the ids of reports, publisher by publisher."""
    short = [row for row in rows if len(row["text"].split()) <= MOST_WORDS]
    chance = random.Random(SEED)  # noqa: S311 - a draw that can be repeated
    found: list[str] = []
    for group, count in OF_EACH.items():
        ids = sorted(row["id"] for row in short if row["group"] == group)
        found += sorted(chance.sample(ids, count))
    return found


def main(folder: Path) -> int:
    """Print the reports; returns the exit status."""
    try:
        rows = read_lines(folder / "open" / "input.jsonl")
    except FileNotFoundError as missing:
        sys.stderr.write(f"no texts: {missing.filename} (set SERVANDA_TEXTS)\n")
        return 1
    ids = set(drawn(rows))
    for row in rows:
        if row["id"] in ids:
            sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(texts_folder()))
