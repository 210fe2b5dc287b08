"""What an answer to an item of the review queue comes to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from servanda.model import Action, ClaimId, Concern
from servanda.review.item_verdict import ItemVerdict, decision_on
from servanda.review.queue import ReviewItem

AT = datetime(2032, 1, 1, tzinfo=UTC)
ENDS = {"co-1": (ClaimId("c-1"),), "co-2": (ClaimId("c-2"), ClaimId("c-3"))}


def item(kind: str, about: str, ids: tuple[str, ...], claims: tuple[str, ...]) -> ReviewItem:
    return ReviewItem(kind, about, 0.5, "what", (), ids, claims, ())


@pytest.mark.parametrize(
    ("asked", "accept", "action", "concern", "field"),
    [
        (item("claim", "quote", ("c-1",), ("c-1",)), True, Action.ACCEPT, Concern.CLAIM, None),
        (item("claim", "quote", ("c-1",), ("c-1",)), False, Action.REJECT, Concern.CLAIM, None),
        (
            item("tie", "fulfils", ("co-1", "co-2"), ("c-1", "c-2", "c-3")),
            False,
            Action.REJECT,
            Concern.MATCH,
            "fulfils",
        ),
        (
            item("match", "commitment", ("co-2",), ("c-2", "c-3")),
            True,
            Action.MERGE,
            Concern.MATCH,
            None,
        ),
        (
            item("match", "commitment", ("co-2",), ("c-2", "c-3")),
            False,
            Action.SPLIT,
            Concern.MATCH,
            None,
        ),
    ],
)
def test_an_answer_is_a_decision(
    asked: ReviewItem, accept: bool, action: Action, concern: Concern, field: str | None
) -> None:
    word = decision_on(asked, ItemVerdict(accept, "Ana", AT, "seen"), ENDS)
    assert word is not None
    assert (word.action, word.concern, word.field) == (action, concern, field)
    assert (word.author, word.reason) == ("Ana", "seen")


def test_that_many_claims_are_not_one_thing_says_too_little() -> None:
    asked = item("match", "commitment", ("co-1",), ("c-1", "c-2", "c-3"))
    assert decision_on(asked, ItemVerdict(accept=False, author="Ana", at=AT), ENDS) is None
