"""Workers of a cluster started by hand, each a process that can be killed, for tests and trials."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Started", "started"]


_QUIET = {"DASK_DISTRIBUTED__WORKER__DAEMON": "True", "DASK_LOGGING__DISTRIBUTED": "warning"}


@dataclass(slots=True)
class Started:
    """A scheduler and its workers; `place` is what `--cluster` takes."""

    place: str
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def work(
        self, folder: Path, *, host: str = "127.0.0.1", extra: dict[str, str] | None = None
    ) -> None:
        """Start one more worker, of one thread, that nobody starts again when it is lost."""
        command = (
            f"dask worker {self.place} --nthreads 1 --no-nanny --no-dashboard --memory-limit 0 "
            f"--host {host} --local-directory {folder} --death-timeout 60"
        )
        self.workers.append(_run(command, {**self.environment, **(extra or {})}, folder))
        self.processes.append(self.workers[-1])

    def kill(self, number: int) -> None:
        """Kill -9 a worker."""
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()


@contextlib.contextmanager
def started(folder: Path, workers: int = 2, host: str = "127.0.0.1") -> Iterator[Started]:
    """Start a scheduler and so many workers; end them all at the end."""
    environment = {**os.environ, **_QUIET, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    log = folder / "scheduler"
    log.mkdir(parents=True, exist_ok=True)
    command = (
        f"dask scheduler --host {host} --port 0 --no-dashboard --scheduler-file {log / 'file.json'}"
    )
    scheduler = _run(command, environment, log)
    found = Started("", environment, [scheduler])
    try:
        found.place = _address(log / "file.json", scheduler)
        for number in range(workers):
            found.work(_folder(folder, number), host=host)
        yield found
    finally:
        for one in reversed(found.processes):
            one.kill()
            one.wait()


def _folder(folder: Path, number: int) -> Path:
    made = folder / f"worker{number}"
    made.mkdir(parents=True, exist_ok=True)
    return made


def _run(command: str, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", *command.split()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Wait until the scheduler has written where it is."""
    end = time.monotonic() + 120
    while time.monotonic() < end and scheduler.poll() is None:
        with contextlib.suppress(OSError):
            if found := re.search(r'"address":\s*"([^"]+)"', file.read_text()):
                return found[1]
        time.sleep(0.1)
    message = f"no scheduler: {(file.parent / 'log').read_text()[-2000:]}"
    raise RuntimeError(message)
