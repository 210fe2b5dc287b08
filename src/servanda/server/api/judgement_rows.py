"""The shapes of answers on judgements: agreement, compliance, changes; see `servanda.server.api.api_rows`."""

from __future__ import annotations

from datetime import date
from typing import Literal

from servanda.server.api.api_rows import Row

__all__ = ["AgreementRow", "ChangeRow", "ComplianceRow", "DisagreementRow", "PercentageRow"]


class AgreementRow(Row):
    """How far some coders agree on one kind of judgement; kappa is of two coders only."""

    kind: str
    coders: list[str]
    units: int
    raw: float | None
    kappa: float | None
    alpha: float | None
    level: Literal["nominal", "ordinal", "interval"]


class DisagreementRow(Row):
    """What coders judged differently: pairs of a coder and what they said."""

    kind: str
    what: str
    said: list[tuple[str, str]]
    ids: list[str]


class ComplianceRow(Row):
    """The score of one obligor for one commitment, whose id it bears."""

    id: str
    what: str
    obligor: str
    value: Literal[1, 0, -1] | None
    coders: list[str]
    guideline: str
    start: date | None
    end: date | None
    reason: str
    disputed: list[tuple[str, Literal[1, 0, -1] | None]]
    words: list[str]


class PercentageRow(Row):
    """A mean of scores, by obligor, by commitment or overall."""

    by: Literal["obligor", "commitment", "overall"]
    name: str
    what: str
    scored: int
    disputed: int
    mean: float | None
    percent: float | None


class ChangeRow(Row):
    """A claim that is gone, new, or took the place of another one, with the words it rests on."""

    change: Literal["gone", "new", "changed"]
    report: str
    kind: str
    what: str
    was: str | None
    words: str
    id: str
    was_id: str | None
