"""Index: what a record derives from its claims and decisions, and how far it is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.store.index.watermark import stale

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["RecordIndex"]


class RecordIndex:
    """The index of a record. Got from `Record.index`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def stale(self) -> int:
        """Return how many reports changed since the index was last brought up to date.

        0 says that it is up to date. Reports that were retracted, dated again or judged count as
        changed; all reports count where nothing was indexed yet.
        """
        with self._store.reading() as connection:
            return stale(connection)
