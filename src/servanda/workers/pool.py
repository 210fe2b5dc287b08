"""Several workers at once: batches of items in, one result for each item out, in their order."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from servanda.workers.attempts import attempts
from servanda.workers.budget import Budget
from servanda.workers.process import Worker

__all__ = ["Pool"]

_AHEAD = 4  # batches in flight for each worker; enough to keep it busy, few enough to lose little
_END = object()


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class Pool:
    """Workers that do one function; a context manager that ends them all.

    Each worker has a thread of this process that speaks with it and starts it anew when it is lost.
    """

    def __init__(self, processes: int, budget: Budget, warm_up: str = "") -> None:
        self._processes = processes
        self._budget = budget
        self._warm_up = warm_up
        self._own = threading.local()
        self._workers: list[Worker] = []
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        for worker in self._workers:
            worker.close()

    def results(
        self,
        function: str,
        batches: Iterator[Sequence[Any]],
        refused: Callable[[Any, str], Any],
    ) -> Iterator[Any]:
        """Yield the results of a function, module:function, that gives one for each item of a batch.

        Where a worker is lost over a batch, its items are tried again one by one; for an item over
        which it is lost alone, the result is what `refused` makes of the item and the reason. What
        the function raises is raised.
        """
        waiting: deque[queue.SimpleQueue[Any]] = deque()
        # A single worker gives what it has read before more is asked of a source that may keep one waiting.
        ahead = self._processes * _AHEAD if self._processes > 1 else 1
        with ThreadPoolExecutor(self._processes) as threads:
            try:
                while True:
                    while len(waiting) < ahead:
                        batch = next(batches, None)
                        if batch is None:
                            break
                        waiting.append(queue.SimpleQueue())
                        threads.submit(self._feed, function, batch, refused, waiting[-1])
                    if not waiting:
                        return
                    yield from _received(waiting.popleft())
            except BaseException:
                self._stop()
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def _feed(
        self,
        function: str,
        batch: Sequence[Any],
        refused: Callable[[Any, str], Any],
        results: queue.SimpleQueue[Any],
    ) -> None:
        """Have one batch done by this thread's worker."""
        try:
            for item, (good, result) in zip(
                batch, attempts(self._worker(), function, batch), strict=True
            ):
                results.put(result if good else refused(item, result))
        except BaseException as error:  # noqa: BLE001 - the caller's thread raises it
            results.put(_Raised(error))
        finally:
            results.put(_END)

    def _worker(self) -> Worker:
        if self._stopped:
            raise InterruptedError
        if not hasattr(self._own, "worker"):
            self._own.worker = Worker(self._budget, self._warm_up)
            self._workers.append(self._own.worker)
        worker: Worker = self._own.worker
        return worker

    def _stop(self) -> None:
        self._stopped = True
        for worker in self._workers:
            worker.kill()


def _received(results: queue.SimpleQueue[Any]) -> Iterator[Any]:
    while (result := results.get()) is not _END:
        if isinstance(result, _Raised):
            raise result.error
        yield result
