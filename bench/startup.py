"""How long the command takes to start, beside Python alone: processor time of whole processes, in turns.

    python bench/startup.py [--rounds 15]

Printed are the least of all rounds, in milliseconds, and how many times those of `python -c pass`. The
record that is asked is the bundled sample's, read once beforehand.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LIMITS = {"--help": 2.5, "show commitments": 6.0}
_SERVANDA = (sys.executable, "-m", "servanda")


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
        least = dict.fromkeys(commands, 1e9)
        for _ in range(given.rounds):
            for name, command in commands.items():
                least[name] = min(least[name], processor(command))
    bare = least["python -c pass"]
    for name, seconds in least.items():
        asked = f", asked for {LIMITS[name]}" if name in LIMITS else ""
        print(f"{name:18}{seconds * 1000:8.1f} ms{seconds / bare:7.2f} times{asked}")


if __name__ == "__main__":
    main()
