"""Decisions at the desk: kept under the name of whoever is there, and the index brought up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.errors import NotFoundError, UsageError
from servanda.indexing.update import update_index
from servanda.model import (
    Action,
    ClaimId,
    Concern,
    Decision,
    EntityId,
    ResolvedClaim,
    Undo,
    Word,
    status_value,
)
from servanda.review.written_value import written_value
from servanda.server.visit import Visit

__all__ = ["amend", "claim_in_view", "judge", "targets_of", "undo"]


def targets_of(visit: Visit, identity: str) -> tuple[str, ...]:
    """Return the claims that an id stands for: the claim itself, or those of an entity.

    Raises NotFoundError where there is nothing of that id.
    """
    entities = visit.desk.record.entities
    claims = entities.claims_of([EntityId(identity)])
    if claims:
        return tuple(sorted(claims))
    if entities.reports_of([ClaimId(identity)]):
        return (identity,)
    raise NotFoundError(identity, "the record has no such claim or entry", "search for its words")


def judge(visit: Visit, identity: str, action: Action, reason: str = "") -> Decision:
    """Accept or reject a claim, or all claims of an entity, and return the decision."""
    word = Decision.make(
        action,
        Concern.CLAIM,
        targets_of(visit, identity),
        author=visit.person.name,
        at=visit.now,
        reason=reason.strip(),
    )
    return _kept(visit, word)


def amend(
    visit: Visit, one: ResolvedClaim, fields: Mapping[str, str], reason: str = ""
) -> list[Decision]:
    """Put other values, as a person writes them, in fields of a claim; return the decisions.

    Raises UsageError where a field cannot hold its value; then none is kept.
    """
    words = [_amendment(visit, one, field, text, reason) for field, text in fields.items()]
    if not words:
        raise UsageError("the claim", "nothing in it was changed", "write another value")
    return [_kept(visit, word) for word in words]


def _amendment(visit: Visit, one: ResolvedClaim, field: str, text: str, reason: str) -> Decision:
    claim = one.claim
    made: dict[str, Any] = {
        "author": visit.person.name,
        "at": visit.now,
        "reason": reason.strip(),
        "field": field,
    }
    if field == "status" and claim.kind == "commitment":
        value = status_value(text, visit.moment.today)
        entities = visit.desk.record.entities
        mine = entities.claims_of(entities.entities_of([claim.id])) or {claim.id}
        return Decision.make(Action.AMEND, Concern.STATUS, mine, value=value, **made)
    value = written_value(claim.kind, field, text)
    return Decision.make(Action.AMEND, Concern.CLAIM, [claim.id], value=value, **made)


def undo(visit: Visit, identity: str, reason: str = "") -> Word:
    """Take a decision back. Raises NotFoundError where no such one is in force."""
    back = Undo(visit.person.name, visit.now, reason.strip())
    word = visit.desk.record.words.undo(identity, back, at=visit.now)
    update_index(visit.desk.record)
    return word


def claim_in_view(visit: Visit, identity: str) -> ResolvedClaim:
    """Return a claim, rejected or not. Raises NotFoundError."""
    from servanda.store import Judged

    record = visit.desk.record
    home = record.entities.reports_of([ClaimId(identity)])
    found = record.view(among=home, judged=Judged.ALL).claims(ids=(identity,)) if home else ()
    if not found:
        raise NotFoundError(identity, "the record has no such claim", "search for its words")
    return found[0]


def _kept(visit: Visit, word: Decision) -> Decision:
    kept = visit.desk.record.words.add(word, at=visit.now)
    update_index(visit.desk.record)
    return kept
