"""Entities read whole: with their claims, their links, and how they are listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.model.entity import Link, LinkType
from servanda.model.ids import ClaimId, EntityId
from servanda.store import schema
from servanda.store.columns import parts
from servanda.store.index.entity_rows import EntityRow
from servanda.store.index.entity_states import load_states
from servanda.store.schema_index import entity, entity_claim, link

__all__ = ["load_entities", "load_rows_of"]


def load_entities(
    connection: Connection, where: ColumnElement[bool] | None = None, *, whole: bool
) -> list[EntityRow]:
    """Return the entities that meet `where`, or all; `whole` adds how they are listed."""
    claim = schema.claim
    claims: defaultdict[int, list[ClaimId]] = defaultdict(list)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    members = (
        select(entity_claim.c.entity, claim.c.id)
        .join_from(entity_claim, claim, claim.c.key == entity_claim.c.claim)
        .join(entity, entity.c.key == entity_claim.c.entity)
        .order_by(claim.c.id)
    )
    linked = (
        select(link)
        .join_from(link, entity, entity.c.key == link.c.entity)
        .order_by(link.c.entity, link.c.ordinal)
    )
    columns = (entity.c.first, entity.c.last, entity.c.told, entity.c.row) if whole else ()
    rows = select(entity.c.key, entity.c.id, entity.c.kind, entity.c.reasons, *columns)
    if where is not None:
        members, linked, rows = members.where(where), linked.where(where), rows.where(where)
    for row in connection.execute(members):
        claims[row.entity].append(ClaimId(row.id))
    for row in connection.execute(linked):
        links[row.entity].append(Link(LinkType(row.type), EntityId(row.to), row.why))
    found = connection.execute(rows).all()
    states = load_states(connection, [row.id for row in found]) if whole else {}
    return [
        EntityRow(
            EntityId(row.id),
            row.kind,
            tuple(claims[row.key]),
            tuple(links[row.key]),
            tuple(row.reasons),
            row.row if whole else None,
            tuple(states.get(row.id, ())),
            *(((row.first, row.last, row.told),) if whole else ()),
        )
        for row in found
    ]


def load_rows_of(connection: Connection, ids: Iterable[EntityId]) -> dict[EntityId, Any]:
    """Return how some entities are listed, by their ids: their rows alone."""
    found: dict[EntityId, Any] = {}
    for part in parts(ids):
        query = select(entity.c.id, entity.c.row).where(entity.c.id.in_(part))
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found
