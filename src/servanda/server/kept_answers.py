"""What was worked out for an address is kept while the record stays as it is, so that its next page is quick.

Nothing here says who asked: what is kept follows from the record and the question alone, and whoever
asks has been let in before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from threading import Lock
from typing import TypeVar

__all__ = ["KeptAnswers"]


T = TypeVar("T", bound=Sized)

_MOST = 400_000  # items of all answers: ids of some seventy bytes each


class KeptAnswers:
    """Lists of ids and the like, the last that were asked for; threads may share them."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many items of all lists together."""
        self._most = most
        self._kept: OrderedDict[Hashable, Sized] = OrderedDict()
        self._items = 0
        self._lock = Lock()

    def get(self, question: Hashable, make: Callable[[], T]) -> T:
        """Return the answer to a question, which names the state of the record too; make it if need be."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]  # type: ignore[return-value] # one question, one type
        made = make()  # others go on meanwhile; who asks the same at once makes the same
        with self._lock:
            if question not in self._kept:
                self._kept[question] = made
                self._items += len(made)
            while self._items > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._items -= len(oldest)
        return made
