"""What it costs to keep a record settled, and to look at what it keeps ready.

    python bench/settling.py --reports 10000

Makes a record of made-up reports (`bench/synthetic.py`), settles it whole, then puts a few more
reports one by one, each settled and dated by itself. Last, the board of commitments as `servanda
show commitments` takes it from the record, beside the bare SQL that fetches the same rows.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TypeVar

from sqlalchemy import create_engine, text
from synthetic import fill, reports

from servanda.follow.kept import kept_board
from servanda.follow.redating_record import redate_record
from servanda.follow.settling import settle_record
from servanda.record import Record, open_record

T = TypeVar("T")

AT = datetime(2060, 1, 1, tzinfo=UTC)
DAY = date(2060, 1, 1)
MORE = 5
ROUNDS = 3
ROWS = text(
    "SELECT id, row, first_day, whole_day FROM thing"
    " WHERE kind = 'commitment' AND row IS NOT NULL ORDER BY id"
)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that `work` took, and what came of it."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def one_more(record: Record, count: int) -> None:
    """Put a few more reports, and print what each cost and how many others were looked at."""
    settled, dated, beside = [], [], []
    for report, claims in islice(reports(count + MORE), count, None):
        record.put(report, claims, at=AT, reader="1")
        took, looked_at = timed(lambda: settle_record(record))
        settled.append(took)
        beside.append(looked_at)
        dated.append(timed(lambda: redate_record(record, at=AT))[0])
    print(
        f"one more report: settled in {median(settled):.3f} s, with {median(beside):.0f} reports "
        f"looked at; dated in {median(dated):.3f} s (medians of {MORE})"
    )


def board(record: Record, url: str) -> None:
    """Print what the board costs beside the SQL for its rows."""
    engine = create_engine(url)
    ratios = []
    for _ in range(ROUNDS):
        ours, rows = timed(lambda: kept_board(record, DAY) or [])
        with engine.connect() as connection:
            bare, _ = timed(lambda connection=connection: connection.execute(ROWS).all())
        ratios.append(ours / max(bare, 1e-9))
    print(f"board of {len(rows)}: {median(ratios):.2f} times its bare SQL (median of {ROUNDS})")
    engine.dispose()


def main() -> None:
    """Read the command line, make the record, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'record.db')}"
        fill(url, reports(given.reports))
        with open_record(url) as record:
            took, count = timed(lambda: settle_record(record))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{count} reports settled in {took:.1f} s, {memory} MB")
            took, changed = timed(lambda: redate_record(record, at=AT))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{changed} reports dated by others in {took:.1f} s, {memory} MB")
            one_more(record, given.reports)
            board(record, url)


if __name__ == "__main__":
    main()
