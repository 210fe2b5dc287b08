"""Conflicts: where the reports of one entity exclude each other. Both sides are shown, never averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.model import Capability, Consultation, ConsultationStatus, Entity, ResolvedClaim
from servanda.resolution import Resolution

__all__ = ["Conflict", "conflicts"]


_OVER = (ConsultationStatus.HELD, ConsultationStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What reports of one entity say differently: `sides` has each value with the reports that give it."""

    about: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def mentions(self) -> str:
        """Both sides in one line."""
        return "; ".join(f"{value} ({', '.join(reports)})" for value, reports in self.sides)


def conflicts(resolution: Resolution, entity: Entity) -> tuple[Conflict, ...]:
    """List the conflicts within one entity: its day, its land, whether it was held, its numbers.

    A vaguer account is none: "in May" and "on 4 May" agree.
    """
    mentions = resolution.claims_of(entity)
    found = [Conflict(about, sides) for about, of in _ASKED if (sides := _sides(mentions, of))]
    return tuple(found)


def _sides(
    mentions: Sequence[ResolvedClaim], of: Callable[[ResolvedClaim], str | None]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given: defaultdict[str, list[str]] = defaultdict(list)
    for claim in mentions:
        value = of(claim)
        if value and claim.source not in given[value]:
            given[value].append(claim.source)
    sides = [(value, tuple(names)) for value, names in given.items() if names]
    return tuple(sorted(sides)) if len(sides) > 1 else ()


def _day(claim: ResolvedClaim) -> str | None:
    when = claim.time("when")
    return when.edtf if when is not None and when.is_day else None


def _land(claim: ResolvedClaim) -> str | None:
    body = claim.claim.body
    return body.country if isinstance(body, Consultation) else None


def _came_off(claim: ResolvedClaim) -> str | None:
    body = claim.claim.body
    if isinstance(body, Consultation) and body.status in _OVER:
        return body.status.value
    return None


def _reach(claim: ResolvedClaim) -> str | None:
    body = claim.claim.body
    return f"{body.range_km} km" if isinstance(body, Capability) and body.range_km else None


def _price(claim: ResolvedClaim) -> str | None:
    body = claim.claim.body
    return body.price if isinstance(body, Capability) else None


_ASKED: tuple[tuple[str, Callable[[ResolvedClaim], str | None]], ...] = (
    ("day", _day),
    ("land", _land),
    ("status", _came_off),
    ("range", _reach),
    ("price", _price),
)
