"""How much sooner two processes read than one, and what holds them.

    python bench/processes.py FOLDER [--reports 120] [--processes 2]

Each run is a program of its own that reads the same reports into a new SQLite record, the model loaded
before its clock begins, in turns. Beside the time that passed, which other programs on the machine
lengthen, stands what each side took of the processor: the workers, whose work is shared out, the writer's
while they read, which they need not wait for, and the index, which comes when all are read. From these
follows how much sooner it can be on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

ASKED = 1.8
_AT = datetime(2026, 1, 1, tzinfo=UTC)


def read(folder: Path, most: int, processes: int) -> None:
    """Read reports; print what it took as JSON."""
    from servanda import pipeline
    from servanda.errors import InputError
    from servanda.sources import open_path
    from servanda.store import open_record
    from servanda.workers import Budget

    took: dict[str, float] = {"begun": 0.0}

    def tell(done: int, total: int | None, name: str) -> None:
        del done, total, name
        took["begun"] = took["begun"] or time.monotonic()  # workers have loaded what they need

    def indexed(*given: object, **named: object) -> int:
        started = time.process_time()
        found: int = redate(*given, **named)  # type: ignore[arg-type]
        took["index"] = time.process_time() - started
        return found

    redate, pipeline.redate = pipeline.redate, indexed  # type: ignore[assignment]
    found = (one for one in open_path(folder) if not isinstance(one, InputError))
    items = list(islice(found, most))
    with tempfile.TemporaryDirectory() as place, open_record(Path(place, "record.db")) as record:
        writer = time.process_time()
        done = pipeline.put_items(
            items, record, at=_AT, processes=processes, budget=Budget(), on_progress=tell
        )
        ended = time.monotonic()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    took["writer"] = time.process_time() - writer - took["index"]
    took["workers"] = children.ru_utime + children.ru_stime - processes * loading()
    took["elapsed"] = ended - took.pop("begun")
    print(json.dumps({"reports": done.read, **took}))


def loading() -> float:
    """Return the processor seconds that a worker takes before its first report."""
    before = os.times()
    command = [sys.executable, "-c", "from servanda.pipeline import warm_up; warm_up()"]
    subprocess.run(command, check=True)  # noqa: S603 - our own function
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Read the command line, measure in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        read(given.folder, given.reports, given.alone)
        return
    rows: dict[int, list[dict[str, float]]] = {1: [], given.processes: []}
    for count in (1, given.processes, given.processes, 1):
        command = [sys.executable, __file__, str(given.folder), "--reports", str(given.reports)]
        done = subprocess.run(  # noqa: S603 - this script itself
            [*command, "--alone", str(count)], check=True, capture_output=True, env=os.environ
        )
        rows[count].append(json.loads(done.stdout.splitlines()[-1]))
    one, many = (
        {key: median(row[key] for row in rows[count]) for key in rows[count][0]} for count in rows
    )
    for count, row in zip(rows, (one, many), strict=True):
        parts = ", ".join(f"{key} {row[key]:.2f} s" for key in ("workers", "writer", "index"))
        print(f"{count} processes, {row['reports']:.0f} reports: {row['elapsed']:.2f} s; {parts}")
    print(f"time that passed: {one['elapsed'] / many['elapsed']:.2f} times, asked for {ASKED}")
    alone = max(one["workers"], one["writer"]) + one["index"]
    shared = max((many["workers"] + many["writer"]) / given.processes, many["writer"])
    print(
        f"on {given.processes} cores of their own at most {alone / (shared + many['index']):.2f} times"
    )


if __name__ == "__main__":
    main()
