"""Proposal: what a model says that a report says; and what the gate made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from servanda.model import Claim

__all__ = ["Ground", "Proposal", "Quotation", "Refusal", "RefusedError", "Weighed"]


class Ground(StrEnum):
    """Why a proposal is refused."""

    UNREADABLE = "unreadable"  # the answer is not of the form that was asked for
    SET_ASIDE = "set_aside"  # the report tells of no relation between states
    NO_QUOTATION = "no_quotation"
    NOT_IN_TEXT = "not_in_text"  # the quotation stands nowhere in the report
    NOT_UNIQUE = "not_unique"  # it stands at several places, and nothing tells which is meant
    NOT_THE_REPORT = "not_the_report"  # it stands in what is around the report: a teaser, a footer
    TOO_LONG = "too_long"
    MISSING = "missing"  # a cell that must be filled is empty
    VALUE = "value"  # a cell holds what it cannot hold
    WORDS = "words"  # the words of a cell are not in what is quoted
    NUMBER = "number"
    TIME = "time"
    PARTY = "party"
    PERSON = "person"
    FACTUALITY = "factuality"  # the words deny it, ask it, wish it, or tell of it as ahead
    NO_COMMITMENT = (
        "no_commitment"  # procedure, a state of affairs, a purpose: no promise of a deed
    )
    TOLD = "told"  # the same answer proposed it before


class RefusedError(Exception):
    """A proposal does not pass the gate; it is caught there, and never seen by a user."""

    def __init__(self, ground: Ground, reason: str, cell: str = "") -> None:
        super().__init__(ground, reason, cell)
        self.ground = ground
        self.reason = reason
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a model says stand in the report, with words before and after that make them unique."""

    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model proposes: a kind of claim, its cells as written, and the words that say so."""

    kind: str
    cells: Mapping[str, Any] = field(default_factory=dict)
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a proposal was refused, in which cell if in one, and in words."""

    ground: Ground
    cell: str
    detail: str

    def __str__(self) -> str:
        """Say it in one line."""
        place = f"{self.cell}: " if self.cell else ""
        return f"{self.ground.value}: {place}{self.detail}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal with the claim that it became, or the reason why it was refused: one of the two."""

    proposal: Proposal
    claim: Claim | None = None
    refusal: Refusal | None = None
