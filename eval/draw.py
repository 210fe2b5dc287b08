"""Draw the White House texts that get a key: `python -m eval.draw` prints their ids.

Drawn once, before anything was read, with the seed below, from the corpus in the shared folder:
texts of at most 1,500 words, without those that already have a key there. They are taken as they
come, so some are not about relations between states. Every second one is held out.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.files import read_lines

__all__ = ["SEED", "SIZE", "corpus", "draw", "shared_folder"]

SEED = 20310308
SIZE = 20
MOST_WORDS = 1500


def shared_folder() -> Path:
    """Give the shared folder: SERVANDA_SHARED, or `../shared` beside the repository."""
    root = Path(__file__).resolve().parents[1]
    return root / os.environ.get("SERVANDA_SHARED", "../shared")


def corpus(shared: Path) -> list[dict[str, Any]]:
    """Read the corpus: rows with `id`, `title`, `published`, `url`, `publisher`, `text`.

    Raises FileNotFoundError where the shared folder does not hold it.
    """
    return read_lines(shared / "whitehouse" / "corpus_2021_2022.jsonl")


def draw(rows: Iterable[dict[str, Any]], keyed: Iterable[str]) -> list[str]:
    """Draw ids, in the order drawn; rows whose text is among `keyed` are passed over."""
    known = {text.strip() for text in keyed}
    fit = sorted(
        row["id"]
        for row in rows
        if len(row["text"].split()) <= MOST_WORDS and row["text"].strip() not in known
    )
    return random.Random(SEED).sample(fit, SIZE)  # noqa: S311  (a draw that can be repeated)


def main() -> int:
    """Print the ids drawn, with the half each belongs to."""
    shared = shared_folder()
    try:
        rows = corpus(shared)
    except FileNotFoundError as missing:
        sys.stderr.write(f"no corpus: {missing.filename} (set SERVANDA_SHARED)\n")
        return 3
    keyed = [row["text"] for row in read_lines(shared / "whitehouse" / "input.jsonl")]
    for number, one in enumerate(draw(rows, keyed)):
        sys.stdout.write(f"{'held' if number % 2 else 'dev'} {one}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
