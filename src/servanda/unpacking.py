"""Pages, documents and feeds taken apart: in a worker, as their markup is other people's."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol, Self, TypeGuard

from servanda.cleaning.assembly import is_markup, prepare, text_of
from servanda.errors import InputError, UndecodableError
from servanda.model import RawItem
from servanda.sources.feeds import from_feed
from servanda.stopwatch import stage
from servanda.workers.budget import Budget
from servanda.workers.process import Lost, Worker

__all__ = ["Doers", "Unpacking", "prepared", "prepared_by", "prepared_each"]

_BATCH = 16  # pages taken apart in one go
_EACH = "servanda.unpacking:prepared_each"
_REMEDY = "save its text as plain text"


class Unpacking:
    """Takes markup off, within a budget where there is one; a context manager.

    The worker is started with the first page or feed. Plain text needs none.
    """

    def __init__(self, budget: Budget | None) -> None:
        self._worker = Worker(budget) if budget is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker is not None:
            self._worker.close()

    def prepared(self, item: RawItem) -> tuple[RawItem, str] | InputError:
        """Take the markup off an item, and return it with the text that its report will have."""
        with stage("clean"):
            if self._worker is None or not is_markup(item):
                return next(prepared(item))
            return next(self._apart("servanda.unpacking:prepared", item.origin, item))  # type: ignore[no-any-return]

    def each(
        self, items: Iterable[RawItem | InputError]
    ) -> Iterator[tuple[RawItem, str] | InputError]:
        """Do so for each of many items; errors among them pass through."""
        for item in items:
            yield item if isinstance(item, InputError) else self.prepared(item)

    def feed(self, data: bytes, name: str, origin: str) -> Iterator[RawItem | InputError]:
        """Read the entries of a feed; see `servanda.sources.feeds.from_feed`."""
        if self._worker is None:
            return from_feed(data, name, origin)
        return self._apart("servanda.sources.feeds:from_feed", origin, data, name, origin)

    def _apart(self, function: str, subject: str, *given: Any) -> Iterator[Any]:
        """Have a function done in the worker; where it is lost, that is the last result."""
        assert self._worker is not None
        results: list[Any] = []
        try:
            results.extend(self._worker.do(function, *given))
        except Lost as lost:
            results.append(UndecodableError(subject, str(lost), _REMEDY))
        return iter(results)


class Doers(Protocol):
    """Workers to which batches can be given before the results of earlier ones are taken."""

    def ahead(self) -> int:
        """Return how many batches keep all of them busy."""
        ...

    def begin(
        self, function: str, batch: Sequence[Any], refused: Callable[[Any, str], Any]
    ) -> Iterator[Any]:
        """Have a batch done; return what yields a result for each item of it, in order."""
        ...


def prepared_by(
    doers: Doers, items: Iterable[RawItem | InputError]
) -> Iterator[tuple[RawItem, str] | InputError]:
    """Take the markup off items by several workers; yield in order what `Unpacking.prepared` returns.

    Errors among the items pass through, and so does plain text, which needs no worker.
    """
    source = iter(items)
    waiting: deque[tuple[list[RawItem | InputError], Iterator[Any]]] = deque()
    while True:
        while len(waiting) < doers.ahead() and (batch := list(islice(source, _BATCH))):
            pages = [one for one in batch if _is_page(one)]
            waiting.append((batch, doers.begin(_EACH, pages, _lost) if pages else iter(())))
        if not waiting:
            return
        batch, results = waiting.popleft()
        for one in batch:
            if isinstance(one, InputError):
                yield one
            else:
                yield next(results if _is_page(one) else prepared(one))


def _is_page(one: RawItem | InputError) -> TypeGuard[RawItem]:
    return isinstance(one, RawItem) and is_markup(one)


def _lost(item: RawItem, why: str) -> InputError:
    return UndecodableError(item.origin, why, _REMEDY)


def prepared_each(items: Sequence[RawItem]) -> Iterator[tuple[RawItem, str] | InputError]:
    """Do `prepared` for each item of a batch."""
    for item in items:
        yield from prepared(item)


def prepared(item: RawItem) -> Iterator[tuple[RawItem, str] | InputError]:
    """Yield an item of plain text with the text of its report, or what is wrong with it."""
    try:
        found = prepare(item)
        yield found, text_of(found)
    except InputError as error:
        yield error
