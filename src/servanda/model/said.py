"""What a decision on a status says: the status of a commitment, and from which day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.errors import UsageError
from servanda.model.decisions import Concern, Decision
from servanda.model.status import CommitmentStatus

__all__ = ["STATUS_FIELD", "StatusSaid", "status_said", "status_value"]

STATUS_FIELD = "status"
"""The field that a decision on a status amends."""


@dataclass(frozen=True, slots=True)
class StatusSaid:
    """A commitment's status in a person's word, and the day from which it holds."""

    status: CommitmentStatus
    on: date
    decision: Decision

    @property
    def why(self) -> str:
        """Say whose word it is, of when, and the reason given."""
        one = self.decision
        tail = f": {one.reason}" if one.reason else ""
        return f"in the judgement of {one.author} on {one.at:%Y-%m-%d}{tail}"


def status_value(status: str, on: date | None = None) -> dict[str, str]:
    """Write the value of a decision on a status; without `on` it holds from the day it is said.

    Raises UsageError where a commitment cannot have that status.
    """
    folded = status.strip().casefold().replace("-", "_").replace(" ", "_")
    if folded not in {one.value for one in CommitmentStatus}:
        known = ", ".join(CommitmentStatus)
        raise UsageError(status, "a commitment has no such status", known)
    return {"status": folded} if on is None else {"status": folded, "on": on.isoformat()}


def status_said(decision: Decision) -> StatusSaid | None:
    """Read a decision on a status; None where it is about something else.

    Raises UsageError where its value is none that `status_value` writes.
    """
    if decision.concern is not Concern.STATUS:
        return None
    value: Mapping[str, Any] | Any = decision.value
    if decision.field != STATUS_FIELD or not isinstance(value, Mapping):
        raise UsageError(decision.id, f"this is no status: {decision.field}={value!r}")
    if not set(value) <= {"status", "on"}:
        raise UsageError(decision.id, f"no such field: {', '.join(map(str, value))}")
    try:
        on = value.get("on")
        day = decision.at.date() if on is None else date.fromisoformat(on)
        return StatusSaid(CommitmentStatus(value["status"]), day, decision)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(decision.id, f"this is no status: {value!r}") from error
