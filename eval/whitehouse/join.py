"""Join the keys with their texts: `python -m eval.whitehouse.join FOLDER [--half dev|held]`.

The keys hold facts and anchors of a few words; the texts are found through SERVANDA_SHARED. Into
FOLDER go `key.jsonl` and `input.jsonl`, the latter for `servanda read`. Then:

    servanda read FOLDER/input.jsonl --record sqlite:///FOLDER/record.db
    servanda export claims --record sqlite:///FOLDER/record.db --format jsonl > FOLDER/claims.jsonl
    servanda export texts --record sqlite:///FOLDER/record.db > FOLDER/texts.jsonl
    python -m eval.score --key FOLDER/key.jsonl --claims FOLDER/claims.jsonl \
        --texts FOLDER/texts.jsonl --misses

Look into misses of the half `dev` only; the half `held` says whether a rule is general.
Where the corpus is absent nothing is written, and that is said; the exit status is 0.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.draw import corpus, shared_folder
from eval.files import read_lines

__all__ = ["HALVES", "join", "keys", "main"]

HALVES = ("dev", "held")
Row = dict[str, Any]


def keys(half: str | None = None) -> list[Row]:
    """Read the keys, all of them or one half."""
    rows = read_lines(Path(__file__).with_name("keys.jsonl"))
    return [row for row in rows if half in (None, row["half"])]


def join(golds: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Give the corpus rows of the keys, in the keys' order; raises KeyError where one is missing."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[gold["id"]] for gold in golds]


def _write(path: Path, rows: Sequence[Row]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the joined files; returns the exit status."""
    parser = argparse.ArgumentParser(description="Join the White House keys with their texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES)
    given = parser.parse_args(arguments)
    try:
        rows = corpus(shared_folder())
    except FileNotFoundError as missing:
        sys.stderr.write(f"skipped: no corpus at {missing.filename} (set SERVANDA_SHARED)\n")
        return 0
    golds = keys(given.half)
    given.folder.mkdir(parents=True, exist_ok=True)
    _write(given.folder / "key.jsonl", golds)
    _write(given.folder / "input.jsonl", join(golds, rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
