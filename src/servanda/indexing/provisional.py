"""The entities of a record whose index is behind, or of what had been reported by a day.

What the index has stands, and what is new to it, or not yet known by the day, is laid over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.indexing.report_facts import report_facts, using_otherwise
from servanda.indexing.resolve_reports import resolve_beside
from servanda.store.index.watermark import Step

if TYPE_CHECKING:
    from servanda.store import Entities, Record, View

__all__ = ["provisional_entities"]


_MANY = 0.3
"""Share of a record's reports from which it is quicker to work out everything from all claims."""


def provisional_entities(
    record: Record, view: View | None = None, *, many: float = _MANY
) -> Entities | None:
    """Return what the claims in view come to, up to date, without bringing the index up to date.

    `view` is all of the record where left out, or what had been reported by a day: no other one is
    answered so. Dates stay those that the record holds: an update may find better ones. None where
    there is no index to begin with, or more than the share `many` of the reports is new to it or
    out of view.
    """
    index = record.index
    work = index.work()
    if work.read is None or work.resolve is None or work.whole:
        return None
    out, judged = _narrowed(record, view)
    read = work.read.union(index.pending(Step.READ), out)
    if len(read) > many * work.about:
        return None
    facts = report_facts(record, read - out)
    renamed = using_otherwise(record.entities, read, facts)
    changed = read.union(work.resolve, index.pending(Step.RESOLVE), renamed, judged)
    if not changed:
        return record.entities
    if len(changed) > many * work.about:
        return None
    named = record.overlaid(read, facts)
    found = resolve_beside(record, view or record.view(), named, changed)
    return record.overlaid(read, facts, found.change, out=out)


def _narrowed(record: Record, view: View | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the reports that a view leaves out, and those on which it leaves out decisions."""
    if view is None or view.known_by is None:
        return frozenset(), frozenset()
    kept = {one.id for one in view.decisions()}
    gone = [one for one in record.view().decisions() if one.id not in kept]
    entities = record.entities
    judged = entities.reports_of(claim for one in gone for claim in one.claims)
    return entities.not_known_by(view.known_by), judged
