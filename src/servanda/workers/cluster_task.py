"""The side of a cluster's worker: does a batch in a process of its own, which a report may take with it.

Dask loads this module as a preload where servanda starts the workers itself (`dask_setup`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from servanda.errors import ClusterError
from servanda.fingerprint import fingerprint
from servanda.workers.attempts import attempts
from servanda.workers.budget import Budget
from servanda.workers.process import Worker

__all__ = ["dask_setup", "do_batch", "must_be_alike"]


_REMEDY = "install the same servanda, with the same packages, on all machines"
_own = threading.local()


def do_batch(
    function: str, batch: Sequence[Any], budget: Budget, warm_up: str, wanted: Mapping[str, str]
) -> list[tuple[bool, Any]]:
    """Do a batch; see `servanda.workers.attempts`. Raises ClusterError where this worker is unlike `wanted`."""
    must_be_alike(fingerprint(), wanted, _name())
    made: tuple[Budget, str, Worker] | None = getattr(_own, "made", None)
    if made is None or made[:2] != (budget, warm_up):
        if made is not None:
            made[2].close()
        _own.made = made = (budget, warm_up, Worker(budget, warm_up))
    return list(attempts(made[2], function, batch))


def must_be_alike(here: Mapping[str, str], wanted: Mapping[str, str], name: str) -> None:
    """Raise ClusterError about the worker `name` unless it reads with what the writer has."""
    other = {key for key in {*here, *wanted} if here.get(key) != wanted.get(key)}
    if other:
        told = "; ".join(
            f"{key} {here.get(key, 'missing')} instead of {wanted.get(key, 'none')}"
            for key in sorted(other)
        )
        raise ClusterError(name, f"this worker would read otherwise: {told}", _REMEDY)


def _name() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def dask_setup(worker: Any) -> None:
    """Leave an interrupt from the keyboard to the process that started all of them."""
    del worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
