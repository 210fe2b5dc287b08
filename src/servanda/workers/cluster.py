"""Workers on other machines, through Dask: batches of items in, one result for each item out, in order.

Each batch is a task. Where a worker goes, its tasks are done by another; a batch that takes worker after
worker with it is tried item by item, and an item that does so alone is named. A result is taken once,
so nothing is lost and nothing is there twice.
"""

from __future__ import annotations

import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from servanda.errors import ClusterError
from servanda.workers.budget import Budget
from servanda.workers.cluster_task import do_batch, must_be_alike

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

__all__ = ["Cluster", "is_cluster"]


_PLACE = re.compile(r"(?:tcp|tls|ucx|ws|wss)://[^\s]+|local:(?P<count>[1-9][0-9]?)")
_AHEAD = (
    3  # batches in flight for each thread: one in hand, one on its way, one for whoever is faster
)
_PATIENCE = 60.0  # seconds without any worker
_LOOK = 5.0  # seconds between two looks at who is there
_GOES_ON = "the same command goes on where this one stopped"


def is_cluster(place: str) -> bool:
    """Whether `place` names a cluster: `tcp://host:port`, `tls://host:port` or `local:N`."""
    return _PLACE.fullmatch(place) is not None


class Cluster:
    """The workers of a cluster that is running, or one of this machine's own; a context manager.

    `warm_up` names a function, module:function, that each process calls before its first job, and
    `alike` is what the fingerprint of every worker must be (`servanda.fingerprint`).
    """

    def __init__(
        self,
        place: str,
        budget: Budget,
        warm_up: str,
        alike: Mapping[str, str],
        *,
        patience: float = _PATIENCE,
    ) -> None:
        """Take what is needed; nothing is asked yet. `patience` is in seconds, without any worker."""
        self._place = place
        self._given = (budget, warm_up, dict(alike))
        self._patience = patience
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        self._threads = 0
        self._looked = 0.0

    def __enter__(self) -> Self:
        """Go to the cluster, wait for a worker, and see that all are alike.

        Raises ClusterError where there is none, or one that would read otherwise.
        """
        try:
            from distributed import Client
        except ImportError as error:
            remedy = "pip install 'servanda[cluster]'"
            raise ClusterError(
                self._place, "the package for clusters is missing", remedy
            ) from error
        try:
            self._client = Client(self._local_cluster() or self._place, timeout=self._patience)
        except (OSError, ValueError) as error:
            remedy = "check the address, and that dask scheduler runs there"
            raise ClusterError(self._place, f"no scheduler answers: {error}", remedy) from error
        try:
            self._wait_for_workers()
            self._compare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._client, self._local):
            if one is not None:
                one.close()

    def ahead(self) -> int:
        """Return how many batches keep all workers busy that are there by now."""
        if time.monotonic() - self._looked > _LOOK:
            self._threads = self._count() or self._threads
            self._looked = time.monotonic()
        return _AHEAD * max(1, self._threads)

    def begin(
        self, function: str, batch: Sequence[Any], refused: Callable[[Any, str], Any]
    ) -> Iterator[Any]:
        """Give a batch to a function, module:function; return what yields a result for each item.

        What `refused` makes of an item and a reason stands for the result of one that no worker
        survives. What the function raises is raised there. Raises ClusterError where all workers are
        gone.
        """
        future = self._submit(function, batch)
        return self._yielded(function, batch, future, refused)

    def results(
        self,
        function: str,
        batches: Iterator[Sequence[Any]],
        refused: Callable[[Any, str], Any],
    ) -> Iterator[Any]:
        """Yield the results of batches in their order, as `begin` does for each of them."""
        waiting: deque[Iterator[Any]] = deque()
        while True:
            while len(waiting) < self.ahead() and (batch := next(batches, None)) is not None:
                waiting.append(self.begin(function, batch, refused))
            if not waiting:
                return
            yield from waiting.popleft()

    def _submit(self, function: str, batch: Sequence[Any]) -> Future[Any]:
        assert self._client is not None
        # Not pure: the same batch given twice is to be done twice, and not looked up.
        return self._client.submit(do_batch, function, batch, *self._given, pure=False)

    def _yielded(
        self,
        function: str,
        batch: Sequence[Any],
        future: Future[Any],
        refused: Callable[[Any, str], Any],
    ) -> Iterator[Any]:
        """Wait for a batch; where it takes every worker with it, have its items done one by one."""
        from distributed.scheduler import KilledWorker

        try:
            found = self._result(future)
        except KilledWorker as error:
            if len(batch) == 1:
                count = error.allowed_failures + 1
                yield refused(batch[0], f"each of {count} processes that read it was killed")
                return
            for item in batch:
                yield from self.begin(function, [item], refused)
            return
        for item, (good, result) in zip(batch, found, strict=True):
            yield result if good else refused(item, result)

    def _result(self, future: Future[Any]) -> list[tuple[bool, Any]]:
        from concurrent.futures import CancelledError

        from distributed.comm import CommClosedError

        alone_since: float | None = None
        while True:
            try:
                found: list[tuple[bool, Any]] = future.result(timeout=_LOOK)
            except TimeoutError:
                now = time.monotonic()
                alone_since = None if self._count() else alone_since or now
                if alone_since is not None and now - alone_since > self._patience:
                    reason = f"no worker has been there for {self._patience:g} seconds"
                    raise ClusterError(self._place, reason, _GOES_ON) from None
            except (CancelledError, CommClosedError, OSError) as error:
                raise ClusterError(self._place, "the scheduler is gone", _GOES_ON) from error
            else:
                return found

    def _count(self) -> int:
        assert self._client is not None
        try:
            return sum(self._client.nthreads().values())
        except OSError as error:
            raise ClusterError(self._place, "the scheduler is gone", _GOES_ON) from error

    def _wait_for_workers(self) -> None:
        assert self._client is not None
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            reason = f"no worker came within {self._patience:g} seconds"
            remedy = f"start some: dask worker {self._place} --nthreads 1"
            raise ClusterError(self._place, reason, remedy) from None

    def _compare(self) -> None:
        """See that every worker that is there now reads with what we have; later ones see to it themselves."""
        from servanda.fingerprint import fingerprint

        assert self._client is not None
        told = self._client.run(fingerprint, on_error="return")
        for name, found in sorted(told.items()):
            if isinstance(found, BaseException):
                reason = f"this worker cannot read: {type(found).__name__}: {str(found)[:200]}"
                raise ClusterError(name, reason, "install servanda there")
            must_be_alike(found, self._given[2], name)

    def _local_cluster(self) -> LocalCluster | None:
        """Start workers on this machine where that is asked for."""
        asked = _PLACE.fullmatch(self._place)
        if asked is None:
            remedy = "write tcp://HOST:PORT, tls://HOST:PORT or local:N"
            raise ClusterError(self._place, "this is no cluster", remedy)
        if asked["count"] is None:
            return None
        from distributed import LocalCluster

        self._local = LocalCluster(
            n_workers=int(asked["count"]),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            memory_limit=0,  # each report has its budget
            silence_logs=logging.CRITICAL,
            preload="servanda.workers.cluster_task",
        )
        return self._local
