"""Listing: how a commitment is listed, kept so that a day's list needs none of its reports.

Once every report that speaks of a thing is known, only its status still hangs on the day; before
that it has to be worked out from the reports known by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from servanda.follow.answers import BoardRow
from servanda.follow.board import history
from servanda.follow.deadlines import first_day
from servanda.follow.lifecycle import overdue_step, waiting
from servanda.follow.plain import plain_row
from servanda.follow.said import said_of
from servanda.identity import Settled
from servanda.identity.times import dated
from servanda.model import CommitmentStatus, ResolvedClaim, Thing, When

__all__ = ["Listing", "listing", "on_day"]

_STATUS = CommitmentStatus
_WAITING = (_STATUS.PLANNED, _STATUS.DUE, _STATUS.OVERDUE, _STATUS.UNKNOWN)
_END = date.max


@dataclass(frozen=True, slots=True)
class Listing:
    """A commitment as listed: `row` holds from `whole` on, and nothing is known before `first`.

    A `whole` of date.max says that it must be worked out each time. `row` is a board row in plain
    values, with the confidence of its surest claim, `last` for the day of the last report, and
    `heard` for the day to sort it by.
    """

    row: Mapping[str, Any]
    first: date | None
    whole: date | None


def listing(world: Settled, thing: Thing) -> Listing:
    """Make the listing of a commitment. Raises ValueError where `thing` is none."""
    row = history(world, thing, today=_END)
    told = world.told(thing)
    first = [one.published.earliest if one.published else None for one in told]
    days = [day for one in _about(world, thing) for day in _days(one)]
    whole = max(days, default=None)
    if said_of(world, thing, _END):  # what a person said stands beside what the day made of it
        whole = _END
    heard = [first_day(one.published) for one in told if dated(one.published)]
    last = max(heard, default=None)
    plain = {
        **plain_row(_bare(row)),
        "confidence": max(one.claim.confidence for one in told),
        "last": last.isoformat() if last else None,
        "heard": first_day(row.first_heard).isoformat(),
    }
    return Listing(plain, None if None in first else min(d for d in first if d), whole)


def on_day(row: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return a kept row as it reads on a day from which it holds."""
    found = dict(row)
    del found["heard"]
    last, latest = found.pop("last"), (found["due"] or {}).get("latest")
    if found["status"] not in _WAITING:
        return found
    end = _date(latest)
    status, why = waiting(end, _date(last), day)
    found |= {"status": status.value, "why": why}
    if status is _STATUS.OVERDUE and end is not None:
        on = When.on(end + timedelta(days=1)).to_json()
        found["history"] = [*found["history"], {**_passed(), "on": on, "due": found["due"]}]
    return found


@cache
def _passed() -> Mapping[str, Any]:
    """Return the entry for a last day that went by; the day itself is put in."""
    plain: Mapping[str, Any] = plain_row(overdue_step(When.on(date.min), date.min))
    return plain


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _about(world: Settled, thing: Thing) -> Iterator[ResolvedClaim]:
    """Go through the claims that have a say in what becomes of a commitment."""
    yield from world.told(thing)
    for other in world.tied_to.get(thing.id, ()):
        yield from world.told(other)


def _days(claim: ResolvedClaim) -> Iterator[date]:
    """Give the days from which a claim counts: that of its report, that of what it tells of."""
    for when in (claim.published, claim.time("when")):
        if when is not None and when.earliest is not None:
            yield when.earliest


def _bare(row: BoardRow) -> BoardRow:
    """Leave out of the history what the mere passing of days put there."""
    steps = row.history
    if steps and not steps[-1].report and steps[-1].status is _STATUS.OVERDUE:
        steps = steps[:-1]
    return replace(row, history=steps)
