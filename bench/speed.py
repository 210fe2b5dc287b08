"""Reading speed beside bare spaCy on the same texts, in one run, with the process's own CPU time.

    python bench/speed.py FOLDER [--rounds 3]

FOLDER holds plain-text reports. Both sides are warmed up first; the ratio is what counts, the
figures themselves are this machine's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is there; as in the workers of `read`

from servanda.keeping import Keeper, Summary
from servanda.model import RawItem
from servanda.parsing.spacy_model import DEFAULT_MODEL, load_model
from servanda.pipeline import READER, TOGETHER, read_items, warm_up
from servanda.store import open_record

_AT = datetime(2000, 1, 1, tzinfo=UTC)


def bare(texts: list[str]) -> float:
    """Return the CPU seconds that `nlp.pipe` with all components takes over `texts`."""
    nlp = load_model(DEFAULT_MODEL, whole=True)
    started = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return time.process_time() - started


def ours(items: list[RawItem]) -> float:
    """Return the CPU seconds that reading `items` into a record in memory takes."""
    with open_record("sqlite://") as record:
        started = time.process_time()
        keeper = Keeper(
            record, Summary(), at=lambda: _AT, reader=READER, kept=lambda _: None, most=TOGETHER
        )
        for reading in read_items(items):
            keeper.add(reading)
        keeper.flush()
        return time.process_time() - started


def main() -> None:
    """Print reports a CPU-second of both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    paths = sorted(chosen.folder.glob("*.txt"))
    items = [RawItem(p.name, p.read_bytes(), "text/plain", str(p), {}) for p in paths]
    texts = [item.data.decode("utf-8", "replace") for item in items]
    bare(texts[:2]), ours(items[:2])
    warm_up()  # as a worker of `read` does
    pairs = [(bare(texts), ours(items)) for _ in range(chosen.rounds)]
    ratios = [a / b for a, b in pairs]
    for name, index in (("bare spaCy", 0), ("servanda", 1)):
        rate = len(items) / statistics.median(pair[index] for pair in pairs)
        print(f"{name:12}{rate:8.1f} reports a CPU-second")
    print(f"{'ratio':12}{statistics.median(ratios):8.2f} (median of {len(ratios)} rounds)")


if __name__ == "__main__":
    main()
