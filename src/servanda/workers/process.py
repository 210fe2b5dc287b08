"""The parent's side: a worker that is started when it is needed, and again when it was lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any, Self, cast

from servanda.workers.budget import Budget
from servanda.workers.frames import read_frame, write_frame
from servanda.workers.serving import DONE, FULL, GIVEN, RAISED

__all__ = ["Lost", "Worker", "kept_warm"]

_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv.pop(1))
from servanda.workers.serving import main
main()
"""

# The matrices of a report are too small to share between threads: they wait for one another, which costs
# a quarter of reading. Several workers do what several threads would. Who sets these is obeyed.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Lost(Exception):  # noqa: N818 - it says what became of the worker
    """A worker ended in the middle of a job; the message says why, as a reason for a person."""


class _Waiting:
    """Processes whose workers have no more use for them, waiting for the next worker of the same kind."""

    def __init__(self) -> None:
        self.most = 0
        self._lock = threading.Lock()
        self._processes: list[tuple[object, subprocess.Popen[bytes]]] = []

    def offer(self, kind: object, process: subprocess.Popen[bytes]) -> bool:
        """Keep a process that is doing nothing, if there is room; tell whether it is kept."""
        with self._lock:
            if len(self._processes) >= self.most or process.poll() is not None:
                return False
            self._processes.append((kind, process))
            return True

    def take(self, kind: object) -> subprocess.Popen[bytes] | None:
        """Give away a process of this kind, the one that came last."""
        with self._lock:
            for at in range(len(self._processes) - 1, -1, -1):
                if self._processes[at][0] == kind:
                    process = self._processes.pop(at)[1]
                    if process.poll() is None:
                        return process
                    _end(process)
        return None

    def end(self) -> None:
        """End all that wait."""
        with self._lock:
            processes, self._processes = self._processes, []
        for _, process in processes:
            _end(process)


_WAITING = _Waiting()


@contextlib.contextmanager
def kept_warm(most: int) -> Iterator[None]:
    """Let processes outlive their workers for as long as this lasts, `most` of them, for the workers to come.

    Loading the language model takes seconds: who reads one report now and one in a minute need not
    wait for it twice. Only a process that was warmed up and did its last job to the end is kept; a
    worker of the same memory and warm-up takes it over.
    """
    before, _WAITING.most = _WAITING.most, max(most, _WAITING.most)
    try:
        yield
    finally:
        _WAITING.most = before
        if not before:
            _WAITING.end()


class Worker:
    """A process that does jobs one after the other, each within a budget; a context manager.

    It is started with the first job, started anew after it was lost, and ends with its parent,
    however that ends. `warm_up` names a function, module:function, that it calls first.
    """

    def __init__(self, budget: Budget, warm_up: str = "") -> None:
        self._budget = budget
        self._warm_up = warm_up
        self._process: subprocess.Popen[bytes] | None = None
        self._killed = False
        self._working = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def do(self, function: str, *given: Any, share: float = 1.0) -> Iterator[Any]:
        """Call a function in the worker, named module:function, and yield what it yields.

        Until each of its results it has the budget's time, `share` times. Raises Lost where it
        took more, or more memory, or ended in another way, InterruptedError after `kill`; what the
        function raises is raised.
        """
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            job = (function, given, self._budget.seconds * share)
            self._working = True
            write_frame(cast("Any", process.stdin), job)
            while True:
                kind, result = read_frame(cast("Any", process.stdout))
                self._working = kind not in (DONE, RAISED)
                if kind == GIVEN:
                    yield result
                elif kind == DONE:
                    return
                else:
                    break
        except (EOFError, OSError):
            kind, result = "", None
        except GeneratorExit:  # nobody wants the rest, which would stand before the next answer
            self.close()
            raise
        if kind == RAISED:
            raise result
        raise Lost(self._why(kind, share))

    def kill(self) -> None:
        """End the process at once, and begin no other."""
        self._killed = True
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.kill()

    def close(self) -> None:
        """End the process and wait for it, or leave it to the next worker (see `kept_warm`)."""
        process, self._process = self._process, None
        if process is None:
            return
        worth = bool(self._warm_up) and not self._working and not self._killed
        if not (worth and _WAITING.offer(self._kind(), process)):
            _end(process)
        self._working = False

    def _kind(self) -> object:
        """Return what a process has to have in common with this worker's own."""
        settings = sorted(one for one in os.environ.items() if one[0].startswith("SERVANDA_"))
        return self._budget.megabytes, self._warm_up, tuple(sys.path), tuple(settings)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._killed:
            raise InterruptedError
        if self._process is None:
            self._process = _WAITING.take(self._kind())
        if self._process is None:
            told = [json.dumps(sys.path), str(self._budget.megabytes), self._warm_up]
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [sys.executable, "-c", _PROGRAM, *told],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_ONE_THREAD | os.environ,
            )
        return self._process

    def _why(self, kind: str, share: float) -> str:
        """Say why the process ended; it is gone after this."""
        process = self._process
        assert process is not None
        if kind != FULL:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5.0)
        code = process.poll()
        self.close()
        if kind == FULL:
            return f"it takes more than {self._budget.megabytes} MB of memory"
        if code == -getattr(signal, "SIGPROF", 0):
            return f"it takes more than {self._budget.seconds * share:g} s of processor time"
        name = signal.Signals(-code).name if code and code < 0 else f"status {code}"
        return f"reading it ended the process that did it ({name})"


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
