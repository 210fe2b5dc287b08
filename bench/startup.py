"""How long the command takes to start, beside Python alone: processor time of whole processes, in turns.

    python bench/startup.py [--rounds 15]

Printed are the least of all rounds, in milliseconds, and how many times those of `python -c pass`. The
record that is asked is the bundled sample's, read once beforehand. Of a server the processor time is that
until it had answered, and the seconds by the clock stand beside it: first a file, then the first page, then
the first question to the REST interface.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LIMITS = {"--help": 2.5, "show commitments": 6.0}
_SERVANDA = (sys.executable, "-m", "servanda")
_ASKED = {
    "serve: a file": "/static/mark.svg",
    "serve: a page": "/",
    "serve: REST": "/api/v1/about",
}
_PATIENCE = 120  # seconds


def processor(command: tuple[str, ...]) -> float:
    """Return the processor time of a process, in seconds."""
    pid = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )
    _, status, used = os.wait4(pid, 0)
    if status:
        message = f"{command} failed"
        raise RuntimeError(message)
    return used.ru_utime + used.ru_stime


def served(url: str) -> dict[str, tuple[float, float]]:
    """Start a server and ask it; return what it had used of the processor by each answer, and of the clock."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    begun, told = time.monotonic(), {}
    server = subprocess.Popen(  # noqa: S603 - our own command
        [*_SERVANDA, "serve", "--record", url, "--port", port, "--today", "2026-01-31"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for name, path in _ASKED.items():
            while not answered(f"http://127.0.0.1:{port}{path}"):
                time.sleep(0.02)
                if server.poll() is not None or time.monotonic() - begun > _PATIENCE:
                    message = "the server did not start"
                    raise RuntimeError(message)
            told[name] = used_by(server.pid), time.monotonic() - begun
    finally:
        server.terminate()
        server.wait(20)
    return told


def answered(address: str) -> bool:
    """Whether a server answers."""
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - our own address
            return len(answer.read()) > 0
    except URLError:
        return False


def used_by(pid: int) -> float:
    """Return the processor time of a process that still runs, in seconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Make a small record, start each command in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'record.db')}"
        subprocess.run([*_SERVANDA, "demo", "--record", url], check=True, capture_output=True)  # noqa: S603 - our own command
        commands: dict[str, tuple[str, ...]] = {
            "python -c pass": (sys.executable, "-c", "pass"),
            "import click": (sys.executable, "-c", "import click"),
            "import sqlalchemy": (sys.executable, "-c", "import sqlalchemy"),
            "--help": (*_SERVANDA, "--help"),
            "show commitments": (*_SERVANDA, "show", "commitments", "--record", url),
        }
        for command in commands.values():
            processor(command)  # its bytecode is written with the first run
        served(url)
        least = dict.fromkeys((*commands, *_ASKED), 1e9)
        clock = dict.fromkeys(_ASKED, 1e9)
        for _ in range(given.rounds):
            for name, command in commands.items():
                least[name] = min(least[name], processor(command))
            for name, (used, took) in served(url).items():
                least[name], clock[name] = min(least[name], used), min(clock[name], took)
    bare = least["python -c pass"]
    for name, seconds in least.items():
        more = f", asked for {LIMITS[name]}" if name in LIMITS else ""
        more += f", {clock[name]:.1f} s by the clock" if name in clock else ""
        print(f"{name:18}{seconds * 1000:8.1f} ms{seconds / bare:7.2f} times{more}")


if __name__ == "__main__":
    main()
