"""What accepting or rejecting an item of the review queue comes to, as a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servanda.model import Action, ClaimId, Concern, Decision, EntityId
from servanda.review.queue import ReviewItem

__all__ = ["ItemVerdict", "decision_on"]


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """A person's answer to an item: whether they accept it, who, when, why, whether blind."""

    accept: bool
    author: str
    at: datetime
    reason: str = ""
    blind: bool = False


def decision_on(
    item: ReviewItem, verdict: ItemVerdict, ends: Mapping[EntityId, Sequence[ClaimId]]
) -> Decision | None:
    """Make the decision; None where rejecting says too little, as of a match of many claims.

    `ends` gives the claims of the entities that a tie joins, by their ids.
    """

    def made(
        action: Action,
        concern: Concern,
        targets: Sequence[str],
        others: Sequence[str] = (),
        field: str | None = None,
    ) -> Decision:
        return Decision.make(
            action,
            concern,
            targets,
            others=others,
            field=field,
            author=verdict.author,
            at=verdict.at,
            reason=verdict.reason,
            blind=verdict.blind,
        )

    action = Action.ACCEPT if verdict.accept else Action.REJECT
    if item.kind == "claim":
        return made(action, Concern.CLAIM, item.claims)
    if item.kind == "tie":
        left, right = (ends.get(EntityId(one), ()) for one in item.ids)
        return made(action, Concern.MATCH, left, right, item.about)
    if verdict.accept:
        return made(Action.MERGE, Concern.MATCH, item.claims)
    if len(item.claims) == 2:
        return made(Action.SPLIT, Concern.MATCH, item.claims[:1], item.claims[1:])
    return None
