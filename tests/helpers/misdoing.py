"""Jobs for workers in the tests: some do what they should, others what no report should make them do."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Iterator

from servanda.errors import UsageError


def warm_up() -> None:
    """Stand for what takes long to load."""


def count(upto: int) -> Iterator[int]:
    yield from range(upto)


def number() -> Iterator[int]:
    yield os.getpid()


def echo(data: bytes) -> Iterator[bytes]:
    yield data


def spin() -> Iterator[int]:
    while True:
        pass
    yield 0


def match() -> Iterator[int]:
    """Look for what is not there, in one call that no handler of Python's can break off."""
    re.match(r"(a|a)*$", "a" * 60 + "b")
    yield 0


def fill() -> Iterator[int]:
    kept = []
    while True:
        kept.append(bytearray(1_000_000))
    yield 0


def fill_up() -> Iterator[int]:
    """Fill the last corner too, so that no room is left to say so."""
    kept: list[object] = _KEPT
    size = 1_000_000
    while True:
        try:
            kept.append(bytearray(size))
        except MemoryError:
            if size < 16:
                raise
            size //= 2
    yield 0


_KEPT: list[object] = []


def crash() -> Iterator[int]:
    ctypes.string_at(1)
    yield 0


def leave() -> Iterator[int]:
    os._exit(3)
    yield 0


def recurse() -> Iterator[int]:
    yield from recurse()


def refuse() -> Iterator[int]:
    raise UsageError("subject", "reason", "remedy")
    yield 0


def sleep(seconds: float) -> Iterator[float]:
    time.sleep(seconds)
    yield seconds


def work(times: int, seconds: float) -> Iterator[int]:
    for one in range(times):
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        yield one


def chatter() -> Iterator[str]:
    sys.stdout.write("chatter\n")
    sys.stdout.flush()
    yield "answer"


def each(items: list[str]) -> Iterator[str]:
    """Give one result for each item: "spin" takes for ever, "leave" ends the process, "parent" the one that began it."""
    for item in items:
        if item == "spin":
            yield from map(str, spin())
        if item == "leave":
            os._exit(3)
        if item == "parent":
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(60)
        if item == "raise":
            raise UsageError("subject", "reason")
        yield item.upper()


def slowly(items: list[str]) -> Iterator[str]:
    """Give one result for each item, each after a while."""
    for item in items:
        time.sleep(0.05)
        yield item.upper()
