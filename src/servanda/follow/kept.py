"""What a record keeps ready: its things, and the board of commitments without what they rest on.

Only what some reports tell later than the day asked for is worked out from their claims.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.follow.board import history
from servanda.follow.deadlines import first_day
from servanda.follow.listing import on_day
from servanda.follow.plain import plain_row
from servanda.identity import Settled
from servanda.identity.copies import find_copies, stories
from servanda.identity.order import in_order, reports_of
from servanda.identity.settle import WAY
from servanda.identity.settled import tied_to
from servanda.model import ClaimId, ResolvedClaim, Thing, ThingId

if TYPE_CHECKING:
    from servanda.record import KeptThing, Record

__all__ = ["kept_board", "kept_things"]

_LAST = date.max.isoformat()


def kept_board(record: Record, day: date) -> list[dict[str, Any]] | None:
    """List the commitments as `servanda.follow.board` does on `day`, in plain values.

    Each row has the confidence of its surest claim besides. None where the record has learnt
    something since its things were last settled.
    """
    news = record.things.news(WAY)
    if news.reports is None or news.reports:
        return None
    found: list[tuple[tuple[str, str, str], dict[str, Any]]] = []
    later: list[ThingId] = []
    for identity, kept in record.things.rows("commitment"):
        if kept.first is not None and kept.first > day:
            continue
        if kept.whole is not None and kept.whole > day:
            later.append(identity)
        else:
            order = (kept.cells["due"] or {}).get("latest") or _LAST, kept.cells["heard"], identity
            found.append((order, on_day(kept.cells, day)))
    if later:
        found += _worked_out(record, later, day)
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _worked_out(
    record: Record, things: Collection[ThingId], day: date
) -> list[tuple[tuple[str, str, str], dict[str, Any]]]:
    """Make the rows of commitments of which more is told after `day`."""
    world = _world(record, frozenset(things))
    rows: list[tuple[tuple[str, str, str], dict[str, Any]]] = []
    for thing in world.of("commitment"):
        if thing.id not in things:
            continue
        row = history(world, thing, today=day)
        latest = row.due.latest if row.due else None
        order = (latest or date.max).isoformat(), first_day(row.first_heard).isoformat(), thing.id
        sure = max(one.claim.confidence for one in world.told(thing))
        rows.append((order, {**plain_row(row), "confidence": sure}))
    return rows


def kept_things(
    record: Record, claims: Mapping[ClaimId, ResolvedClaim]
) -> tuple[Thing, ...] | None:
    """Return the things that a record keeps ready, told by `claims`: all that now stand in it.

    None where the record has learnt something since its things were last settled.
    """
    news = record.things.news(WAY)
    if news.reports is None or news.reports:
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
