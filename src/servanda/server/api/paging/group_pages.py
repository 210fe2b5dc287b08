"""Pages of a list whose rows stand in groups, as under days: how many each has is kept, a page reads its groups alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import accumulate
from typing import Any, Protocol

from fastapi.responses import Response

from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_parameters import Paging
from servanda.server.api.api_replies import PAGED, Cursor, Room, cut, page_answer
from servanda.server.kept_answers import kept_for
from servanda.server.visit import Visit

__all__ = ["Grouped", "paged_by_group"]


Groups = Sequence[tuple[str, int]]


class Grouped(Protocol):
    """A list whose rows stand in groups; a row's id is its own only among those of a group."""

    def groups(self) -> Groups:
        """Return the groups, in order, each with the number of its rows."""

    def rows(self, first: str, last: str) -> list[dict[str, Any]]:
        """Return the rows of the groups between two, both included, in order."""

    def group_of(self, row: dict[str, Any]) -> str:
        """Return the group in which a row stands."""


def paged_by_group(
    visit: Visit, paging: Paging, listed: Grouped, room: Room | None = None
) -> Response:
    """Answer with a page of a list, or with 304; a cursor's key is the day of the last row, if it has one.

    `room` says how many long rows have room on a page.
    """
    after = Cursor.read(visit, paging.cursor) or Cursor()
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    groups = kept_for(visit, listed.groups, len, whatever=PAGED)
    ends = list(accumulate(count for _, count in groups))
    total = ends[-1] if ends else 0
    at = _group_at(groups, ends, after)
    if at == len(groups):
        return page_answer(visit, {"items": []}, None, tag, {"total": total})
    before = ends[at - 1] if at else 0
    # One group more than the page may need: where the cursor's row is in its group is not known yet.
    last = min(bisect_right(ends, ends[at] + paging.limit), len(groups) - 1)
    rows = listed.rows(groups[at][0], groups[last][0])
    within = Cursor(max(0, after.position - before), after.last)
    part, following = cut(rows, within, paging.limit, room)
    end = before + (following.position if following else len(rows))
    if part and end < total:
        following = Cursor(end, str(part[-1]["id"]), _key(listed.group_of(part[-1])))
    return page_answer(visit, {"items": part}, following, tag, {"total": total})


def _key(group: str) -> int:
    """Return the number of a day; none for what is no day."""
    with suppress(ValueError):
        return date.fromisoformat(group).toordinal()
    return 0


def _group_at(groups: Groups, ends: Sequence[int], after: Cursor) -> int:
    """Say in which of the groups a page begins: on the day of the cursor's row, else by its position."""
    if 0 < after.key <= date.max.toordinal():
        day = date.fromordinal(after.key).isoformat()
        place = bisect_right(groups, (day,))
        if place < len(groups) and groups[place][0] == day:
            return place
    return bisect_right(ends, after.position)
