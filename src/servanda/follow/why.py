"""Why: from any id back to the words, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.follow.answers import WhyStep
from servanda.identity import Settled
from servanda.model import Report

__all__ = ["why"]


def why(
    world: Settled, reports: Sequence[Report], identity: str, *, today: date | None = None
) -> tuple[WhyStep, ...]:
    """Explain a claim, a thing or a report (by id or name); empty where nothing has that id.

    With `today`, a commitment's explanation ends in its status on that day.
    """
    del world, reports, identity, today
    return ()
