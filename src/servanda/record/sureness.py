"""Sureness: which claims a view keeps that is asked for those of some confidence only."""

from __future__ import annotations

from servanda.errors import UsageError
from servanda.model.resolved import ResolvedClaim

__all__ = ["least_confidence", "sure_enough"]


def least_confidence(value: object) -> float | None:
    """Return the least confidence asked for, 0 to 1. Raises UsageError where it is something else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(
            f"min_confidence {value}",
            "it is no confidence",
            "give a number from 0 to 1, such as 0.8",
        )
    return float(value)


def sure_enough(one: ResolvedClaim, least: float | None) -> bool:
    """Whether a claim is as sure as asked; what a person accepted or amended is."""
    if least is None or one.claim.confidence >= least:
        return True
    return bool(one.judged) and not one.rejected
