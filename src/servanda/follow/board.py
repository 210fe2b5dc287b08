"""The board: one row a commitment, with its status on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from servanda.follow.answers import BoardRow
from servanda.identity import Settled
from servanda.model import CommitmentStatus, Thing

__all__ = ["board", "history"]


def board(
    world: Settled,
    *,
    today: date,
    status: Collection[CommitmentStatus] = (),
    party: str | None = None,
) -> tuple[BoardRow, ...]:
    """List the commitments, earliest deadline first, those without one at the end.

    `status` keeps only these, `party` only those that bind or benefit it.
    """
    del world, today, status, party
    return ()


def history(world: Settled, thing: Thing, *, today: date) -> BoardRow:
    """Tell one commitment in full: its row, with every step."""
    raise NotImplementedError
