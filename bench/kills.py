"""Kill -9 reading, deciding, copying and settling on SQLite and PostgreSQL, again and again, and prove each record.

    PYTHONPATH=src:.:tests/helpers python bench/kills.py [--kills 40] [--work reading] [--store sqlite] [--seed 7]

What is killed, and what is looked at after each kill, is in `tests/helpers/killed.py`: the record is opened,
what was said to be kept is there, and `check --deep` finds nothing. Of each sort of work on each store are
printed the kills that came in the middle of it; the others came when it was done, and so more than that
are tried until there are as many as were asked for. Ends with status 1 where a record is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import NoServerError, Server, server

PROGRAM = Path(__file__).resolve().parents[1] / "tests/helpers/killed.py"
WORKS = {"reading": "reading", "deciding": "deciding", "copying": "copying", "settling": "indexing"}
STORES = ("sqlite", "postgresql")
ROUND = 10  # trials of one program, at least: each loads everything anew


@contextmanager
def places(store: str, count: int, folder: Path, made: Server | None) -> Iterator[list[str]]:
    """Name as many places for a record as trials may need."""
    if store == "sqlite":
        yield [f"sqlite:///{folder / f'{number}.db'}" for number in range(count)]
        return
    assert made is not None
    urls = [made.schema() for _ in range(count)]
    try:
        yield urls
    finally:
        for url in urls:
            made.drop(url)


def trials(work: str, count: int, seed: int, urls: list[str], copied: Path) -> int:
    """Try a round of kills; return how many came in the middle. Ends the program where a proof fails."""
    done = subprocess.run(  # noqa: S603 - a helper of the tests
        [sys.executable, "-W", "ignore", PROGRAM, WORKS[work], str(count), str(seed), *urls],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SERVANDA_TEST_COPIED": str(copied)},
    )
    if done.returncode:
        raise SystemExit(f"{work} with seed {seed}: {done.stderr.strip()[-1_000:]}")
    return int(json.loads(done.stdout)["killed"])


def main() -> None:
    """Read the command line, kill, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--work", choices=WORKS, action="append")
    parser.add_argument("--store", choices=STORES, action="append")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # nothing is left running
    stores = given.store or STORES
    try:
        made = server() if "postgresql" in stores else None
    except NoServerError as error:
        raise SystemExit(str(error)) from error
    try:
        for work in given.work or WORKS:
            for store in stores:
                killed, tried, begun = 0, 0, time.monotonic()
                while killed < given.kills:
                    count = max(ROUND, given.kills - killed)
                    with (
                        tempfile.TemporaryDirectory() as folder,
                        places(store, count + 2, Path(folder), made) as urls,
                    ):
                        copied = Path(folder) / "copied.db"
                        killed += trials(work, count, given.seed + tried, urls, copied)
                        tried += count
                told = f"{killed} kills in the middle of {tried} trials, each record proved"
                print(f"{work:9} {store:11} {told}, {time.monotonic() - begun:.0f} s", flush=True)
    finally:
        if made is not None and made.ours:
            made.remove()


if __name__ == "__main__":
    main()
