"""A report of invented states, and decisions on its claims, that tests of the store share."""

from __future__ import annotations

from datetime import timedelta

from ledgers import AT, LATER, claims, report, span
from servanda.model import (
    Action,
    Claim,
    Commitment,
    Concern,
    Decision,
    Modality,
    Report,
)
from servanda.store import Judged, Record

__all__ = ["MEETING", "OFFICE", "ONE", "PROMISE", "decide", "kinds", "promise", "put"]

ONE = report("a.txt")
MEETING, PROMISE, OFFICE, *_ = claims(ONE)


def put(record: Record, one: Report = ONE, told: tuple[Claim, ...] | None = None) -> None:
    record.put(one, claims(one) if told is None else told, at=AT, reader="1")


def decide(
    action: str,
    *targets: str,
    concern: Concern = Concern.CLAIM,
    author: str = "ana",
    minutes: int = 0,
    **more: object,
) -> Decision:
    at = LATER + timedelta(minutes=minutes)
    return Decision.make(Action(action), concern, targets, author=author, at=at, **more)  # type: ignore[arg-type]


def kinds(record: Record, judged: Judged = Judged.APPLIED) -> list[str]:
    return [one.claim.kind for one in record.view(judged=judged).claims()]


def promise(of: Report, words: str, entity: str = "40 barges") -> Claim:
    body = Commitment(("VE",), "lend", entity, Modality.WILL)
    return Claim.make(of.id, body, (span(of, words),), rule="will")
