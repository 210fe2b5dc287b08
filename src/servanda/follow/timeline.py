"""The timeline: everything that has a date, in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.follow.answers import Entry
from servanda.identity import Settled
from servanda.model import Report

__all__ = ["timeline"]


def timeline(
    world: Settled,
    reports: Sequence[Report] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    party: str | None = None,
) -> tuple[Entry, ...]:
    """List everything dated that may lie between `since` and `until` (both included), in order."""
    del world, reports, since, until, party
    return ()
