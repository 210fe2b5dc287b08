"""Writing entities in place of others, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from servanda.model.entity import Link
from servanda.model.ids import ClaimId, EntityId
from servanda.store import schema
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.index.entity_states import (
    StateRow,
    TenureChange,
    add_states,
    drop_states,
    replace_tenures,
)
from servanda.store.schema import standing
from servanda.store.schema_index import (
    blocking_key,
    entity,
    entity_claim,
    link,
    name_use,
    person_name,
    state,
    tenure,
    tenure_mention,
)

__all__ = ["EntityRow", "NameRow", "drop_entities", "replace_entities", "replace_names"]


NameRow = tuple[str, str, str, bool]
"""A name, the office's key and the party given with it ("" where none is), whether it introduces."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as the index has it: `claims` sorted by their ids, `states` by their days.

    `row` is what is long in how it is listed; None where nothing is. `place` puts the entities of a kind in
    order: two days, and the report that told of it first.
    """

    id: EntityId
    kind: str
    claims: tuple[ClaimId, ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()
    row: Mapping[str, Any] | None = None
    states: tuple[StateRow, ...] = ()
    place: tuple[date, date, str] = (date.max, date.min, "")


def replace_entities(
    connection: Connection,
    dialect: Dialect,
    kept: Sequence[EntityRow],
    *,
    instead_of: Iterable[EntityId] | None,
    reports: Iterable[str],
    keys: Mapping[ClaimId, Collection[int]],
    tenures: TenureChange,
) -> None:
    """Write entities in place of others (None: of all); see `RecordIndex.keep_entities`."""
    if instead_of is None:
        drop_entities(connection)
    else:
        _drop(connection, instead_of)
    reports = sorted(reports)
    _forget(connection, reports)
    mentioned = {one.claim for one in tenures.mentions}
    ids = _keys_of(connection, {*keys, *mentioned, *(c for one in kept for c in one.claims)})
    hashes = [
        {"hash": value, "claim": ids[claim]}
        for claim, values in keys.items()
        if claim in ids
        for value in sorted(values)
    ]
    if hashes:
        dialect.insert(connection, blocking_key, hashes)
    _add(connection, dialect, kept, ids)
    replace_tenures(connection, dialect, tenures, reports, ids)


def drop_entities(connection: Connection) -> None:
    """Take out all entities, with their blocking keys and tenures; the names of persons stay."""
    for table in (entity_claim, link, entity, blocking_key, state, tenure, tenure_mention):
        connection.execute(delete(table))


def _drop(connection: Connection, entities: Iterable[EntityId]) -> None:
    for part in parts(entities):
        drop_states(connection, part)
        mine = select(entity.c.key).where(entity.c.id.in_(part))
        connection.execute(delete(entity_claim).where(entity_claim.c.entity.in_(mine)))
        connection.execute(delete(link).where(link.c.entity.in_(mine)))
        connection.execute(delete(entity).where(entity.c.id.in_(part)))


def replace_names(
    connection: Connection, dialect: Dialect, names: Mapping[str, Collection[NameRow]]
) -> None:
    """Write how some reports call people, in place of how they did."""
    _forget_names(connection, names)
    _keep_names(connection, dialect, names)


def _forget(connection: Connection, reports: Iterable[str]) -> None:
    """Take out the blocking keys of reports."""
    claim = schema.claim
    for part in parts(reports):
        mine = select(claim.c.key).where(claim.c.report.in_(part))
        connection.execute(delete(blocking_key).where(blocking_key.c.claim.in_(mine)))


def _forget_names(connection: Connection, reports: Iterable[str]) -> None:
    """Take out the names of reports; those that nobody uses any more go too."""
    for part in parts(reports):
        used = select(name_use.c.name).where(name_use.c.report.in_(part))
        keys = list(connection.execute(used.distinct()).scalars())
        connection.execute(delete(name_use).where(name_use.c.report.in_(part)))
        for some in parts(keys):
            still = select(name_use.c.name).where(name_use.c.name.in_(some))
            unused = person_name.c.key.in_(some) & person_name.c.key.not_in(still)
            connection.execute(delete(person_name).where(unused))


def _keep_names(
    connection: Connection, dialect: Dialect, names: Mapping[str, Collection[NameRow]]
) -> None:
    wanted = {one for group in names.values() for one in group}
    keys: dict[NameRow, int] = {}
    for part in parts({one[0] for one in wanted}):
        for row in connection.execute(select(person_name).where(person_name.c.name.in_(part))):
            keys[row.name, row.office, row.party, row.introduces] = row.key
    for one in sorted(wanted - keys.keys()):
        values = dict(zip(("name", "office", "party", "introduces"), one, strict=True))
        added = connection.execute(insert(person_name).values(values).returning(person_name.c.key))
        keys[one] = added.scalar_one()
    rows = [
        {"name": keys[one], "report": report}
        for report, group in names.items()
        for one in sorted(set(group))
    ]
    if rows:
        dialect.insert(connection, name_use, rows)


def _keys_of(connection: Connection, claims: Iterable[ClaimId]) -> dict[ClaimId, int]:
    claim = schema.claim
    found: dict[ClaimId, int] = {}
    for part in parts(claims):
        query = select(claim.c.id, claim.c.key).where(claim.c.id.in_(part), standing(claim))
        found.update((ClaimId(row.id), row.key) for row in connection.execute(query))
    return found


def _add(
    connection: Connection,
    dialect: Dialect,
    kept: Sequence[EntityRow],
    ids: Mapping[ClaimId, int],
) -> None:
    for some in parts(kept, of=200):
        rows = [_values(one) for one in some]
        dialect.insert(connection, entity, rows)
        query = select(entity.c.id, entity.c.key).where(entity.c.id.in_([one.id for one in some]))
        keys = {row.id: row.key for row in connection.execute(query)}
        members = [
            {"entity": keys[one.id], "claim": ids[claim]}
            for one in some
            for claim in one.claims
            if claim in ids
        ]
        links = [
            {"entity": keys[one.id], "ordinal": at, "type": k.type.value, "to": k.to, "why": k.why}
            for one in some
            for at, k in enumerate(one.links)
        ]
        for table, values in ((entity_claim, members), (link, links)):
            if values:
                dialect.insert(connection, table, values)
        add_states(connection, dialect, [(one.id, one.kind, one.states) for one in some])


def _values(one: EntityRow) -> dict[str, Any]:
    row = None if one.row is None else dict(one.row)
    first, last, told = one.place
    order = {"first": first, "last": last, "told": told}
    return {"id": one.id, "kind": one.kind, **order, "reasons": list(one.reasons), "row": row}
