"""What became of a commitment, and what a thing in the record is tied to."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["CommitmentStatus", "LinkType"]


class CommitmentStatus(StrEnum):
    """Where a commitment stands on a day.

    OVERDUE means the last admissible day has passed and no report in the record says it was
    done; it never means failed. No report either way is UNKNOWN.
    """

    PLANNED = "planned"
    DUE = "due"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    OVERDUE = "overdue"
    REVISED = "revised"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class LinkType(StrEnum):
    """How one resolved thing is tied to another."""

    FULFILS = "fulfils"
    REVISES = "revises"
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    RESPONDS_TO = "responds_to"
    PART_OF = "part_of"
