"""Compliance scored at the desk: kept under the name of whoever is there, by the commitment's guideline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from servanda.errors import NotFoundError, UsageError
from servanda.model import Action, Concern, Decision, EntityId, Score
from servanda.review.compliance_scores import guideline_of
from servanda.server.deciding import keep
from servanda.server.visit import Visit

if TYPE_CHECKING:
    from servanda.model import Entity
    from servanda.resolution import Resolution

__all__ = ["commitment_of", "score", "set_guideline"]


def commitment_of(visit: Visit, identity: str) -> tuple[Resolution, Entity]:
    """Return a commitment by its id, with what is known of it. Raises NotFoundError."""
    found = visit.questions.selection.entities([EntityId(identity)])
    entity = next((one for one in found.entities if one.id == identity), None)
    if entity is None or entity.kind != "commitment":
        reason = "the record has no such commitment"
        raise NotFoundError(identity, reason, "look for it among all commitments, or search")
    return found, entity


def score(
    visit: Visit,
    identity: str,
    obligor: str,
    value: int | None,
    *,
    guideline: str | None = None,
    start: date | None = None,
    end: date | None = None,
    reason: str = "",
    blind: bool = False,
) -> Score:
    """Score how far an obligor kept a commitment; another score by the same coder takes its place.

    A guideline or a day that is None is that of the commitment's guideline. Raises NotFoundError
    where there is no such commitment, UsageError for what is no score.
    """
    found, entity = commitment_of(visit, identity)
    known = guideline_of(found, entity)
    text = guideline if guideline is not None else known.text if known else ""
    word = Score.make(
        obligor,
        entity.claims,
        value,
        coder=visit.person.name,
        at=visit.now,
        guideline=" ".join(text.split()),
        start=start or (known.start if known else None),
        end=end or (known.end if known else None),
        reason=" ".join(reason.split()),
        blind=blind,
    )
    return visit.desk.record.words.add(word, at=visit.now)


def set_guideline(
    visit: Visit,
    identity: str,
    text: str,
    *,
    start: date | None = None,
    end: date | None = None,
    reason: str = "",
) -> Decision:
    """Write down what counts as full, partial and no compliance with a commitment, and by when.

    Raises NotFoundError where there is no such commitment, UsageError without a text or for days exchanged.
    """
    if not text.strip():
        raise UsageError("the guideline", "there is no text", "say what counts as compliance")
    if start is not None and end is not None and end < start:
        raise UsageError(f"{start}..{end}", "the window ends before it begins")
    _, entity = commitment_of(visit, identity)
    days = {name: one.isoformat() for name, one in (("start", start), ("end", end)) if one}
    word = Decision.make(
        Action.AMEND,
        Concern.ENTITY,
        entity.claims,
        author=visit.person.name,
        at=visit.now,
        reason=" ".join(reason.split()),
        field="guideline",
        value={"text": " ".join(text.split()), **days},
    )
    return keep(visit, word)
