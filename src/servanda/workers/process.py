"""The parent's side: a worker that is started when it is needed, and again when it was lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Self, cast

from servanda.workers.budget import Budget
from servanda.workers.frames import read_frame, write_frame
from servanda.workers.serving import DONE, FULL, GIVEN, RAISED

__all__ = ["Lost", "Worker"]

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
            write_frame(cast("Any", process.stdin), job)
            while True:
                kind, result = read_frame(cast("Any", process.stdout))
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
        """End the process and wait for it."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._killed:
            raise InterruptedError
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
