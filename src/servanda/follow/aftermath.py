"""The aftermath: incidents as they stood on a day, and what answered each of them."""

from __future__ import annotations

from datetime import date

from servanda.follow.answers import IncidentRow, ResponseRow
from servanda.follow.lifecycle import known_on
from servanda.follow.telling import best_time, parties, thing_line
from servanda.identity import Settled
from servanda.identity.times import spread
from servanda.model import (
    Consultation,
    ConsultationStatus,
    Incident,
    LinkType,
    ResolvedClaim,
    Thing,
    When,
)

__all__ = ["days_between", "incident_time", "incidents", "response_of", "responses"]

_FINE = 7  # days: a time vaguer than that gives no count of days


def incidents(world: Settled, day: date) -> tuple[IncidentRow, ...]:
    """List the incidents that happened, or were told of, by `day`, the latest first."""
    rows = []
    for thing in world.of("incident"):
        told = world.told(thing)
        when = incident_time(told)
        if when is not None and when.earliest is not None and when.earliest > day:
            continue
        bodies = [one.claim.body for one in told if isinstance(one.claim.body, Incident)]
        if when is None and not any(known_on(one, day) for one in told):
            continue
        rows.append(
            IncidentRow(
                thing.id,
                bodies[0].act,
                next((b.actor for b in bodies if b.actor), None),
                next((b.target for b in bodies if b.target), None),
                next((b.place for b in bodies if b.place), None),
                when,
                responses(world, thing, day),
                thing.reports,
                thing.claims,
            )
        )
    return tuple(
        sorted(rows, key=lambda r: ((r.when and r.when.earliest) or date.min, r.id), reverse=True)
    )


def incident_time(told: tuple[ResolvedClaim, ...]) -> When | None:
    """Return when an incident was, as far as any report says."""
    return best_time(told)


def responses(world: Settled, incident: Thing, day: date) -> tuple[ResponseRow, ...]:
    """List what answered an incident by `day`, the first one first."""
    began = incident_time(world.told(incident)) or _first_told(world, incident)
    rows = []
    for other in world.tied_to.get(incident.id, ()):
        for link in other.links:
            if link.to == incident.id and link.type is LinkType.RESPONDS_TO:
                row = response_of(world, other, began, link.why)
                if row.when is None or row.when.earliest is None or row.when.earliest <= day:
                    rows.append(row)
    return tuple(sorted(rows, key=_first))


def response_of(world: Settled, thing: Thing, began: When | None, why: str) -> ResponseRow:
    """Make the row of something that followed what began at `began`."""
    told = world.told(thing)
    when = best_time(told) or next((c.published for c in told if c.published), None)
    if thing.kind == "consultation":
        bodies = [one.claim.body for one in told if isinstance(one.claim.body, Consultation)]
        held = [b.form.value for b in bodies if b.status is ConsultationStatus.HELD]
        sort = (held or [b.form.value for b in bodies] or [""])[0]
    else:
        sort = "statement" if thing.kind == "report" else thing.kind
    return ResponseRow(
        thing.id,
        sort,
        thing_line(world, thing),
        parties(told) if thing.kind != "report" else (),
        when,
        days_between(began, when),
        why,
        thing.reports,
    )


def days_between(began: When | None, when: When | None) -> int | None:
    """Count the days from the beginning of one time to the other's; None where one is vague."""
    if began is None or when is None or spread(began) > _FINE or spread(when) > _FINE:
        return None
    if began.earliest is None or when.earliest is None:
        return None
    return max((when.earliest - began.earliest).days, 0)


def _first_told(world: Settled, incident: Thing) -> When | None:
    """Take the first report's date for an incident that none dates: news of it came then."""
    told = [one.published for one in world.told(incident) if one.published is not None]
    return min(told, key=lambda w: (w.earliest or date.max, w.edtf), default=None)


def _first(row: ResponseRow) -> tuple[date, str, str]:
    return (row.when and row.when.earliest) or date.max, row.sort, row.id
