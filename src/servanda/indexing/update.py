"""Bringing the index of a record up to date: the one place that writes it.

An update goes through three steps. READ derives from each changed report what follows from it
alone, and finds the others that may be dated or named otherwise for it; DATE dates reports by what
others say; RESOLVE matches claims and lists entities. What is still to be done is kept in the
record, each step takes a part of it and keeps the results in one transaction. So an update may be
stopped anywhere, and the order in which reports came, or how they were split into updates, never
changes what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

from servanda.indexing.date_updates import DateChange, Known, date_again
from servanda.indexing.report_facts import report_facts
from servanda.indexing.resolve_reports import resolve_all, resolve_some
from servanda.reference_cycles import unhurried
from servanda.store.index.watermark import Step

if TYPE_CHECKING:
    from servanda.store import Record
    from servanda.store.index.watermark import Work

__all__ = ["PART", "Progress", "Updated", "update_index"]


PART = 8000
"""Reports resolved together. What they have to do with is looked at besides; fewer would look at
more over and over, and more would take more memory."""

Progress = Callable[[int, int | None, str], None]
"""Told how many reports are done, how many there are in all, and what is being done."""

_BATCH = 200  # reports read, or dated, in one transaction
_MANY = 0.3
"""Share of a record's reports from which it is quicker to resolve everything anew."""

_TRIES = 10  # while others keep changing the record
_DOING: Mapping[Step, str] = {
    Step.READ: "what tells the dates of others",
    Step.DATE: "dates",
    Step.RESOLVE: "what they come to",
}


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: how many dates changed, and how many reports were looked at to resolve."""

    dated: int = 0
    looked_at: int = 0

    def __bool__(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.dated or self.looked_at)


def update_index(
    record: Record,
    *,
    at: datetime | None = None,
    everything: bool = False,
    on_progress: Progress | None = None,
    part: int = PART,
) -> Updated:
    """Bring the index of `record` up to date, or derive `everything` in it anew.

    Doing it twice does nothing the second time. `at` is the instant at which the record learns of
    dates, right after its last change where left out. At most `part` reports are resolved
    together. Whatever stops it, the same call goes on from there.
    """
    update = _Update(record, at, part, on_progress, Known.of(record))
    lost = 0
    while lost < _TRIES:  # others update all the while: who comes last does it for all
        work = record.index.work(everything=everything)
        if not work:
            break
        if update.step(work):
            everything, lost = False, 0
        else:
            lost += 1
    return update.result


@dataclass(slots=True)
class _Update:
    """An update in progress; its steps return False where another process came first."""

    record: Record
    at: datetime | None
    part: int
    on_progress: Progress | None
    known: Known
    result: Updated = field(default_factory=Updated)
    done: dict[Step, int] = field(default_factory=dict)
    mark: str | None = None
    """The mark that this update set last."""

    def step(self, work: Work) -> bool:
        """Do the next step."""
        if work.since != self.mark:  # others may have changed the index
            self.known = Known.of(self.record)
        self.record.index.look_at_sizes()
        with unhurried():
            done = self._step(work)
        self.mark = work.mark if done else None
        return done

    def _step(self, work: Work) -> bool:
        index = self.record.index
        if work.read is None or work.resolve is None:
            return index.plan(work)
        if Step.READ in work.left or len(work.read) > _BATCH:
            batch = index.pending(Step.READ, _BATCH)
            return self._read(work, batch) if batch else index.plan(work)
        if work.read:
            return self._read(work, tuple(sorted(work.read)))
        if Step.DATE in work.left:
            return self._date(work, index.pending(Step.DATE, _BATCH))
        return self._resolve(work)

    def _read(self, work: Work, reports: tuple[str, ...]) -> bool:
        record = self.record
        facts = report_facts(record, reports)
        dated = {one.report for one in facts if one.open}
        renamed: frozenset[str] = frozenset()
        change = None
        if not work.whole:  # else all are read and dated anyway
            change = DateChange.of(record.index, self.known, reports, facts)
            dated |= change.dated_otherwise()
            renamed = self.known.names.otherwise(reports, facts)
        kept = record.index.keep_facts(work, reports, facts, date=dated, resolve=renamed)
        if kept:
            if change is None:
                self.known = Known.of(record)
            else:
                change.keep()
            self._tell(work, Step.READ, reports)
        return kept

    def _date(self, work: Work, reports: tuple[str, ...]) -> bool:
        datings = date_again(self.record, self.known, reports)
        changed = self.record.index.keep_dates(work, reports, datings, at=self.at)
        if changed is None:
            return False
        self.result = replace(self.result, dated=self.result.dated + changed)
        self._tell(work, Step.DATE, reports)
        return True

    def _resolve(self, work: Work) -> bool:
        index, fresh = self.record.index, work.resolve or frozenset()
        reports, loose = index.part(Step.RESOLVE)
        at_once = self.part * 3 // 2  # somewhat more than a part, rather than two
        if loose + len(fresh) > at_once:
            listed = fresh.union(index.pending(Step.RESOLVE))
            planned = index.plan(work, Step.RESOLVE, self._parts(listed))
            if planned and self.on_progress is not None:
                self.on_progress(0, len(listed), _DOING[Step.RESOLVE])
            return planned
        in_part = bool(reports)
        reports = reports or fresh.union(index.pending(Step.RESOLVE))
        whole = not in_part and len(reports) > _MANY * work.about and work.about <= at_once
        found = (
            resolve_all(self.record, work)
            if whole
            else resolve_some(self.record, work, reports, self.known.names.roster)
        )
        if found is None:
            return False
        self.result = replace(self.result, looked_at=self.result.looked_at + found)
        self._tell(work, Step.RESOLVE, reports)
        return True

    def _parts(self, reports: frozenset[str]) -> list[list[str]]:
        """Cut reports into parts of about one size; those of one time have most to do with each other."""
        listed = [one for one in self.record.entities.in_time() if one in reports]
        listed += sorted(reports.difference(listed))  # they stand no more
        each = ceil(len(listed) / max(1, ceil(len(listed) / self.part)))
        return [listed[at : at + each] for at in range(0, len(listed), each or 1)]

    def _tell(self, work: Work, step: Step, reports: Iterable[str]) -> None:
        """Tell how far a step has come."""
        count = len(tuple(reports))
        self.done[step] = self.done.get(step, 0) + count
        if self.on_progress is not None:
            left = max(0, work.left.get(step, 0) - count)
            self.on_progress(self.done[step], self.done[step] + left, _DOING[step])
