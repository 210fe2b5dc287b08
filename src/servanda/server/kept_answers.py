"""What was worked out for an address is kept while the record stays as it is, so that its next page is quick.

Nothing here says who asked: what is kept follows from the record and the question alone, and whoever
asks has been let in before.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.server.answer_tags import state_of

if TYPE_CHECKING:
    from servanda.server.visit import Visit

__all__ = ["KeptAnswers", "kept_for"]


T = TypeVar("T")

_MOST = 400_000  # items of all answers: ids of some seventy bytes each
_PAGE = 8_000
"""What a page takes of that: its picture, and the rows of its tables."""


class KeptAnswers:
    """Lists of ids and the like, the last that were asked for; threads may share them."""

    def __init__(self, most: int = _MOST) -> None:
        """Keep at most so many items of all answers together."""
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._items = 0
        self._lock = Lock()

    def get(
        self, question: Hashable, make: Callable[[], T], size: Callable[[T], int] = lambda _: _PAGE
    ) -> T:
        """Return the answer to a question, which names the state of the record too; make it if need be.

        `size` says how many items an answer takes. Whoever gets it changes nothing in it.
        """
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                found: T = self._kept[question][0]
                return found
        made = make()  # others go on meanwhile; who asks the same at once makes the same
        items = size(made)
        with self._lock:
            if question not in self._kept:
                self._kept[question] = made, items
                self._items += items
            while self._items > self._most:
                _, (_, gone) = self._kept.popitem(last=False)
                self._items -= gone
        return made


def kept_for(
    visit: Visit,
    make: Callable[[], T],
    size: Callable[[T], int] = lambda _: _PAGE,
    *,
    whatever: Collection[str] = (),
    what: str = "",
) -> T:
    """Give what an address comes to as long as the record stays as it is; `make` makes it first.

    `whatever` names parameters that it does not depend on, `what` tells apart two answers to one
    address. It must follow from the record, the moment and the address alone, not from who asks.
    """
    visit.desk.settling.wait()
    given = visit.request.query_params.multi_items()
    asked = tuple(sorted(one for one in given if one[0] not in whatever))

    def noted() -> tuple[T, list[str]]:
        before = len(visit.notes)
        made = make()
        return made, visit.notes[before:]

    known = len(visit.notes)
    question = (*state_of(visit), visit.request.url.path, asked, what)
    made, notes = visit.desk.kept.get(question, noted, lambda both: size(both[0]))
    visit.notes[known:] = notes
    return made
