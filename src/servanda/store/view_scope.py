"""What a view shows: its three times, whose decisions count, and which reports and claims it leaves out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from servanda.errors import UsageError
from servanda.model.addition import is_added
from servanda.model.claim import ResolvedClaim, Tenure
from servanda.store.clock import Held, held_at
from servanda.store.decisions.decisions_in_force import Grades, Judged
from servanda.store.statement_cells import tenure_interval

__all__ = ["ViewScope", "least_confidence"]


@dataclass(frozen=True, slots=True)
class ViewScope:
    """The parameters of a view, as `Record.view` takes them; `least` is the least confidence.

    `held` selects the rows of a table that stood at `recorded_by`.
    """

    as_of: date | None = None
    known_by: date | None = None
    recorded_by: datetime | None = None
    as_read: bool = False
    judged: Judged = Judged.APPLIED
    grades: Grades = field(default_factory=Grades)
    among: Collection[str] | None = None
    least: float | None = None
    held: Held = field(init=False)

    def __post_init__(self) -> None:
        """Work out which rows stood."""
        object.__setattr__(self, "held", held_at(self.recorded_by))

    @property
    def undecided(self) -> bool:
        """Whether no decision counts: what persons added is left out too."""
        return self.as_read or self.judged is Judged.NONE

    def shows(self, claim: ResolvedClaim) -> bool:
        """Whether a claim is shown: it can be so on the day, is sure enough and not rejected."""
        if claim.rejected and self.judged is not Judged.ALL:
            return False
        if self.undecided and is_added(claim.claim):
            return False
        return self._can_be(claim) and self._sure_enough(claim)

    def _can_be(self, one: ResolvedClaim) -> bool:
        body = one.claim.body
        if self.as_of is None or not isinstance(body, Tenure):
            return True
        valid = tenure_interval(body, dict(one.times), one.published)
        return valid is None or valid.holds(self.as_of)

    def _sure_enough(self, one: ResolvedClaim) -> bool:
        """Whether a claim is as sure as asked; one that a person accepted or amended is."""
        if self.least is None or one.claim.confidence >= self.least:
            return True
        return bool(one.judged) and not one.rejected


def least_confidence(value: object) -> float | None:
    """Return the least confidence asked for, 0 to 1. Raises UsageError where it is something else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(
            f"min_confidence {value}",
            "it is not a confidence",
            "give a number from 0 to 1, such as 0.8",
        )
    return float(value)
