"""Draw the White House texts that get a key: `python -m eval.draw` prints their ids.

Drawn in two goes, each before anything of it was read, with the seeds below, from the corpus in
the shared folder: texts of at most so many words, without those that already have a key, there or
from the earlier go. They are taken as they come, so some are not about relations between states.
Every second one is held out.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.files import read_lines

__all__ = ["GOES", "SIZE", "Go", "corpus", "draw", "shared_folder"]


@dataclass(frozen=True, slots=True)
class Go:
    """One go at drawing: its seed, how many texts, and how many words a text may have."""

    seed: int
    size: int
    most_words: int


GOES = (Go(20310308, 20, 1500), Go(20310309, 22, 1200))
SIZE = sum(go.size for go in GOES)


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
    texts = {row["id"]: row["text"].strip() for row in rows}
    known = {text.strip() for text in keyed}
    drawn: list[str] = []
    for go in GOES:
        fit = sorted(
            one
            for one, text in texts.items()
            if len(text.split()) <= go.most_words and text not in known
        )
        chance = random.Random(go.seed)  # noqa: S311  (a draw that can be repeated)
        taken = chance.sample(fit, go.size)
        drawn += taken
        known.update(texts[one] for one in taken)
    return drawn


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
