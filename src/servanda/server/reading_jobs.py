"""Reading in the background: what was added is read one job after another, with progress and cancel.

A job is kept in memory with what came of it; the reports themselves are in the record as soon as each
is read. Reading goes on in workers within a budget, so no text can take the server.
"""

from __future__ import annotations

import contextlib
import queue
import re
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from servanda.errors import InputError, NotFoundError, ServandaError, UsageError
from servanda.model import RawItem
from servanda.server.failures import TooMuchError

if TYPE_CHECKING:
    from servanda.pipeline import Summary
    from servanda.store import Record

__all__ = ["Job", "JobState", "ReadingJobs", "pasted", "safe_name"]


_KEPT = 50  # jobs that are remembered
_WAITING = 20  # jobs that may wait
_NAME = 100  # characters of a report's name


class JobState(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in (JobState.DONE, JobState.CANCELLED, JobState.FAILED)


@dataclass(slots=True)
class Job:
    """Something to read, and what came of it so far. `version` goes up with every change."""

    id: str
    author: str
    what: str
    made: datetime
    state: JobState = JobState.WAITING
    done: int = 0
    total: int | None = None
    now: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    summary: Summary | None = None
    refused: list[ServandaError] = field(default_factory=list)
    version: int = 0
    cancelled: bool = False


class _StoppedError(Exception):
    """Somebody cancelled the job."""


Items = Callable[[Path], Iterator[RawItem | InputError]]
"""What a job reads, given an empty folder of its own."""


class ReadingJobs:
    """The jobs of a server; one is read at a time, by one thread."""

    def __init__(
        self, record: Record, *, now: Callable[[], datetime], private: bool = False
    ) -> None:
        self._record = record
        self._now = now
        self._private = private
        self._jobs: dict[str, Job] = {}
        self._queue: queue.SimpleQueue[tuple[Job, Items] | None] = queue.SimpleQueue()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    # -- asking ------------------------------------------------------------------------------

    def all(self) -> list[Job]:
        """Return the jobs, the newest first."""
        with self._changed:
            return list(reversed(self._jobs.values()))

    def get(self, identity: str) -> Job:
        """Return one job. Raises NotFoundError."""
        job = self._jobs.get(identity)
        if job is None:
            reason = "there is no such reading, or the server was started again since"
            raise NotFoundError("the reading", reason, "see the reports: /reports")
        return job

    def wait(self, job: Job, version: int, seconds: float) -> int:
        """Wait until a job has changed since a version, or some seconds; return the version now."""
        with self._changed:
            self._changed.wait_for(lambda: job.version != version, seconds)
            return job.version

    def settle(self) -> None:
        """Bring the record's index up to date in the background, where it is behind."""
        if self._record.index.stale():
            threading.Thread(target=self._settle, name="settling", daemon=True).start()

    def _settle(self) -> None:
        from servanda.indexing.update import update_index

        with contextlib.suppress(ServandaError):  # one that may only be read is asked as it is
            update_index(self._record)

    # -- adding ------------------------------------------------------------------------------

    def add_items(self, items: Sequence[RawItem], what: str, author: str) -> Job:
        """Read items that are there already, such as pasted text."""
        return self._add(lambda _: iter(items), what, author, len(items))

    def add_files(self, files: Sequence[tuple[str, bytes]], author: str) -> Job:
        """Read files, given as their names and bytes. Raises UsageError where there is none."""
        if not files:
            raise UsageError("files", "there is none", "choose one")

        def items(folder: Path) -> Iterator[RawItem | InputError]:
            from servanda.sources import open_path

            for number, (name, data) in enumerate(files):
                place = folder / str(number)
                place.mkdir()
                path = place / safe_name(name)
                path.write_bytes(data)
                yield from open_path(path)

        names = ", ".join(safe_name(name) for name, _ in files[:3])
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        return self._add(items, names + more, author, None)

    def add_address(self, address: str, author: str) -> Job:
        """Fetch and read a page or a feed. Raises UsageError where it is no web address."""
        from servanda.sources.address_secrets import without_secrets
        from servanda.sources.web import is_address

        address = address.strip()
        if not is_address(address):
            remedy = "give one that begins with https:// or http://"
            raise UsageError(address[:100] or "address", "this is no web address", remedy)

        def items(folder: Path) -> Iterator[RawItem | InputError]:
            from servanda.sources import open_path

            yield from open_path(address, private=self._private)

        return self._add(items, without_secrets(address), author, None)

    def cancel(self, job: Job) -> None:
        """Stop a job as soon as the report in hand is read; what was read stays."""
        job.cancelled = True
        self._tell(job)

    def close(self) -> None:
        """Stop after the report in hand."""
        for job in self.all():
            job.cancelled = True
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(timeout=10)

    # -- within ------------------------------------------------------------------------------

    def _add(self, items: Items, what: str, author: str, total: int | None) -> Job:
        job = Job(secrets.token_hex(8), author, what, self._now(), total=total)
        with self._changed:
            waiting = sum(not one.state.over for one in self._jobs.values())
            if waiting >= _WAITING:
                reason = f"{waiting} readings are waiting already"
                raise TooMuchError("the reading", reason, "wait until some are done")
            self._jobs[job.id] = job
            for old in [one for one in self._jobs.values() if one.state.over][:-_KEPT]:
                del self._jobs[old.id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
                self._thread.start()
        self._queue.put((job, items))
        return job

    def _run(self) -> None:
        while (found := self._queue.get()) is not None:
            job, items = found
            try:
                self._read(job, items)
            except _StoppedError:
                job.state = JobState.CANCELLED
            except ServandaError as error:
                job.refused.append(error)
                job.state = JobState.FAILED
            except Exception as error:  # noqa: BLE001 - the thread must outlive a job that fails
                reason = f"reading failed: {type(error).__name__}"
                job.refused.append(InputError(job.what, reason, "please report this as a defect"))
                job.state = JobState.FAILED
            self._tell(job)

    def _read(self, job: Job, items: Items) -> None:
        from servanda.pipeline import put_items, redate
        from servanda.workers import Budget

        if job.cancelled:
            raise _StoppedError
        job.state = JobState.READING
        self._tell(job)

        def advance(done: int, total: int | None, name: str) -> None:
            job.done, job.now = done, name
            self._tell(job)
            if job.cancelled:
                raise _StoppedError

        with tempfile.TemporaryDirectory(prefix="servanda-") as folder:
            try:
                job.summary = put_items(
                    self._noted(job, items(Path(folder))),
                    self._record,
                    at=self._now,
                    total=job.total,
                    on_progress=advance,
                    budget=Budget(),
                )
            except _StoppedError:
                redate(self._record, at=self._now())
                raise
        job.refused = list(job.summary.refused)
        job.state, job.now = JobState.DONE, ""

    def _noted(
        self, job: Job, items: Iterator[RawItem | InputError]
    ) -> Iterator[RawItem | InputError]:
        """Note what each item is called, so that its report can be led to."""
        for item in items:
            if job.cancelled:
                raise _StoppedError
            if isinstance(item, RawItem):
                job.reports.append((item.name, item.origin))
            yield item

    def _tell(self, job: Job) -> None:
        with self._changed:
            job.version += 1
            self._changed.notify_all()


_UNSAFE = re.compile(r"[^\w.\- ()]+")
_WORD = re.compile(r"[^\W_]+")
_FIRST, _WORDS, _BEGINNING = 400, 8, 60  # characters looked at, words and characters of a name
_MARK = 6


def safe_name(name: str) -> str:
    """Make a file's name of what somebody calls it: no folder, no control, not too long."""
    last = PurePath(name.replace("\\", "/")).name
    bare = _UNSAFE.sub("-", last).strip(" .-")
    with contextlib.suppress(ValueError):
        at = bare.rindex(".")
        if len(bare) > _NAME:
            bare = bare[: _NAME - len(bare[at:][:10])] + bare[at:][:10]
    return bare[:_NAME] or "report.txt"


def _named_by(text: str, mark: str) -> str:
    """Name a text by the words it begins with, and the end of a mark of its own.

    A report without a headline goes by its name wherever it is listed.
    """
    words = _WORD.findall(text[:_FIRST])
    few = safe_name(" ".join(words[:_WORDS])[:_BEGINNING].strip()) if words else "pasted"
    return f"{few} {mark[-_MARK:]}.txt"


def pasted(text: str, name: str, published: str, title: str, url: str) -> RawItem:
    """Make an item of text that somebody pasted. Raises UsageError where there is none."""
    from servanda.model import digest

    if not text.strip():
        raise UsageError("text", "there is none", "paste the words of a report")
    stated = {"title": title.strip(), "published": published.strip(), "url": url.strip()}
    metadata = {key: value for key, value in stated.items() if value}
    called = safe_name(name) if name.strip() else _named_by(text, digest("pasted", text))
    data = text.encode("utf-8", "replace")
    return RawItem(called, data, "text/plain", "pasted", {**metadata, "encoding": "utf-8"})
