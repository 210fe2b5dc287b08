"""What was looked at in reports, worked out in a worker when somebody asks, and remembered for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from servanda.errors import InputError
from servanda.model import Report
from servanda.server.failures import TooMuchError
from servanda.workers.budget import Budget
from servanda.workers.process import Lost, Worker

__all__ = ["Explainer"]


_KEPT = 30  # reports whose candidates are remembered
_WAITING = 3  # requests that may wait for the worker
_IDLE = 180.0  # seconds after which a worker that nobody asks ends


class Explainer:
    """Explains one report after the other, each within the budget of reading."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()
        self._worker = Worker(Budget(), "servanda.pipeline:warm_up")
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(_WAITING)
        self._end: threading.Timer | None = None

    def candidates(self, report: Report) -> list[dict[str, Any]]:
        """Give every candidate of a report, which bears the date that its own words give it.

        Raises InputError where it takes too long, TooMuchError where others wait already.
        """
        if report.id in self._known:
            return self._known[report.id]
        if not self._places.acquire(blocking=False):
            raise TooMuchError("the explanation", "others wait for theirs", "try again in a moment")
        try:
            with self._turn:
                return self._known.get(report.id) or self._worked_out(report)
        finally:
            self._places.release()

    def _worked_out(self, report: Report) -> list[dict[str, Any]]:
        if self._end is not None:
            self._end.cancel()
        try:
            (found,) = self._worker.do("servanda.explaining:explain_stored", [report])
        except Lost as lost:
            raise InputError(report.name, str(lost), "see the words of its claims") from None
        self._end = threading.Timer(_IDLE, self._rest)
        self._end.daemon = True
        self._end.start()
        self._known[report.id] = found
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        rows: list[dict[str, Any]] = found
        return rows

    def _rest(self) -> None:
        """End the worker, unless it is asked right now."""
        if self._turn.acquire(blocking=False):
            try:
                self._worker.close()
            finally:
                self._turn.release()

    def close(self) -> None:
        """End the worker."""
        if self._end is not None:
            self._end.cancel()
        self._worker.close()
