"""Dates: every time expression that a calendar can resolve, each time it occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.registry import reader
from servanda.model import Claim, DateMention
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["read_dates"]


@reader("date")
def read_dates(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each day, month, year or other stretch of the calendar that is named."""
    parsed = discourse.parsed
    for ref in parsed.all_times:
        if is_calendar(ref):
            evidence = parsed.evidence(ref.start, ref.end)
            yield Claim.make(
                parsed.report.id,
                DateMention(ref),
                (evidence,),
                rule="date.calendar",
                confidence=0.95,
            )
