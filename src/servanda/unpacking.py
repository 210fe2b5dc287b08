"""Pages, documents and feeds taken apart: in a worker, as their markup is other people's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from servanda.cleaning.assembly import is_markup, prepare, text_of
from servanda.errors import InputError, UndecodableError
from servanda.model import RawItem
from servanda.sources.feeds import from_feed
from servanda.workers.budget import Budget
from servanda.workers.process import Lost, Worker

__all__ = ["Unpacking", "prepared"]

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
        if self._worker is None or not is_markup(item):
            return next(prepared(item))
        return next(self._apart("servanda.unpacking:prepared", item.origin, item))  # type: ignore[no-any-return]

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


def prepared(item: RawItem) -> Iterator[tuple[RawItem, str] | InputError]:
    """Yield an item of plain text with the text of its report, or what is wrong with it."""
    try:
        found = prepare(item)
        yield found, text_of(found)
    except InputError as error:
        yield error
