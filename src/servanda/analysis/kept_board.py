"""What a record keeps ready: its entities, the board of commitments, and the picture of any day.

Only what the record says must be worked out is worked out from its claims.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.analysis.commitment_board import history
from servanda.analysis.daily_states import Reader
from servanda.analysis.lifecycle import first_day, known_on
from servanda.model import ClaimId, Entity, EntityId, ResolvedClaim, When
from servanda.model.serialization import plain_row
from servanda.resolution import Resolution
from servanda.resolution.claim_order import in_order, reports_of
from servanda.resolution.near_duplicates import find_copies, stories
from servanda.resolution.resolve import VERSION
from servanda.resolution.result import backlinks

if TYPE_CHECKING:
    from servanda.store import KeptEntity, Record

__all__ = ["is_settled", "kept_board", "kept_entities", "unhurried"]


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
    """Whether a record has learnt nothing since its entities were last settled."""
    news = record.entities.news(VERSION)
    return news.reports is not None and not news.reports


def kept_board(record: Record, day: date, *, whole: bool = True) -> list[Row]:
    """List the commitments of a settled record as `servanda.analysis.commitment_board` does on `day`.

    In plain values, each row with the confidence of its surest claim besides. Without `whole`
    what is long is left out: history, links, claims and reports, of which `told` is the number.
    """
    with unhurried():
        return _board(record, day, whole=whole)


def _board(record: Record, day: date, *, whole: bool) -> list[Row]:
    rows = record.entities.standing("commitment", day, whole=whole)
    open_ = {EntityId(owner) for owner, cells, _ in rows if cells is None}
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


def _worked_out(record: Record, entities: Collection[EntityId], day: date) -> list[Row]:
    """Make the rows of some commitments from their claims; of what nobody knew yet there is none."""
    world = _world(record, frozenset(entities))
    rows: list[Row] = []
    for entity in world.of("commitment"):
        told = world.claims_of(entity)
        if entity.id in entities and any(known_on(one, day) for one in told):
            sure = max(one.claim.confidence for one in told)
            rows.append({**plain_row(history(world, entity, today=day)), "confidence": sure})
    return rows


def kept_entities(
    record: Record, claims: Mapping[ClaimId, ResolvedClaim]
) -> tuple[Entity, ...] | None:
    """Return the entities that a record keeps ready, told by `claims`: all that now stand in it.

    None where the record has learnt something since its entities were last settled.
    """
    if not is_settled(record):
        return None
    return tuple(_entity(one, claims) for one in record.entities.all())


def _entity(kept: KeptEntity, claims: Mapping[ClaimId, ResolvedClaim]) -> Entity:
    told = [claims[one] for one in kept.claims]
    return Entity(kept.id, kept.kind, in_order(told), reports_of(told), kept.links, kept.reasons)


def _world(record: Record, entities: frozenset[EntityId]) -> Resolution:
    """Load some entities as they are kept, with what is tied to them."""
    wanted = entities | record.entities.tied(entities)
    view = record.view(among=record.entities.reports_beside(wanted))
    claims = {one.claim.id: one for one in view.claims()}
    found = [_entity(one, claims) for one in record.entities.all(wanted)]
    reports = view.reports()
    return Resolution(
        tuple(found),
        claims,
        stories=stories(reports, find_copies(reports)),
        backlinks=backlinks(found),
        decisions=tuple(view.decisions()),
    )
