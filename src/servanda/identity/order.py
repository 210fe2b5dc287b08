"""The order of telling, and ids that do not depend on the order of reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from servanda.identity.times import dated
from servanda.model import ClaimId, ResolvedClaim, ThingId, digest

__all__ = ["in_order", "reports_of", "telling", "thing_id"]

Key = tuple[date, str, int, str]


def telling(claim: ResolvedClaim) -> Key:
    """Sort key: the report's first possible day (vague or none: last), its name, place, the id."""
    when = dated(claim.published)
    first = when.earliest if when else None
    return first or date.max, claim.source, claim.claim.evidence[0].start, claim.claim.id


def in_order(claims: Iterable[ResolvedClaim]) -> tuple[ClaimId, ...]:
    """Return the ids of `claims` in the order of telling."""
    return tuple(one.claim.id for one in sorted(claims, key=telling))


def reports_of(claims: Iterable[ResolvedClaim]) -> tuple[str, ...]:
    """Return the names of the reports that `claims` come from, earliest first, each once."""
    return tuple(dict.fromkeys(one.source for one in sorted(claims, key=telling)))


def thing_id(kind: str, claims: Iterable[ResolvedClaim], *more: str) -> ThingId:
    """Hash the earliest claim that tells of a thing into its id.

    A report read later tells later and leaves the id as it is; the order of reading plays no part.
    """
    return ThingId(digest(kind[:2], kind, min(claims, key=telling).claim.id, *more))
