"""The entities of a record whose index is behind: what the index has, and what is new laid over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.indexing.report_facts import report_facts, using_otherwise
from servanda.indexing.resolve_reports import resolve_beside
from servanda.store.index.watermark import Step

if TYPE_CHECKING:
    from servanda.store import Entities, Record

__all__ = ["provisional_entities"]


_MANY = 0.3
"""Share of a record's reports from which it is quicker to work out everything from all claims."""


def provisional_entities(record: Record, *, many: float = _MANY) -> Entities | None:
    """Return what the claims come to, up to date, without bringing the index up to date.

    Dates stay those that the record holds: an update may find better ones. None where there is no
    index to begin with, or more than the share `many` of the reports is new to it.
    """
    index = record.index
    work = index.work()
    if work.read is None or work.resolve is None or work.whole:
        return None
    read = work.read.union(index.pending(Step.READ))
    facts = report_facts(record, read)
    renamed = using_otherwise(record.entities, read, facts)
    changed = read.union(work.resolve, index.pending(Step.RESOLVE), renamed)
    if not changed:
        return record.entities
    if len(changed) > many * work.about:
        return None
    named = record.overlaid(read, facts)
    return record.overlaid(read, facts, resolve_beside(record, named, changed).change)
