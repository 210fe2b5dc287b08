"""Entity: what claims of several reports tell of, its cells as statements, its status and its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from servanda.errors import UsageError
from servanda.model.decision import Concern, Decision
from servanda.model.ids import ClaimId, EntityId, StatementId, digest
from servanda.model.time import When

__all__ = [
    "STATUS_FIELD",
    "CommitmentStatus",
    "Entity",
    "Link",
    "LinkType",
    "Statement",
    "StatusSaid",
    "status_said",
    "status_value",
]


class CommitmentStatus(StrEnum):
    """Where a commitment stands on a day.

    OVERDUE means the last admissible day has passed and no report in the record says it was
    done; it never means failed. No report either way is UNKNOWN.
    """

    PLANNED = "planned"
    DUE = "due"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    OVERDUE = "overdue"
    REVISED = "revised"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class LinkType(StrEnum):
    """How one resolved entity is tied to another."""

    FULFILS = "fulfils"
    REVISES = "revises"
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    RESPONDS_TO = "responds_to"
    PART_OF = "part_of"


# -- Statement: what the record holds, in three times; Entity: what claims of several reports


@dataclass(frozen=True, slots=True)
class Statement:
    """One cell of the record: `subject` has `property` = `value`.

    `value` is a string in its canonical form, `claims` what it rests on. `recorded` and
    `superseded` are aware instants in UTC; `superseded` is None while the statement stands.
    """

    id: StatementId
    subject: str
    property: str
    value: str
    valid: When | None
    reported: When | None
    recorded: datetime
    superseded: datetime | None
    claims: tuple[ClaimId, ...]

    @staticmethod
    def identity(subject: str, prop: str, value: str, claim: str) -> StatementId:
        """Hash what makes a statement that statement."""
        return StatementId(digest("s", subject, prop, value, claim))


@dataclass(frozen=True, slots=True)
class Link:
    """A tie from one entity to another, with the reason for it."""

    type: LinkType
    to: EntityId
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One resolved entity: an event, commitment, person or report that one or more claims tell of.

    `reasons` say why its claims were held to be about one entity, a line each.
    """

    id: EntityId
    kind: str
    claims: tuple[ClaimId, ...]
    reports: tuple[str, ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()


# -- What a decision on a status says: the status of a commitment, and from which day on


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
        raise UsageError(decision.id, f"this is not a status: {decision.field}={value!r}")
    if not set(value) <= {"status", "on"}:
        raise UsageError(decision.id, f"no such field: {', '.join(map(str, value))}")
    try:
        on = value.get("on")
        day = decision.at.date() if on is None else date.fromisoformat(on)
        return StatusSaid(CommitmentStatus(value["status"]), day, decision)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(decision.id, f"this is not a status: {value!r}") from error
