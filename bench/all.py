"""Every figure of docs/performance.md and docs/scale.md that a machine can measure in a quarter of an hour.

    python bench/all.py [NAME...]        or: make bench

The machine is named first. Each bench is a program of its own and is printed with its command; NAME chooses
some. Figures are of this machine and this moment: ratios carry over, seconds do not.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
SAMPLE = ROOT / "src" / "servanda" / "sample" / "reports"
LIMIT = 15 * 60  # seconds for all of them


def benches(folder: str) -> dict[str, list[str]]:
    """Return the benches by name, each with its command; `folder` is an empty one."""
    script = lambda name, *given: [sys.executable, str(HERE / f"{name}.py"), *given]  # noqa: E731
    servanda = [sys.executable, "-m", "servanda"]
    return {
        "startup": script("startup"),
        "speed": script("speed", str(SAMPLE), "--rounds", "1"),
        "stages": [
            *servanda, "read", str(SAMPLE), "--record", f"sqlite:///{folder}/stages.db", "--profile",
        ],
        "processes": script("processes", str(SAMPLE), "--reports", "22"),
        "writing": script("writing", "--reports", "300"),
        "growing": script(
            "growing", f"sqlite:///{folder}/growing.db", "--reports", "4000", "--step", "1000", "--unindexed",
        ),
        "index": script("updating", "--reports", "500", "2000"),
        "relations": script("relations"),
        "times": script("times"),
    }  # fmt: skip


def machine() -> str:
    """Name the machine, and how busy it is."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        model = named[0] if named else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"{load:.1f} programs waiting for a core"
    )


def main() -> None:
    """Run what was asked for, one after the other, and stop where the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    given = parser.parse_args()
    print(machine(), flush=True)
    # One thread each, so that a ratio is one of like with like.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "COLUMNS": "100"}
    started, failed = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        for name, command in benches(folder).items():
            if given.names and name not in given.names:
                continue
            shown = " ".join(command).replace(f"{ROOT}/", "").replace(sys.executable, "python")
            print(f"\n== {name}: {shown}", flush=True)
            left = LIMIT - (time.monotonic() - started)
            try:
                done = subprocess.run(command, check=False, env=environment, timeout=max(1.0, left))  # noqa: S603
                failed += [name] if done.returncode else []
            except subprocess.TimeoutExpired:
                print(f"broken off: {LIMIT // 60} minutes are over")
                failed.append(name)
    print(
        f"\n{time.monotonic() - started:.0f} s in all"
        + (f"; not met: {', '.join(failed)}" if failed else "")
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
