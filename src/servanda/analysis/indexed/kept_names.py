"""Whom the reports of a record name, sorted once and kept up as reports come and change."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from servanda.resolution.person_mentions import Alias
from servanda.resolution.persons.roster import Roster

if TYPE_CHECKING:
    from servanda.store import Record
    from servanda.store.index.entity_rows import NameRow

__all__ = ["KeptNames", "alias_of"]


_MANY = 0.1
"""The share of the names that may come and go before it is quicker to begin anew."""


def alias_of(name: NameRow) -> Alias:
    """Return a way of naming somebody as it is compared with others."""
    return Alias(name[0], name[1] or None, name[2] or None, name[3])


class KeptNames:
    """The persons named in an open record, for a program that asks again and again. Threads may share it."""

    def __init__(self, record: Record) -> None:
        """Take an open record; nothing is looked up yet."""
        self._record = record
        self._lock = Lock()
        self._mark: str | None = None
        self._names: frozenset[NameRow] = frozenset()
        self._roster = Roster(())

    def roster(self) -> Roster:
        """Return all persons by the names that reports use, as the index has them."""
        mark = self._record.mark()
        with self._lock:
            if mark != self._mark:
                self._renew(self._record.entities.names())
                self._mark = mark
            return self._roster

    def _renew(self, names: frozenset[NameRow]) -> None:
        gone, new = (
            [alias_of(one) for one in some] for some in (self._names - names, names - self._names)
        )
        if len(gone) + len(new) > _MANY * len(names):
            self._roster = Roster(map(alias_of, names))
        elif gone or new:
            self._roster, _ = self._roster.changed(gone, new)  # others may look at the one before
        self._names = names
