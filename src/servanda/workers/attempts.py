"""A batch of items done by one worker: together, and where that fails one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from servanda.workers.process import Lost, Worker

__all__ = ["attempts"]


def attempts(worker: Worker, function: str, batch: Sequence[Any]) -> Iterator[tuple[bool, Any]]:
    """Yield for each item of a batch its result, or that the worker is lost over it, and why.

    `function` is module:function and gives one result for each item. Where the worker is lost over
    the batch, the items that have no result yet are tried again, each alone. What the function raises is
    raised.
    """
    done = 0
    try:
        for result in worker.do(function, batch, share=len(batch)):
            yield True, result
            done += 1
    except Lost as lost:
        if len(batch) == 1:
            yield False, str(lost)
            return
        for item in batch[done:]:
            yield _alone(worker, function, item)


def _alone(worker: Worker, function: str, item: Any) -> tuple[bool, Any]:
    try:
        return True, next(iter(list(worker.do(function, [item]))))
    except Lost as lost:
        return False, str(lost)
