"""The aftermath: incidents as they stood on a day, and what answered each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from servanda.analysis.answers import IncidentRow, ResponseRow
from servanda.analysis.descriptions import best_time, claim_line, entity_line, parties
from servanda.model import (
    Consultation,
    ConsultationStatus,
    Entity,
    EntityId,
    Incident,
    LinkType,
    ResolvedClaim,
    When,
)
from servanda.resolution import Resolution
from servanda.resolution.claim_order import spread

__all__ = [
    "days_between",
    "incident_row",
    "incident_since",
    "incident_time",
    "incidents",
    "response_of",
    "response_sort",
    "responses",
]


_SAID = ("assurance", "quote")
_FINE = 7  # days: a time vaguer than that gives no count of days


def incidents(resolution: Resolution, day: date) -> tuple[IncidentRow, ...]:
    """List the incidents that happened, or were told of, by `day`, the latest first."""
    rows = []
    for entity in resolution.of("incident"):
        since = incident_since(resolution.claims_of(entity))
        if since is None or since <= day:
            rows.append(incident_row(resolution, entity, day))
    return tuple(
        sorted(rows, key=lambda r: ((r.when and r.when.earliest) or date.min, r.id), reverse=True)
    )


def incident_since(mentions: Sequence[ResolvedClaim]) -> date | None:
    """Return the day from which an incident is listed: its own, or that of the first news of it.

    None where it may be of any time.
    """
    when = incident_time(mentions)
    if when is not None:
        return when.earliest
    first = [one.published.earliest if one.published else None for one in mentions]
    return None if None in first else min(day for day in first if day)


def incident_row(resolution: Resolution, entity: Entity, day: date) -> IncidentRow:
    """Make the row of one incident, with what answered it by `day`."""
    mentions = resolution.claims_of(entity)
    bodies = [one.claim.body for one in mentions if isinstance(one.claim.body, Incident)]
    return IncidentRow(
        entity.id,
        bodies[0].act,
        next((b.actor for b in bodies if b.actor), None),
        next((b.target for b in bodies if b.target), None),
        next((b.place for b in bodies if b.place), None),
        incident_time(mentions),
        responses(resolution, entity, day),
        entity.reports,
        entity.claims,
    )


def incident_time(mentions: Sequence[ResolvedClaim]) -> When | None:
    """Return when an incident was, as far as any report says."""
    return best_time(mentions)


def responses(resolution: Resolution, incident: Entity, day: date) -> tuple[ResponseRow, ...]:
    """List what answered an incident by `day`, the first one first."""
    began = incident_time(resolution.claims_of(incident)) or _first_told(resolution, incident)
    rows = []
    for other in resolution.backlinks.get(incident.id, ()):
        for link in other.links:
            if link.to == incident.id and link.type is LinkType.RESPONDS_TO:
                row = response_of(resolution, other, began, link.why, incident.reports)
                if row.when is None or row.when.earliest is None or row.when.earliest <= day:
                    rows.append(row)
    return tuple(sorted(rows, key=_first))


def response_of(
    resolution: Resolution,
    entity: Entity,
    began: When | None,
    why: str,
    reports: Collection[str] = (),
) -> ResponseRow:
    """Make the row of something that followed what began at `began`.

    Of what is said, `reports` are those in which it answers: the same words may stand in many
    others that have nothing to do with it, and so the row bears the id of the claim.
    """
    mentions = resolution.claims_of(entity)
    identity, names = str(entity.id), entity.reports
    if entity.kind in _SAID:
        mentions = tuple(one for one in mentions if one.source in reports) or mentions
        identity, names = mentions[0].claim.id, tuple(dict.fromkeys(one.source for one in mentions))
    when = None if entity.kind == "report" else best_time(mentions)
    when = when or next((c.published for c in mentions if c.published), None)
    line = claim_line(mentions[0]) if entity.kind in _SAID else entity_line(resolution, entity)
    sort = {"consultation": response_sort(mentions), "report": "statement"}.get(
        entity.kind, entity.kind
    )
    sides = parties(mentions) if entity.kind != "report" else ()
    days = days_between(began, when)
    return ResponseRow(EntityId(identity), sort, line, sides, when, days, why, names)


def response_sort(mentions: Sequence[ResolvedClaim]) -> str:
    """Return the form of a consultation, as those tell it that report it as held."""
    bodies = [one.claim.body for one in mentions if isinstance(one.claim.body, Consultation)]
    held = [b.form.value for b in bodies if b.status is ConsultationStatus.HELD]
    return (held or [b.form.value for b in bodies] or [""])[0]


def days_between(began: When | None, when: When | None) -> int | None:
    """Count the days from the beginning of one time to the other's; None where one is vague."""
    if began is None or when is None or spread(began) > _FINE or spread(when) > _FINE:
        return None
    if began.earliest is None or when.earliest is None:
        return None
    return max((when.earliest - began.earliest).days, 0)


def _first_told(resolution: Resolution, incident: Entity) -> When | None:
    """Take the first report's date for an incident that none dates: news of it came then."""
    mentions = [
        one.published for one in resolution.claims_of(incident) if one.published is not None
    ]
    return min(mentions, key=lambda w: (w.earliest or date.max, w.edtf), default=None)


def _first(row: ResponseRow) -> tuple[date, str, str]:
    return (row.when and row.when.earliest) or date.max, row.sort, row.id
