"""What a record keeps ready: its things, the board of commitments, and the picture of any day.

Only what the record says must be worked out is worked out from its claims.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.analysis.commitment_board import history
from servanda.analysis.daily_states import Reader, plain_row
from servanda.analysis.lifecycle import first_day, known_on
from servanda.model import ClaimId, ResolvedClaim, Thing, ThingId, When
from servanda.resolution import Settled
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.resolve import WAY
from servanda.resolution.resolved import tied_to
from servanda.resolution.telling_order import in_order, reports_of

if TYPE_CHECKING:
    from servanda.store import KeptThing, Record

__all__ = ["is_settled", "kept_board", "kept_things", "unhurried"]


Row = dict[str, Any]


@contextmanager
def unhurried() -> Iterator[None]:
    """Let Python not look for circles while many rows are read: there are none in them.

    It would go through all of them again and again, which takes longer than reading them.
    """
    there = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if there:
            gc.enable()


def is_settled(record: Record) -> bool:
    """Whether a record has learnt nothing since its things were last settled."""
    news = record.things.news(WAY)
    return news.reports is not None and not news.reports


def kept_board(record: Record, day: date, *, whole: bool = True) -> list[Row]:
    """List the commitments of a settled record as `servanda.analysis.commitment_board` does on `day`.

    In plain values, each row with the confidence of its surest claim besides. Without `whole`
    what is long is left out: history, links, claims and reports, of which `told` is the number.
    """
    with unhurried():
        return _board(record, day, whole=whole)


def _board(record: Record, day: date, *, whole: bool) -> list[Row]:
    rows = record.things.standing("commitment", day, whole=whole)
    open_ = {ThingId(owner) for owner, cells, _ in rows if cells is None}
    read = Reader(day).row
    found = [read(owner, cells, long) for owner, cells, long in rows if cells is not None]
    if open_:
        found += _worked_out(record, open_, day)
        found.sort(key=_by_due)
    return found


def _by_due(row: Row) -> tuple[str, str, str]:
    """Sort as the board does: by the last day, the day first heard of, the id."""
    last, heard = row["due"] and row["due"]["latest"], row["first_heard"]
    return last or date.max.isoformat(), _first(heard), row["id"]


def _first(heard: Mapping[str, Any] | None) -> str:
    """Return the first day of a time, the last of the calendar where it is vague."""
    if heard is None or heard["earliest"] is None or heard["latest"] is None:
        return date.max.isoformat()
    ends = date.fromisoformat(heard["earliest"]), date.fromisoformat(heard["latest"])
    return first_day(When.between(*ends)).isoformat()


def _worked_out(record: Record, things: Collection[ThingId], day: date) -> list[Row]:
    """Make the rows of some commitments from their claims; of what nobody knew yet there is none."""
    world = _world(record, frozenset(things))
    rows: list[Row] = []
    for thing in world.of("commitment"):
        told = world.told(thing)
        if thing.id in things and any(known_on(one, day) for one in told):
            sure = max(one.claim.confidence for one in told)
            rows.append({**plain_row(history(world, thing, today=day)), "confidence": sure})
    return rows


def kept_things(
    record: Record, claims: Mapping[ClaimId, ResolvedClaim]
) -> tuple[Thing, ...] | None:
    """Return the things that a record keeps ready, told by `claims`: all that now stand in it.

    None where the record has learnt something since its things were last settled.
    """
    if not is_settled(record):
        return None
    return tuple(_thing(one, claims) for one in record.things.all())


def _thing(kept: KeptThing, claims: Mapping[ClaimId, ResolvedClaim]) -> Thing:
    told = [claims[one] for one in kept.claims]
    return Thing(kept.id, kept.kind, in_order(told), reports_of(told), kept.links, kept.reasons)


def _world(record: Record, things: frozenset[ThingId]) -> Settled:
    """Load some things as they are kept, with what is tied to them."""
    wanted = things | record.things.tied(things)
    view = record.view(among=record.things.reports_beside(wanted))
    claims = {one.claim.id: one for one in view.claims()}
    found = [_thing(one, claims) for one in record.things.all(wanted)]
    reports = view.reports()
    return Settled(
        tuple(found),
        claims,
        stories=stories(reports, find_copies(reports)),
        tied_to=tied_to(found),
        decisions=tuple(view.decisions()),
    )
