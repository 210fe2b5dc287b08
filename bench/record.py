"""What a record costs as it grows: bytes a claim, and the time to put one more report.

    python bench/record.py [--reports 100000] [--put 200] [--folder DIR] [--url URL]

Two records of made-up reports (`bench/synthetic.py`) are made where they are not there yet, one of
a thousand reports and one of `--reports`; then the same `--put` further reports are put into each,
one a transaction, taking turns, so that a busy machine weighs on both alike. The medians are
compared, of the time that passes and of the processor's.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from synthetic import Made, fill, reports

from servanda.store import Record, open_record

SMALL = 1_000
LIMIT = 1.5
_AT = datetime(2026, 2, 1, tzinfo=UTC)


def made(url: str, count: int) -> None:
    """Make the record at `url` of so many reports, unless it is there."""
    with open_record(url) as record:
        there = record.counts().reports
    if there < count:
        started = time.monotonic()
        fill(url, islice(reports(count), there, None))
        print(f"made {url}: {count} reports in {time.monotonic() - started:.0f} s", file=sys.stderr)


def put(record: Record, one: Made) -> tuple[float, float]:
    """Put one report; return the seconds it took, and those of the processor."""
    report, claims = one
    wall, cpu = time.perf_counter(), time.process_time()
    record.put(report, claims, at=_AT, reader="bench")
    return time.perf_counter() - wall, time.process_time() - cpu


def size(record: Record) -> str:
    """Say how large a record is, and how much of it a claim takes."""
    about, counts = record.about(), record.counts()
    claims = sum(counts.claims.values())
    return (
        f"{about.database}: {counts.reports} reports, {claims} claims, "
        f"{about.size / 1e6:.0f} MB, {about.size / claims:.0f} bytes a claim"
    )


def compare(small: str, large: str, more: list[Made]) -> float:
    """Put the same reports into both, in turns; print the medians and return their ratio."""
    with open_record(small) as one, open_record(large) as two:
        for record in (one, two):
            print(size(record))
        for warm in more[:20]:
            put(one, warm), put(two, warm)
        pairs = [(put(one, each), put(two, each)) for each in more[20:]]
    times = [
        [statistics.median(pair[place][kind] for pair in pairs) * 1000 for place in (0, 1)]
        for kind in (0, 1)
    ]
    for name, (few, many) in zip(("elapsed", "processor"), times, strict=True):
        print(f"one more report, {name}: {few:.2f} ms and {many:.2f} ms, ratio {many / few:.2f}")
    return times[0][1] / times[0][0]


def main() -> None:
    """Make what is not there, compare, and fail where growing costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--put", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where to keep the records for another time")
    parser.add_argument("--large", help="the large record's URL, such as a server's")
    parser.add_argument("--small", help="the small record's URL, likewise")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="servanda-bench-"))
    small = chosen.small or f"sqlite:///{folder / 'small.db'}"
    large = chosen.large or f"sqlite:///{folder / 'large.db'}"
    try:
        made(small, SMALL)
        made(large, chosen.reports)
        # Other dice and other names at every run: none of them is there already.
        seed = time.time_ns()
        more = list(reports(chosen.put + 20, seed=seed, prefix=f"more-{seed}-"))
        ratio = compare(small, large, more)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder)
    print(f"ratio {ratio:.2f}, at most {LIMIT} is allowed")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
