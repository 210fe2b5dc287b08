"""What ten thousand more reports cost as a record grows: put and indexed, step after step.

    python bench/growing.py URL [--reports 100000] [--step 10000] [--update 2500] [--postmaster PIDFILE] [--unindexed]

Made-up reports (`bench/synthetic.py`) are put into the record at URL, many in a transaction, and its
index is brought up to date after every `--update` of them. A line for each step says what it took;
the last line compares the last step with the first. With `--postmaster`, the processor time of a
PostgreSQL server on this machine is counted too. A run that was broken off goes on where it was, but
compares only the steps it did itself.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from synthetic import UNDATED, Made, fill, reports

from servanda.indexing.update import update_index
from servanda.store import open_record

AT = datetime(2060, 1, 1, tzinfo=UTC)
LIMIT = 1.3
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took: `client` and `server` are seconds of processor, `elapsed` of the clock."""

    reports: int
    put: float
    index: float
    server: float
    elapsed: float
    size: int
    megabytes: int

    @property
    def processor(self) -> float:
        """Give the processor time of both sides."""
        return self.put + self.index + self.server


def server_seconds(pid_file: Path | None) -> float:
    """Return the processor time of a server and its processes so far, those that ended included."""
    if pid_file is None:
        return 0.0
    pid = int(pid_file.read_text().split()[0])
    ticks = sum(_stat(pid)[11:15])  # its own, and of its children that ended
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        with suppress(OSError):  # it may have ended just now
            ticks += sum(_stat(int(child))[11:13])
    return ticks / _TICK


def _stat(pid: int) -> list[int]:
    """Return the numbers that the system keeps of a process, from its state on."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *(int(one) for one in fields[1:])]


def steps(
    url: str, count: int, step: int, update: int, server: Path | None, *, unindexed: bool
) -> Iterator[Step]:
    """Put `count` reports, and yield what each step took."""
    with open_record(url) as record:
        done = record.counts().reports
    source: Iterator[Made] = islice(reports(count, undated=UNDATED), done, None)
    while done < count:
        put = index = 0.0
        clock, before = time.monotonic(), server_seconds(server)
        for behind in range(0, step, update):
            # Made up outside of what is measured; a step may be less than what is brought up to date at a time.
            part = list(islice(source, min(update, step - behind)))
            started = time.process_time()
            fill(url, part)
            put += time.process_time() - started
            started = time.process_time()
            if not unindexed:
                with open_record(url) as record:
                    update_index(record, at=AT)
            index += time.process_time() - started
            done += len(part)
        with open_record(url) as record:
            size = record.about().size
        yield Step(
            done, put, index, server_seconds(server) - before, time.monotonic() - clock, size,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        )  # fmt: skip


def main() -> None:
    """Read the command line, measure step by step, and fail where growing costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--step", type=int, default=10_000)
    parser.add_argument("--update", type=int, default=2_500)
    parser.add_argument("--postmaster", type=Path)
    parser.add_argument("--unindexed", action="store_true", help="put only, derive nothing")
    given = parser.parse_args()
    done = []
    sizes = (given.reports, given.step, given.update)
    for one in steps(given.url, *sizes, given.postmaster, unindexed=given.unindexed):
        done.append(one)
        print(json.dumps(asdict(one)), flush=True)
    ratio = done[-1].processor / done[0].processor
    print(f"the last step to the first, in processor time: {ratio:.2f}, at most {LIMIT} is allowed")
    sys.exit(ratio > LIMIT)


if __name__ == "__main__":
    main()
