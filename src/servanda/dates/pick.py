"""Choose the year, month or day an incomplete expression means, seen from one day.

Past: the latest that does not lie ahead. Future: the first that does not lie behind. Where no verb
tells, the nearest, in doubt the past: news looks back.
"""

from __future__ import annotations

from datetime import date

from servanda.dates.calc import add_days, add_months, safe_day
from servanda.model.timeref import Direction

__all__ = ["pick_day", "pick_month", "pick_weekday"]

# A day without a year that would lie that far back is the coming one, where that is at hand.
_LONG_GONE, _AT_HAND = 350, 7  # days
_LEAN_PAST = 1.6  # without a verb the future must be that much nearer than the past


def pick_day(anchor: date, month: int, day: int, direction: Direction | None) -> date | None:
    """Return the day with that month and day which is meant from `anchor`."""
    candidates = [
        found
        for year in range(anchor.year - 8, anchor.year + 9)
        if (found := safe_day(year, month, day)) is not None
    ]
    behind = max((d for d in candidates if d <= anchor), default=None)
    ahead = min((d for d in candidates if d >= anchor), default=None)
    if (
        direction is Direction.PAST
        and behind is not None
        and ahead is not None
        and (anchor - behind).days > _LONG_GONE
        and (ahead - anchor).days <= _AT_HAND
    ):
        return ahead  # "thanked them for hosting the summit on June 16", said the day before
    return _choose(anchor, behind, ahead, direction)


def pick_month(anchor: date, month: int, direction: Direction | None) -> date:
    """Return the first day of the month which is meant from `anchor`."""
    here = anchor.replace(day=1)
    back = (anchor.month - month) % 12
    forth = (month - anchor.month) % 12
    behind, ahead = add_months(here, -back), add_months(here, forth)
    return _choose(here, behind, ahead, direction) or here


def pick_weekday(anchor: date, weekday: int, direction: Direction | None) -> date:
    """Return the weekday (1 Monday to 7 Sunday) which is meant from `anchor`; the day itself counts."""
    if direction is Direction.FUTURE:
        return add_days(anchor, (weekday - anchor.isoweekday()) % 7)
    return add_days(anchor, -((anchor.isoweekday() - weekday) % 7))


def _choose(
    anchor: date, behind: date | None, ahead: date | None, direction: Direction | None
) -> date | None:
    if behind is None or ahead is None:
        return behind or ahead
    if direction is Direction.PAST:
        return behind
    if direction is Direction.FUTURE:
        return ahead
    back, forth = (anchor - behind).days, (ahead - anchor).days
    return ahead if forth * _LEAN_PAST < back else behind
