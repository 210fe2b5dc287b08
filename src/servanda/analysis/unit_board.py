"""Units: a command, unit, office or group as it was last told of on a day."""

from __future__ import annotations

from datetime import date

from servanda.analysis.answers import UnitRow
from servanda.analysis.descriptions import best_time
from servanda.analysis.lifecycle import known_on
from servanda.model import Entity, Structure, StructureStatus
from servanda.resolution import Resolution

__all__ = ["by_party", "unit_row", "units"]


def units(resolution: Resolution, day: date) -> tuple[UnitRow, ...]:
    """List the units that reports had told of by `day`, by party and name."""
    rows = [unit_row(resolution, entity, day) for entity in resolution.of("structure")]
    return tuple(sorted((row for row in rows if row is not None), key=_order))


def unit_row(resolution: Resolution, entity: Entity, day: date) -> UnitRow | None:
    """Make the row of one unit; None where no report had told of it by `day`."""
    told = [one for one in resolution.claims_of(entity) if known_on(one, day)]
    found = [(c, c.claim.body) for c in told if isinstance(c.claim.body, Structure)]
    if not found:
        return None
    past = []
    for claim, body in found:
        when = claim.time("when")
        begun = when is None or when.earliest is None or when.earliest <= day
        if body.status is not StructureStatus.PLANNED and begun:
            past.append((body.status is StructureStatus.DONE, claim, body))
    _, claim, body = max(past, key=lambda p: p[0]) if past else (False, *found[-1])
    return UnitRow(
        entity.id,
        body.unit,
        body.change,
        body.status.value if past else StructureStatus.PLANNED.value,
        body.party or next((b.party for _, b in found if b.party), None),
        claim.time("when") if past else None,
        best_time(told, "due"),
        tuple(dict.fromkeys(one.source for one in told)),
        tuple(one.claim.id for one in told),
    )


def by_party(party: str | None, unit: str, identity: str) -> tuple[str, str, str]:
    """Sort units by their party, name and id, those of nobody at the end."""
    return party or "~", unit, identity


def _order(row: UnitRow) -> tuple[str, str, str]:
    return by_party(row.party, row.unit, row.id)
