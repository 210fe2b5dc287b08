"""A cluster across two network namespaces: reading there and alone come to the same, byte for byte.

    sudo python bench/namespaces.py FOLDER

The scheduler and the one who writes are in the first namespace, both workers in the second, joined by
a pair of virtual Ethernet devices: every batch and every result crosses that network. One worker is
killed on the way and another started. Needs root and `ip`; the namespaces are taken away again.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE, THERE = "servanda-a", "servanda-b"
ADDRESS, OTHER = "10.77.0.1", "10.77.0.2"
PLACE = f"tcp://{ADDRESS}:8786"
EXPORTS = ("claims", "record", "texts")


def run(*command: str) -> None:
    """Do one thing, or stop."""
    subprocess.run(command, check=True)  # noqa: S603 - our own commands


def within(name: str, *command: str) -> list[str]:
    """Return the command that runs another in a namespace."""
    return ["ip", "netns", "exec", name, sys.executable, *command]


def join() -> None:
    """Make the namespaces, and the network between them."""
    for name in (HERE, THERE):
        run("ip", "netns", "add", name)
    run(
        "ip",
        "link",
        "add",
        "sv-a",
        "netns",
        HERE,
        "type",
        "veth",
        "peer",
        "name",
        "sv-b",
        "netns",
        THERE,
    )
    for name, device, address in ((HERE, "sv-a", ADDRESS), (THERE, "sv-b", OTHER)):
        run("ip", "-n", name, "address", "add", f"{address}/24", "dev", device)
        for each in ("lo", device):
            run("ip", "-n", name, "link", "set", each, "up")


def part() -> None:
    """Take the namespaces away."""
    for name in (HERE, THERE):
        subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)  # noqa: S603, S607


def worker(folder: Path) -> subprocess.Popen[bytes]:
    """Start a worker in the second namespace."""
    options = "--nthreads 1 --no-nanny --no-dashboard --memory-limit 0"
    command = f"-m dask worker {PLACE} --host {OTHER} {options} --local-directory {folder}"
    return subprocess.Popen(within(THERE, *command.split()), stderr=subprocess.DEVNULL)  # noqa: S603


def exported(url: str) -> list[bytes]:
    """Return what three exports of a record say."""
    command = (sys.executable, "-m", "servanda", "export")
    return [
        subprocess.run(  # noqa: S603 - our own command
            [*command, what, "--format", "jsonl", "--record", url], check=True, capture_output=True
        ).stdout
        for what in EXPORTS
    ]


def trial(folder: Path, place: Path) -> bool:
    """Read there and alone; say whether both records say the same."""
    there, alone = (f"sqlite:///{place / name}" for name in ("there.db", "alone.db"))
    scheduler = f"-m dask scheduler --host {ADDRESS} --port 8786 --no-dashboard"
    processes = [
        subprocess.Popen(within(HERE, *scheduler.split()), stderr=subprocess.DEVNULL)  # noqa: S603
    ]
    try:
        time.sleep(5)
        processes += [worker(place), worker(place)]
        reading = within(HERE, "-m", "servanda", "read", str(folder), "--record", there)
        started = time.monotonic()
        with subprocess.Popen([*reading, "--cluster", PLACE, "--format", "json"]) as program:  # noqa: S603
            time.sleep(20)
            processes[-1].send_signal(signal.SIGKILL)
            processes.append(worker(place))
        print(
            f"read across the network in {time.monotonic() - started:.0f} s, status {program.returncode}"
        )
    finally:
        for one in processes:
            one.kill()
    run(
        sys.executable, "-m", "servanda", "read", str(folder), "--record", alone, "--format", "json"
    )
    return exported(there) == exported(alone)


def main() -> None:
    """Make the network, read, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    if os.geteuid():
        parser.error("making namespaces needs root")
    part()
    try:
        join()
        with tempfile.TemporaryDirectory() as place:
            same = trial(given.folder.resolve(), Path(place))
    finally:
        part()
    print("the same record, byte for byte" if same else "the records differ")
    sys.exit(not same)


if __name__ == "__main__":
    main()
