"""The worker's side: takes jobs from its parent, one after the other, and ends when the parent does."""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from servanda.workers.frames import read_frame, write_frame

__all__ = ["DONE", "FULL", "GIVEN", "RAISED", "main"]

GIVEN, DONE, RAISED, FULL = "given", "done", "raised", "full"
"""What a frame says of a job: one of its results, its end, an error of it, no memory left for it."""


def main() -> None:
    """Serve until standard input ends; the arguments are the memory in megabytes and a warm-up."""
    megabytes, warm_up = int(sys.argv[1]), sys.argv[2]
    incoming, outgoing = _own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and says what to do
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(incoming, jobs), daemon=True).start()
    if warm_up:
        with contextlib.suppress(Exception):  # what is broken is told by the first job
            _named(warm_up)()
    _limit_memory(megabytes)
    while True:
        _do(jobs.get(), outgoing)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes to the parent for frames alone; what a library prints goes to standard error."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return incoming, outgoing


def _take(incoming: BinaryIO, jobs: queue.SimpleQueue[Any]) -> None:
    """Take jobs as they come, so that the parent never waits, and end with the parent."""
    try:
        while True:
            jobs.put(read_frame(incoming))
    finally:
        os._exit(0)  # whatever is being done: nobody will hear of it


def _do(job: tuple[str, tuple[Any, ...], float], outgoing: BinaryIO) -> None:
    name, given, seconds = job
    try:
        _limit_time(seconds)
        for result in _results(_named(name), given):
            _limit_time(0.0)  # while it is written, nothing is cut off
            write_frame(outgoing, (GIVEN, result))
            _limit_time(seconds)
        _limit_time(0.0)
        write_frame(outgoing, (DONE, None))
    except MemoryError:
        _limit_time(0.0)
        _free_memory()
        _end(outgoing, FULL)
    except OSError:
        os._exit(0)
    except Exception as error:  # noqa: BLE001 - the parent raises it
        _limit_time(0.0)
        write_frame(outgoing, (RAISED, error))


def _end(outgoing: BinaryIO, why: str) -> None:
    """Say why and end: what is left in memory is not to be trusted with another job."""
    with contextlib.suppress(OSError, MemoryError):
        write_frame(outgoing, (why, None))
    os._exit(1)


def _results(function: Callable[..., Iterable[Any]], given: tuple[Any, ...]) -> Iterable[Any]:
    return function(*given)


def _named(name: str) -> Any:
    """Find a function by its name, written module:function."""
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def _limit_time(seconds: float) -> None:
    """Let the system end this process after so many seconds of processor time; 0: never.

    The system does it, not a handler: no pattern that runs away in C can put it off.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = megabytes * 1_000_000
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _free_memory() -> None:
    """Allow as much memory as before, so that there is room to say that it was used up."""
    with contextlib.suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
