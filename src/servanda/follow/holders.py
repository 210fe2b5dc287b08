"""Who held which office on a day, and how sure that is."""

from __future__ import annotations

from datetime import date

from servanda.follow.answers import Holder
from servanda.identity import Settled

__all__ = ["holders"]


def holders(
    world: Settled, day: date, *, office: str | None = None, party: str | None = None
) -> tuple[Holder, ...]:
    """List who held which office on `day`, by party and office, the surest answer for each.

    `office` is any way to put it ("defence minister"); `party` a code.
    """
    del world, day, office, party
    return ()
