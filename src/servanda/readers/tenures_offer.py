"""Offer: one place that gives a person an office."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Offer"]


@dataclass(frozen=True, slots=True)
class Offer:
    """One place that gives a person an office."""

    start: int
    end: int
    office: str
    head: str
    party: str | None
    rule: str
    former: bool = False
    incoming: bool = False
    by_rank: bool = False
    counterpart: bool = False
