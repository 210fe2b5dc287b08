"""Pages of a list that stands under days: how many rows each day has is kept, a page reads its days alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any, Protocol

from fastapi.responses import Response

from servanda.analysis.timeline_list import entry_day
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_parameters import Paging
from servanda.server.api.api_replies import PAGED, Cursor, cut, page_answer
from servanda.server.kept_answers import kept_for
from servanda.server.visit import Visit

__all__ = ["ByDay", "paged_by_day"]


class ByDay(Protocol):
    """A list whose rows stand under days; a row's id is its own only among those of a day."""

    def days(self) -> tuple[tuple[str, int], ...]:
        """Return the days, in order, each with the number of its rows."""

    def rows(self, first: str, last: str) -> list[dict[str, Any]]:
        """Return the rows of the days between two, both included, in order."""


def paged_by_day(visit: Visit, paging: Paging, listed: ByDay) -> Response:
    """Answer with a page of a list, or with 304; a cursor's key is the day of the last row."""
    after = Cursor.read(visit, paging.cursor) or Cursor()
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    days = kept_for(visit, listed.days, len, whatever=PAGED)
    ends = list(accumulate(count for _, count in days))
    total = ends[-1] if ends else 0
    at = _day_of(days, ends, after)
    if at == len(days):
        return page_answer(visit, {"items": []}, None, tag, {"total": total})
    before = ends[at - 1] if at else 0
    # One day more than the page may need: where the cursor's row is in its day is not known yet.
    last = min(bisect_right(ends, ends[at] + paging.limit), len(days) - 1)
    rows = listed.rows(days[at][0], days[last][0])
    within = Cursor(max(0, after.position - before), after.last)
    part, following = cut(rows, within, paging.limit)
    end = before + (following.position if following else len(rows))
    if part and end < total:
        day = date.fromisoformat(entry_day(part[-1]))
        following = Cursor(end, str(part[-1]["id"]), day.toordinal())
    return page_answer(visit, {"items": part}, following, tag, {"total": total})


def _day_of(days: Sequence[tuple[str, int]], ends: Sequence[int], after: Cursor) -> int:
    """Say on which of the days a page begins: that of the cursor's row, else that of its position."""
    if 0 < after.key <= date.max.toordinal():
        day = date.fromordinal(after.key).isoformat()
        place = bisect_right(days, (day,))
        if place < len(days) and days[place][0] == day:
            return place
    return bisect_right(ends, after.position)
