"""The order of claims by their reports, ids that follow from it, and times compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from servanda.model import ClaimId, EntityId, ResolvedClaim, When, digest

__all__ = [
    "calendar_parts",
    "close",
    "dated",
    "entity_id",
    "entity_of_first",
    "in_order",
    "order_key",
    "reports_of",
    "same_end",
    "spread",
]


_ENDLESS = 10**6
_MONTH = 31
_YEAR = 366
_PART = 32  # days in one part of the calendar; see `calendar_parts`
_FINE = 62  # days: a report dated more vaguely than this cannot be put in order with others


OrderKey = tuple[date, str, int, str]


def order_key(claim: ResolvedClaim) -> OrderKey:
    """Sort by the report's first possible day (vague or none: last), its name, place and the id."""
    when = dated(claim.published)
    first = when.earliest if when else None
    return first or date.max, claim.source, claim.claim.evidence[0].start, claim.claim.id


def in_order(claims: Iterable[ResolvedClaim]) -> tuple[ClaimId, ...]:
    """Return the ids of `claims`, earliest report first."""
    return tuple(one.claim.id for one in sorted(claims, key=order_key))


def reports_of(claims: Iterable[ResolvedClaim]) -> tuple[str, ...]:
    """Return the names of the reports that `claims` come from, earliest first, each once."""
    return tuple(dict.fromkeys(one.source for one in sorted(claims, key=order_key)))


def entity_id(kind: str, claims: Iterable[ResolvedClaim], *more: str) -> EntityId:
    """Hash the earliest claim about an entity into its id.

    A report that comes later leaves the id as it is, and the order of reading plays no part.
    """
    return entity_of_first(kind, min(claims, key=order_key).claim.id, *more)


def entity_of_first(kind: str, claim: ClaimId, *more: str) -> EntityId:
    """Return the id of the entity whose earliest claim is this one."""
    return EntityId(digest(kind[:2], kind, claim, *more))


# -- Times compared


def spread(when: When | None) -> int:
    """Return how many days a time leaves open; open ends and no time count as endless."""
    width = None if when is None else when.width
    return _ENDLESS if width is None else width


def dated(when: When | None) -> When | None:
    """Return a report's date where it is fine enough to put the report in order, else None.

    A date that can be in any of several years says nothing of before and after.
    """
    return when if spread(when) <= _FINE else None


def close(a: When | None, b: When | None) -> bool:
    """Whether two times share a day and are fine enough for that to say something."""
    if a is None or b is None or min(spread(a), spread(b)) > _MONTH:
        return False
    return max(spread(a), spread(b)) <= _YEAR and a.meets(b)


def same_end(a: When | None, b: When | None) -> bool:
    """Whether two deadlines are one: the same last day, or one lies within the other."""
    if a is None or b is None:
        return a is b
    if a.latest == b.latest:
        return True
    return a.meets(b) and (_inside(a, b) or _inside(b, a))


def calendar_parts(when: When | None) -> tuple[str, ...]:
    """Return the numbers of the 32-day parts of the calendar that a time may lie in, or just miss.

    Two times that meet, or miss each other by a day, share a part. None where an end is open.
    """
    if when is None or when.earliest is None or when.latest is None:
        return ()
    first, last = when.earliest.toordinal() - 1, when.latest.toordinal() + 1
    return tuple(str(part) for part in range(first // _PART, last // _PART + 1))


def _inside(inner: When, outer: When) -> bool:
    if inner.earliest is None or outer.earliest is None:
        # "by June" and "by 12 June" differ in their last days alone.
        return (
            inner.latest is not None
            and outer.latest is not None
            and abs((outer.latest - inner.latest).days) <= _MONTH
            and (inner.latest.year, inner.latest.month) == (outer.latest.year, outer.latest.month)
        )
    return outer.covers(inner)
