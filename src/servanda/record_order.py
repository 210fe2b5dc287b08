"""Long lists in order: how many entries they have, and the ids of a part of them.

Where the index has what puts a list in order, its database counts the entries and gives a part; else the
order of all has been worked out, and is kept by whoever asks for one part after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from servanda.export.narrowing import with_status

if TYPE_CHECKING:
    from servanda.store.index.day_lists import DayList, EntityList

__all__ = ["InOrder", "KnownOrder", "StoredDay", "StoredKind"]


class InOrder(Protocol):
    """A list in order; `status` keeps what has one, or one of several with commas between."""

    @property
    def size(self) -> int:
        """How many items it takes to keep this."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many entries there are of each status; "" where they have none."""

    def part(
        self, start: int, most: int, *, status: str | None = None, after: str = ""
    ) -> Sequence[str]:
        """Return the ids of so many entries: those that follow one, or a place where that is not there."""


@dataclass(frozen=True)
class KnownOrder:
    """All entries of a list, each as its id and its status."""

    entries: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, ids: Iterable[str]) -> KnownOrder:
        """Make it of entries that have no status."""
        return cls([(one, "") for one in ids])

    @property
    def size(self) -> int:
        """How many items it takes to keep this."""
        return len(self.entries)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many entries there are of each status."""
        return Counter(status for _, status in self.entries)

    def part(
        self, start: int, most: int, *, status: str | None = None, after: str = ""
    ) -> Sequence[str]:
        """Return the ids of so many entries."""
        ids = [one for one, said in self.entries if with_status(said, status)]
        places = [place for place, one in enumerate(ids, 1) if one == after] if after else []
        begin = places[0] if places else start
        return ids[begin : begin + most]


@dataclass(frozen=True, slots=True)
class StoredDay:
    """What stands on a day, by the index alone; `urgent` says how early each status stands, where it matters."""

    found: DayList
    counts: Mapping[str, int]
    urgent: Mapping[str, int] | None = None
    size: int = 10

    def part(
        self, start: int, most: int, *, status: str | None = None, after: str = ""
    ) -> Sequence[str]:
        """Return the ids of so many entries."""
        wanted = [one for one in self.counts if with_status(one, status)]
        if not wanted:
            return ()
        return self.found.part(wanted, start, most, after=after, urgent=self.urgent)


@dataclass(frozen=True, slots=True)
class StoredKind:
    """The entities of a kind, by the index alone: they have no status of which the index knows."""

    found: EntityList
    counts: Mapping[str, int]
    size: int = 10

    def part(
        self, start: int, most: int, *, status: str | None = None, after: str = ""
    ) -> Sequence[str]:
        """Return the ids of so many entries."""
        del status
        return self.found.part(start, most, after=after)
