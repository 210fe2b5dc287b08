"""The stories of all reports of a record, worked out once and kept up as reports come and change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from servanda.analysis.indexed.stored_copies import LOOKED_UP, all_copies, copies_of
from servanda.resolution.near_duplicates import stories

if TYPE_CHECKING:
    from servanda.store import Record, ReportHeader
    from servanda.store.index.report_changes import ReportsMark

__all__ = ["KeptStories"]


class KeptStories:
    """Which reports of an open record carry one story, for a program that asks again and again.

    To compare all reports takes long; what one more report changes is found by looking up its copies.
    Only where the index is up to date is anything kept. Threads may share it.
    """

    def __init__(self, record: Record) -> None:
        """Take an open record; nothing is worked out yet."""
        self._record = record
        self._lock = Lock()
        self._mark: ReportsMark | None = None
        self._told: dict[str, tuple[str, str]] = {}
        """The name and the story of each report whose story is not its own name, by its id."""
        self._by_name: Mapping[str, str] = {}

    def by_name(self) -> Mapping[str, str]:
        """Map the names of reports to the stories they carry; a report left out is its own story."""
        index = self._record.index
        with self._lock:
            mark, changed = index.changes(self._mark)
            if changed is None:
                self._find_all()
            elif changed:
                self._renew(changed)
            if changed is None or changed:
                self._by_name = dict(self._told.values())
            # What came meanwhile may not be in the index yet: then all that changed is looked at again.
            if not index.stale():
                self._mark = mark
            return self._by_name

    def _find_all(self) -> None:
        view = self._record.view()
        copies = all_copies(view, self._record.entities)
        self._told = {}
        self._keep(view.headers(), stories(view.headers(), copies))

    def _renew(self, changed: Collection[str]) -> None:
        """Find the stories anew of reports that changed, and of all that were of one story with them."""
        view, entities = self._record.view(), self._record.entities
        touched = {self._told[one][1] for one in changed if one in self._told}
        affected = {*changed, *(key for key, (_, one) in self._told.items() if one in touched)}
        if len(affected) * LOOKED_UP > len(view.headers()):
            self._find_all()
            return
        copies = copies_of(view, entities, affected)
        affected |= entities.reports_named({one.report for one in copies})
        for key in affected:
            self._told.pop(key, None)
        heads = view.among(affected).headers()
        self._keep(heads, stories(heads, copies))

    def _keep(self, heads: Collection[ReportHeader], found: Mapping[str, str]) -> None:
        self._told.update(
            (head.id, (head.name, found[head.name]))
            for head in heads
            if found[head.name] != head.name
        )
