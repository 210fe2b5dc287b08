"""Decisions, scores and grades: what can be said, and its id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from servanda.errors import UsageError
from servanda.model import Action, Anchor, Concern, Decision, Score
from servanda.model.ids import ClaimId

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
SAID: dict[str, Any] = {"author": "ana", "at": AT}


def made(action: str, concern: str, *targets: str, **more: Any) -> Decision:
    return Decision.make(Action(action), Concern(concern), targets, **{**SAID, **more})


def test_the_id_is_that_of_what_is_said_not_of_where_it_stood() -> None:
    place = Anchor(ClaimId("c-1"), "r-1", "a.txt", "quote", 3, 9, "so, so")
    one = made("reject", "claim", "c-2", "c-1", "c-1")
    assert one.targets == ("c-1", "c-2")
    assert made("reject", "claim", "c-1", "c-2", anchors=[place]).id == one.id
    elsewhere = AT.astimezone(timezone(timedelta(hours=9)))
    assert made("reject", "claim", "c-1", "c-2", at=elsewhere).id == one.id
    others = (
        made("accept", "claim", "c-1", "c-2"),
        made("reject", "claim", "c-1"),
        made("reject", "claim", "c-1", "c-2", author="bo"),
        made("reject", "claim", "c-1", "c-2", reason="so"),
        made("reject", "claim", "c-1", "c-2", blind=True),
        made("reject", "claim", "c-1", "c-2", at=AT + timedelta(microseconds=1)),
        made("reject", "match", "c-1", others=["c-2"]),
    )
    assert len({one.id, *(other.id for other in others)}) == 8


@pytest.mark.parametrize(
    ("action", "concern", "targets", "more", "reason"),
    [
        ("reject", "claim", (), {}, "no claim"),
        ("reject", "claim", ("c-1",), {"author": " "}, "nobody is named"),
        ("reject", "claim", ("c-1",), {"at": datetime(2031, 6, 1)}, "time zone"),  # noqa: DTZ001
        ("reject", "claim", ("c-1",), {"others": ["c-2"]}, "two sides"),
        ("reject", "match", ("c-1",), {}, "two sides"),
        ("reject", "status", ("c-1",), {}, "accepted or rejected"),
        ("merge", "match", ("c-1",), {}, "two claims or more"),
        ("merge", "claim", ("c-1", "c-2"), {}, "merged and split"),
        ("split", "match", ("c-1",), {}, "both sides"),
        ("split", "match", ("c-1",), {"others": ["c-1"]}, "both sides"),
        ("amend", "claim", ("c-1",), {}, "names the field"),
        ("amend", "match", ("c-1",), {"others": ["c-2"], "field": "x"}, "names the field"),
    ],
)
def test_parts_that_do_not_go_together(
    action: str, concern: str, targets: tuple[str, ...], more: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        made(action, concern, *targets, **more)


@pytest.mark.parametrize("value", [2, -2, True, 0.5, "1"])
def test_what_is_no_score(value: Any) -> None:
    with pytest.raises(UsageError, match="not a score"):
        Score.make("NR", ["c-1"], value, coder="ana", at=AT)
