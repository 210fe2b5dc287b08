"""The gist of an entity over all its claims: its words, its parties, its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from servanda.model import (
    ClaimId,
    Commitment,
    Consultation,
    Entity,
    EntityId,
    Link,
    Modality,
    Omission,
    ResolvedClaim,
    Structure,
)
from servanda.resolution.content_words import content

__all__ = ["Links", "Means", "Told", "ahead", "bound", "day_held", "deeds_of", "words_of"]


Links = dict[EntityId, set[Link]]

Told = Mapping[ClaimId, ResolvedClaim]
Means = Mapping[tuple[ClaimId, str], EntityId]


def words_of(entity: Entity, claims: Told) -> frozenset[str]:
    """Return the words of an entity's object, unit or matter, over all its claims."""
    words: set[str] = set()
    for one in entity.claims:
        body = claims[one].claim.body
        if isinstance(body, Commitment):
            words |= content(body.object)
        elif isinstance(body, Structure):
            words |= content(body.unit)
        elif isinstance(body, Omission):
            words |= content(body.what)
        elif isinstance(body, Consultation):
            words |= content(" ".join(e.exact for e in claims[one].claim.evidence))
    return frozenset(words)


def deeds_of(entity: Entity, claims: Told) -> frozenset[str]:
    """Return the words of what a commitment promises to do."""
    bodies = (claims[one].claim.body for one in entity.claims)
    return frozenset().union(*(content(b.action) for b in bodies if isinstance(b, Commitment)))


def bound(entity: Entity, claims: Told) -> frozenset[str]:
    """Return the parties that a commitment binds."""
    bodies = (claims[one].claim.body for one in entity.claims)
    return frozenset(p for b in bodies if isinstance(b, Commitment) for p in b.obligors)


def day_held(told: Sequence[ResolvedClaim]) -> date | None:
    """Return the first day that one of the claims gives to the day, or None."""
    days = [w.earliest for one in told if (w := one.time("when")) is not None and w.is_day]
    return min((d for d in days if d), default=None)


def ahead(promised: Sequence[ResolvedClaim], day: date, *, late: bool = False) -> bool:
    """Whether `day` is no earlier than the promise and, unless `late`, within its deadline."""
    if all(one.published is None for one in promised):
        return late
    for one in promised:
        due = one.time("due")
        if not late and due is not None and due.latest is not None and day > due.latest:
            return False
        body = one.claim.body
        if isinstance(body, Commitment) and body.modality is Modality.FULFILLED:
            continue
        first = one.published.earliest if one.published else None
        if first is not None and first <= day:
            return True
    return False
