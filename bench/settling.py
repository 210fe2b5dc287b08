"""What it costs to keep a record settled as reports come.

    python bench/settling.py --reports 1000 100000

Makes a record of made-up reports (`bench/synthetic.py`) of each size, settles it whole, then puts a
few more reports one by one, each settled and dated by itself. Of two sizes, it says how many times
as long one more report takes in the larger record.
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

from synthetic import fill, reports

from servanda.dating.incremental import redate_record
from servanda.indexing.incremental_resolution import settle_record
from servanda.store import Record, open_record

T = TypeVar("T")

AT = datetime(2060, 1, 1, tzinfo=UTC)
MORE = 15


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that `work` took, and what came of it."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def one_more(record: Record, count: int) -> float:
    """Put a few more reports, print what each cost and how many were looked at; return the former."""
    settled, dated, beside = [], [], []
    for report, claims in islice(reports(count + MORE), count, None):
        record.put(report, claims, at=AT, reader="1")
        took, looked_at = timed(lambda: settle_record(record))
        settled.append(took)
        beside.append(looked_at)
        dated.append(timed(lambda: redate_record(record, at=AT))[0])
    print(
        f"one more report: settled in {median(settled):.3f} s, with {median(beside):.0f} reports "
        f"looked at; dated in {median(dated):.3f} s (medians of {MORE})",
        flush=True,
    )
    return median(settled)


def settled(record: Record, count: int) -> float:
    """Settle and date a record of `count` reports, then a few more; return what one more took."""
    parts: list[int] = []
    took, looked_at = timed(lambda: settle_record(record, lambda done, _: parts.append(done)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count} reports settled in {took:.1f} s, in {len(set(parts) - {0})} parts with "
        f"{looked_at} reports looked at; {memory} MB",
        flush=True,
    )
    took, changed = timed(lambda: redate_record(record, at=AT))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{changed} reports dated by others in {took:.1f} s, {memory} MB", flush=True)
    settle_record(record)
    return one_more(record, count)


def main() -> None:
    """Read the command line, make the records, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[1000])
    given = parser.parse_args()
    took = []
    for count in sorted(given.reports):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder, 'record.db')}"
            fill(url, reports(count))
            with open_record(url) as record:
                took.append(settled(record, count))
    if len(took) > 1:
        print(f"one more report, the largest record to the smallest: {took[-1] / took[0]:.2f}")


if __name__ == "__main__":
    main()
