"""In what a view of a record differs from what its index is of.

The index is of all reports as the record held them when it was last brought up to date. A view may
leave reports out, take the record as it stood, and be of reports that are new to the index.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.indexing.known_names import using_otherwise
from servanda.indexing.report_facts import report_facts
from servanda.store.index.watermark import Step

if TYPE_CHECKING:
    from servanda.model import Decision
    from servanda.resolution.persons.roster import Roster
    from servanda.store import Record, View
    from servanda.store.index.date_facts import ReportFacts

__all__ = ["Difference", "Named", "difference", "named_otherwise"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the reports in view differ from those of the index.

    `out` are not in view; `altered` are, and the index has them otherwise or not at all; on what
    `judged` say other decisions count, or it has still to be resolved. The record has at most
    `about` reports.
    """

    out: frozenset[str]
    altered: frozenset[str]
    judged: frozenset[str]
    about: int

    @property
    def changed(self) -> frozenset[str]:
        """The reports that the index has otherwise than they are in view."""
        return self.out | self.altered


@dataclass(frozen=True, slots=True)
class Named:
    """What the altered reports come to: what follows from each alone, and all persons in view.

    In the `renamed` reports names mean others than the index has it.
    """

    facts: tuple[ReportFacts, ...]
    roster: Roster
    renamed: frozenset[str]


def difference(record: Record, view: View) -> Difference | None:
    """Compare a view with the index; None where that is not made, or the view is too different.

    The view may leave out reports that were not known by a day, and be of the record as it stood at
    an instant; in all else it must be of all of the record.
    """
    index, entities = record.index, record.entities
    work = index.work()
    if work.read is None or work.resolve is None or work.whole:
        return None
    decided = _decided_otherwise(record, view)
    if any(one.field == "person" for one in decided):
        return None  # it may change whom any report names
    judged = entities.reports_of(claim for one in decided for claim in one.claims)
    altered = work.read.union(index.pending(Step.READ))
    out: frozenset[str] = frozenset()
    if view.recorded_by is not None:
        altered |= entities.changed_since(view.recorded_by) | judged
        out = altered - entities.stood_at(view.recorded_by, altered)
    if view.known_by is not None:
        out |= entities.not_known_by(view.known_by, view.held)
    resolve = work.resolve.union(index.pending(Step.RESOLVE), judged)
    return Difference(out, altered - out, resolve - out - altered, work.about)


def _decided_otherwise(record: Record, view: View) -> list[Decision]:
    """Return the decisions that count in view or in all of the record, and not in both."""
    if view.known_by is None and view.recorded_by is None:
        return []
    there, here = record.view().decisions(), view.decisions()
    both = {one.id: one for one in there}
    both = {one.id: one for one in here if both.get(one.id) == one}
    return [one for one in (*there, *here) if one.id not in both]


def named_otherwise(record: Record, view: View, found: Difference) -> Named:
    """Derive from the altered reports what follows from each alone, and whom names mean in view."""
    facts = report_facts(record, found.altered, view.recorded_by)
    roster, renamed = using_otherwise(record.entities, found.changed, facts)
    return Named(facts, roster, renamed - found.changed)


def few(some: Collection[str], found: Difference, many: float) -> bool:
    """Whether some reports are at most the share `many` of the record."""
    return len(some) <= many * found.about
