"""What it costs to keep the index of a record up to date as reports come.

    python bench/updating.py --reports 1000 100000 [--undated 0.5]

Makes a record of made-up reports (`bench/synthetic.py`) of each size, derives its index whole, then
puts a few more reports one by one, and brings the index up to date after each. Of two sizes, it
says how many times as long one more report takes in the larger record. With `--undated`, so large a
share of the reports bears no date.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from synthetic import UNDATED, fill, reports

from servanda.indexing.update import update_index
from servanda.store import Record, open_record

T = TypeVar("T")

AT = datetime(2060, 1, 1, tzinfo=UTC)
MORE = 25


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that `work` took, and what came of it."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def one_more(record: Record, count: int, undated: float) -> float:
    """Put a few more reports; print and return what each cost, with how many were looked at."""
    took, beside = [], []
    for report, claims in islice(reports(count + MORE, undated=undated), count, None):
        put, _ = timed(lambda r=report, c=claims: record.put(r, c, at=AT, reader="1"))  # type: ignore[misc]
        seconds, done = timed(lambda: update_index(record, at=AT))
        took.append(put + seconds)
        beside.append(done.looked_at)
    print(
        f"one more report: put and indexed in {median(took):.3f} s, with {median(beside):.0f} "
        f"reports looked at (medians of {MORE})",
        flush=True,
    )
    return median(took)


def indexed(record: Record, count: int, undated: float) -> float:
    """Index a record of `count` reports, then a few more; return what one more took."""
    spent: dict[str, float] = {}
    last = time.process_time()

    def tell(done: int, total: int | None, doing: str) -> None:
        nonlocal last
        del done, total
        now = time.process_time()
        spent[doing] = spent.get(doing, 0) + now - last
        last = now

    took, done = timed(lambda: update_index(record, at=AT, on_progress=tell))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    parts = ", ".join(f"{doing} {seconds:.1f} s" for doing, seconds in spent.items())
    print(
        f"{count} reports indexed in {took:.1f} s ({parts}), {done.dated} dated by others, "
        f"{done.looked_at} looked at; {memory} MB",
        flush=True,
    )
    return one_more(record, count, undated)


def main() -> None:
    """Read the command line, make the records, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[1000])
    parser.add_argument("--undated", type=float, default=UNDATED)
    given = parser.parse_args()
    took = []
    for count in sorted(given.reports):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder, 'record.db')}"
            fill(url, reports(count, undated=given.undated))
            with open_record(url) as record:
                took.append(indexed(record, count, given.undated))
    if len(took) > 1:
        print(f"one more report, the largest record to the smallest: {took[-1] / took[0]:.2f}")


if __name__ == "__main__":
    main()
