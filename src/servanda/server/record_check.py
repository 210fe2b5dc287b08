"""The whole record proved in the background: a process of its own reads it, and what it found is remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from servanda.errors import ServandaError
from servanda.workers.budget import Budget
from servanda.workers.process import Lost, Worker

if TYPE_CHECKING:
    from servanda.store import Problem, Record

__all__ = ["CheckState", "Checked", "RecordCheck", "problems_of"]


_BUDGET = Budget(seconds=3_600.0, megabytes=4_000)


class CheckState(StrEnum):
    """How far a check has come."""

    NEVER = "never"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the last check found; `mark` is that of the record when it began, `reason` why it failed."""

    state: CheckState = CheckState.NEVER
    author: str = ""
    begun: datetime | None = None
    ended: datetime | None = None
    mark: str = ""
    problems: tuple[Problem, ...] = ()
    reason: str = ""


class RecordCheck:
    """Proves the record that a desk serves, one check at a time."""

    def __init__(self, record: Record, *, now: Callable[[], datetime]) -> None:
        self._record = record
        self._now = now
        self._lock = threading.Lock()
        self._last = Checked()
        self._worker: Worker | None = None

    @property
    def last(self) -> Checked:
        """The check that goes on, else the last one."""
        return self._last

    def begin(self, author: str) -> Checked:
        """Begin a check, unless one goes on; return it."""
        with self._lock:
            if self._last.state is not CheckState.CHECKING:
                mark = self._record.mark()
                self._last = Checked(CheckState.CHECKING, author, self._now(), None, mark)
                self._worker = Worker(_BUDGET)
                threading.Thread(target=self._run, args=(self._worker,), daemon=True).start()
            return self._last

    def _run(self, worker: Worker) -> None:
        function, url = f"{problems_of.__module__}:{problems_of.__name__}", self._record.url
        try:
            found = replace(
                self._last, state=CheckState.DONE, problems=tuple(worker.do(function, url))
            )
        except InterruptedError:
            found = replace(self._last, state=CheckState.FAILED, reason="the server was stopped")
        except (Lost, ServandaError) as error:
            found = replace(self._last, state=CheckState.FAILED, reason=str(error))
        finally:
            worker.close()
        self._last = replace(found, ended=self._now())

    def close(self) -> None:
        """End a check that goes on."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill()


def problems_of(url: str) -> Iterator[Problem]:
    """Prove the record at an address, in a process of its own: every span, reference and hash."""
    from servanda.store import open_record

    with open_record(url, create=False) as record:
        yield from record.check()
