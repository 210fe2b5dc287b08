"""Why, of a record: an explanation by the index, which loads what it needs and nothing else."""

from __future__ import annotations

from datetime import date

from servanda.analysis.answers import WhyStep
from servanda.analysis.indexed.selection import Selection
from servanda.analysis.provenance import why
from servanda.model import ClaimId, EntityId
from servanda.resolution import Resolution

__all__ = ["explain"]


def explain(
    selection: Selection, identity: str, *, today: date | None = None
) -> tuple[WhyStep, ...]:
    """Explain a report, a claim or an entity of a record, as `why` does; empty where there is none."""
    report = selection.report(identity)
    if report is not None:
        return why(Resolution(copies=selection.copies_of(report.id)), [report], report.id)
    resolution = _loaded(selection, identity)
    if resolution is None:
        return ()
    claims = {ClaimId(identity)} & resolution.claims.keys() or {
        one for entity in resolution.entities if entity.id == identity for one in entity.claims
    }
    reports = selection.reports_of(resolution.claims[one] for one in claims)
    return why(resolution, reports, identity, today=today)


def _loaded(selection: Selection, identity: str) -> Resolution | None:
    """Load what has an id; None where nothing has."""
    if selection.has(identity):
        return selection.entities([EntityId(identity)])
    return selection.unindexed(identity) or selection.around(ClaimId(identity))
