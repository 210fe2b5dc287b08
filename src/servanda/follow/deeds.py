"""Deeds: the reports that say something promised was done or begun."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.follow.deadlines import first_day
from servanda.identity import Settled
from servanda.identity.words import content, stem
from servanda.model import (
    Commitment,
    CommitmentStatus,
    Consultation,
    ConsultationStatus,
    LinkType,
    Modality,
    ResolvedClaim,
    Structure,
    StructureStatus,
    Thing,
    When,
)

__all__ = ["Deed", "deeds"]

_STATUS = CommitmentStatus
_BEGUN = stem("begin")


@dataclass(frozen=True, slots=True)
class Deed:
    """A report that something promised was done or begun."""

    status: CommitmentStatus
    day: When | None
    claim: ResolvedClaim
    why: str


def deeds(world: Settled, thing: Thing) -> list[Deed]:
    """List the reports that a commitment was met or begun, by the day of the deed."""
    found = []
    for claim in world.told(thing):
        body = claim.claim.body
        if isinstance(body, Commitment) and body.modality is Modality.FULFILLED:
            begun = claim.claim.rule.endswith("begun") or _BEGUN in content(body.action)
            status = _STATUS.PARTLY_DONE if begun else _STATUS.DONE
            found.append(Deed(status, claim.time("when"), claim, "begun" if begun else "done"))
    for other in world.tied_to.get(thing.id, ()):
        for link in other.links:
            if link.to == thing.id and link.type is LinkType.FULFILS:
                found += [d for c in world.told(other) if (d := _deed(c, link.why)) is not None]
    return sorted(found, key=lambda d: (first_day(d.day or d.claim.published), d.claim.claim.id))


def _deed(claim: ResolvedClaim, why: str) -> Deed | None:
    body = claim.claim.body
    if isinstance(body, Structure) and body.status is not StructureStatus.PLANNED:
        done = body.status is StructureStatus.DONE
        status = _STATUS.DONE if done else _STATUS.PARTLY_DONE
        return Deed(status, claim.time("when"), claim, f"{'done' if done else 'begun'}; {why}")
    if isinstance(body, Consultation) and body.status is ConsultationStatus.HELD:
        return Deed(_STATUS.DONE, claim.time("when"), claim, why)
    return None
