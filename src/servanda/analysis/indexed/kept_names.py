"""All ways in which the reports of a record name people, sorted once and kept up as reports come and change."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from servanda.resolution.person_mentions import Alias
from servanda.resolution.persons.alias_index import AliasIndex

if TYPE_CHECKING:
    from servanda.store import Record
    from servanda.store.index.entity_rows import NameRow

__all__ = ["KeptNames", "alias_of"]


def alias_of(name: NameRow) -> Alias:
    """Return a way of naming somebody as it is compared with others."""
    return Alias(name[0], name[1] or None, name[2] or None, name[3])


class KeptNames:
    """The names of an open record, for a program that asks again and again. Threads may share it."""

    def __init__(self, record: Record) -> None:
        """Take an open record; nothing is looked up yet."""
        self._record = record
        self._lock = Lock()
        self._mark: str | None = None
        self._names: frozenset[NameRow] = frozenset()
        self._index = AliasIndex()

    def aliases(self) -> AliasIndex:
        """Return the names that reports use, as the index has them; whoever gets them changes nothing."""
        mark = self._record.mark()
        with self._lock:
            if mark != self._mark:
                self._renew(self._record.entities.names())
                self._mark = mark
            return self._index

    def _renew(self, names: frozenset[NameRow]) -> None:
        if names == self._names:
            return
        index = self._index.copy()  # others may be looking at the one before
        for one in self._names - names:
            index.remove(alias_of(one))
        for one in names - self._names:
            index.add(alias_of(one))
        self._index, self._names = index, names
