"""What reading in a worker costs beside reading in one process, in processor time.

    python bench/workers.py FOLDER [--reports 120] [--rounds 2]

Each of the two is a program of its own that reads the same reports into a record in memory, counted with
all of its processes from their start. Printed are the least that each took in any round, which other
programs on the machine disturbed least, and their ratio.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path


def read(folder: Path, most: int, *, apart: bool) -> None:
    """Read reports into a record in memory, in a worker or in this process."""
    from servanda.errors import InputError
    from servanda.pipeline import put_items
    from servanda.sources import open_path
    from servanda.store import open_record
    from servanda.workers import Budget

    found = (one for one in open_path(folder) if not isinstance(one, InputError))
    with open_record("sqlite://") as record:
        items = list(islice(found, most))
        budget = Budget() if apart else None
        put_items(items, record, at=datetime.now(tz=UTC), budget=budget)


def seconds(folder: Path, most: int, how: str) -> float:
    """Return the processor time of a program that reads, its worker's included."""
    before = os.times()
    command = [sys.executable, __file__, str(folder), "--reports", str(most), "--how", how]
    subprocess.run(command, check=True)  # noqa: S603 - this script itself
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Read the command line, measure in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--how", choices=("plain", "worker"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.how:
        read(given.folder, given.reports, apart=given.how == "worker")
        return
    taken: dict[str, list[float]] = {"plain": [], "worker": []}
    for number in range(given.rounds):
        for how in ("plain", "worker") if number % 2 == 0 else ("worker", "plain"):
            taken[how].append(seconds(given.folder, given.reports, how))
            print(f"round {number + 1}, {how}: {taken[how][-1]:.2f} s", file=sys.stderr, flush=True)
    plain, worker = min(taken["plain"]), min(taken["worker"])
    print(f"one process {plain:.2f} s, a worker {worker:.2f} s: {worker / plain:.3f}")


if __name__ == "__main__":
    main()
