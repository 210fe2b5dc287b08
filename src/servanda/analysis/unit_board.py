"""Units: a command, unit, office or group as it was last told of on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from servanda.analysis.answers import UnitRow
from servanda.analysis.descriptions import best_time
from servanda.analysis.lifecycle import known_on
from servanda.model import Entity, ResolvedClaim, Structure, StructureStatus
from servanda.resolution import Resolution

__all__ = ["by_party", "unit_row", "units"]


def units(resolution: Resolution, day: date) -> tuple[UnitRow, ...]:
    """List the units that reports had told of by `day`, by party and name."""
    rows = [unit_row(resolution, entity, day) for entity in resolution.of("structure")]
    return tuple(sorted((row for row in rows if row is not None), key=_order))


def unit_row(resolution: Resolution, entity: Entity, day: date) -> UnitRow | None:
    """Make the row of one unit; None where no report had told of it by `day`."""
    mentions = [one for one in resolution.claims_of(entity) if known_on(one, day)]
    found = [(c, c.claim.body) for c in mentions if isinstance(c.claim.body, Structure)]
    if not found:
        return None
    past = [(claim, body) for claim, body in found if _begun(claim, body, day)]
    done = [pair for pair in past if pair[1].status is StructureStatus.DONE]
    claim, body = (*done, *past, found[-1])[0]
    return UnitRow(
        entity.id,
        body.unit,
        body.change,
        body.status.value if past else StructureStatus.PLANNED.value,
        body.party or _party(found),
        claim.time("when") if past else None,
        best_time(mentions, "due"),
        tuple(dict.fromkeys(one.source for one in mentions)),
        tuple(one.claim.id for one in mentions),
    )


def _party(found: Iterable[tuple[ResolvedClaim, Structure]]) -> str | None:
    return next((body.party for _, body in found if body.party), None)


def _begun(claim: ResolvedClaim, body: Structure, day: date) -> bool:
    """Whether a claim says that a change was begun, or done, by `day`."""
    when = claim.time("when")
    begun = when is None or when.earliest is None or when.earliest <= day
    return begun and body.status is not StructureStatus.PLANNED


def by_party(party: str | None, unit: str, identity: str) -> tuple[str, str, str]:
    """Sort units by their party, name and id, those of nobody at the end."""
    return party or "~", unit, identity


def _order(row: UnitRow) -> tuple[str, str, str]:
    return by_party(row.party, row.unit, row.id)
