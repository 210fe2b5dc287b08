"""Where time goes: stages of work, each with the time spent in it and not in one within it.

Nothing is measured unless a stopwatch runs; then each stage costs a microsecond or two.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["OTHER", "Spent", "Stopwatch", "measured", "stage"]

_T = TypeVar("_T")

OTHER = "other"
"""The stage of what belongs to none."""


@dataclass(slots=True)
class Spent:
    """What a stage took: seconds of this process's processor, seconds that passed, and how often it began."""

    processor: float = 0.0
    elapsed: float = 0.0
    times: int = 0


@dataclass(slots=True)
class Stopwatch:
    """Measures what is done while it runs (`running`), of one thread."""

    stages: dict[str, Spent] = field(default_factory=dict)
    _stack: list[str] = field(default_factory=lambda: [OTHER])
    _last: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure from here on, until this ends."""
        self._last = _now()
        before = _watch.set(self)
        try:
            yield
        finally:
            _watch.reset(before)
            self._charge()

    def begin(self, name: str) -> None:
        """Begin a stage, within another or not."""
        self._charge()
        self._stack.append(name)
        self.stages.setdefault(name, Spent()).times += 1

    def end(self) -> None:
        """End the stage begun last."""
        self._charge()
        self._stack.pop()

    def _charge(self) -> None:
        """Give the time since the last look to the stage in hand."""
        now = _now()
        spent = self.stages.setdefault(self._stack[-1], Spent())
        spent.processor += now[0] - self._last[0]
        spent.elapsed += now[1] - self._last[1]
        self._last = now


_watch: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count what is done within as a stage, where a stopwatch runs."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    watch.begin(name)
    try:
        yield
    finally:
        watch.end()


def measured(name: str, items: Iterable[_T]) -> Iterator[_T]:
    """Yield items, and count what it takes to get each of them as a stage."""
    source = iter(items)
    while True:
        with stage(name):
            try:
                item = next(source)
            except StopIteration:
                return
        yield item
