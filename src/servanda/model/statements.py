"""Statement: what the record holds, in three times; Thing: what claims of several reports tell of.

*Valid* time is when it is so, *reported* when a report said so, *recorded* when the record
learned it. A statement is never changed in place save that its recorded interval is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from servanda.model.ids import ClaimId, StatementId, ThingId, digest
from servanda.model.status import LinkType
from servanda.model.when import When

__all__ = ["Link", "Statement", "Thing"]


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
    """A tie from one thing to another, with the reason for it."""

    type: LinkType
    to: ThingId
    why: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One resolved thing: an event, commitment, person or report that one or more claims tell of.

    `reasons` say why its claims were held to be about one thing, a line each.
    """

    id: ThingId
    kind: str
    claims: tuple[ClaimId, ...]
    reports: tuple[str, ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()
