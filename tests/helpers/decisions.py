"""Decisions and scores made by hand for tests, on three claims of one commitment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from made import promise, span
from servanda.model import Action, Anchor, Concern, Decision, Score, status_value

AT = datetime(2032, 1, 1, tzinfo=UTC)
TODAY = date(2032, 6, 1)

DUE = span(None, "2031-06-30"), span(None, "2032-12-31")
FIRST = promise("n1", "NR", "buy", "60 Heron patrol drones", due=DUE[0], published="2031-01-01")
AGAIN = promise("n2", "NR", "buy", "60 Heron patrol drones", due=DUE[0], published="2031-02-01")
MOVED = promise("n3", "NR", "buy", "60 Heron patrol drones", due=DUE[1], published="2031-03-01")
A, B, C = (one.claim.id for one in (FIRST, AGAIN, MOVED))


def decide(action: str, concern: str, *targets: str, minutes: int = 0, **more: Any) -> Decision:
    parts = {"author": "ana", "at": AT + timedelta(minutes=minutes), **more}
    if concern == "claim":
        parts["anchors"] = [Anchor(t, "r", "n", "commitment", 0, 1, "x") for t in targets]  # type: ignore[arg-type]
    return Decision.make(Action(action), Concern(concern), targets, **parts)


def status(value: str, *targets: str, **more: Any) -> Decision:
    return decide("amend", "status", *targets, field="status", value=status_value(value), **more)


def score(
    obligor: str,
    value: int | None,
    *targets: str,
    coder: str = "ana",
    minutes: int = 0,
    **more: Any,
) -> Score:
    at = AT + timedelta(minutes=minutes)
    return Score.make(obligor, targets or (A, B), value, coder=coder, at=at, **more)
