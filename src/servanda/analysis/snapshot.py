"""The picture: the system as it stood on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from servanda.analysis.answers import BoardRow, Entry, Picture
from servanda.analysis.commitment_board import board
from servanda.analysis.conditions import conditions
from servanda.analysis.incident_board import incidents
from servanda.analysis.lifecycle import known_on
from servanda.analysis.office_holders import holders
from servanda.analysis.timeline import entry_of
from servanda.analysis.unit_board import units
from servanda.model import CommitmentStatus, ResolvedClaim, Tenure
from servanda.resolution import Resolution
from servanda.resolution.office_spans import former_by
from servanda.resolution.result import backlinks

__all__ = ["known", "picture"]


_STATUS = CommitmentStatus


def picture(world: Resolution, *, as_of: date, known_by: date | None = None) -> Picture:
    """Put together offices, units, commitments and incidents as they stood on `as_of`.

    `known_by` leaves out reports published later; what the view already left out stays out.
    Without it, later reports may tell what was so on that day: who held an office, what happened.
    """
    seen = known(world, known_by) if known_by is not None else world
    rows = board(seen, today=as_of)

    def of(*statuses: CommitmentStatus) -> tuple[BoardRow, ...]:
        return tuple(row for row in rows if row.status in statuses)

    last, ahead = _consultations(seen, as_of)
    return Picture(
        as_of,
        known_by,
        holders(seen, as_of),
        units(seen, as_of),
        of(_STATUS.PLANNED),
        of(_STATUS.DUE),
        of(_STATUS.OVERDUE),
        of(_STATUS.DONE, _STATUS.PARTLY_DONE),
        of(_STATUS.REVISED, _STATUS.DROPPED, _STATUS.UNKNOWN),
        incidents(seen, as_of),
        conditions(seen, rows, as_of),
        last,
        ahead,
    )


def known(world: Resolution, day: date) -> Resolution:
    """Leave out what only reports say that may have been published after `day`."""
    claims = {key: one for key, one in world.claims.items() if _out_by(one, day)}
    entities = []
    for entity in world.entities:
        told = tuple(one for one in entity.claims if one in claims)
        if told:
            names = tuple(dict.fromkeys(claims[one].source for one in told))
            entities.append(replace(entity, claims=told, reports=names))
    left = {entity.id for entity in entities}
    entities = [replace(t, links=tuple(x for x in t.links if x.to in left)) for t in entities]
    spans = []
    for span in world.offices:
        told = tuple(one for one in span.claims if one in claims)
        if told:
            dates = [w for one in told if (w := claims[one].published) is not None]
            order = sorted(dates, key=lambda w: (w.earliest or date.max, w.edtf))
            names = tuple(dict.fromkeys(claims[one].source for one in told))
            first, last = (order[0], order[-1]) if order else (None, None)
            former = former_by((_former(claims[one]), claims[one].published) for one in told)
            spans.append(
                replace(
                    span,
                    claims=told,
                    reports=names,
                    first_seen=first,
                    last_seen=last,
                    former_by=former,
                )
            )
    return replace(
        world,
        claims=claims,
        entities=tuple(entities),
        offices=tuple(spans),
        backlinks=backlinks(entities),
    )


def _former(claim: ResolvedClaim) -> bool:
    return isinstance(claim.claim.body, Tenure) and claim.claim.body.former


def _out_by(claim: ResolvedClaim, day: date) -> bool:
    last = claim.published.latest if claim.published else None
    return last is not None and last <= day


def _consultations(world: Resolution, day: date) -> tuple[Entry | None, Entry | None]:
    entities = list(world.of("consultation"))
    found = [e for t in entities if (e := entry_of(world, t)) is not None]
    told = {t.id for t in entities if any(known_on(one, day) for one in world.claims_of(t))}
    past = [e for e in found if e.status == "held" and e.when.latest and e.when.latest <= day]
    ahead = [
        e
        for e in found
        if e.id in told
        and e.status != "cancelled"
        and e.when.earliest is not None
        and e.when.earliest > day
    ]
    last = max(past, key=lambda e: (e.when.latest or date.min, e.id), default=None)
    return last, min(ahead, key=lambda e: (e.when.earliest or date.max, e.id), default=None)
