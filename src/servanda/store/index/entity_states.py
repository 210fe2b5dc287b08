"""How entities are listed on each day, and who held which office: states and tenures, as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import (
    Select,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import RecordFormatError
from servanda.model.entity import Link, LinkType
from servanda.model.ids import ClaimId, EntityId
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import Day, parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.index.asked import Asked
from servanda.store.schema import standing
from servanda.store.schema_index import entity, link, state, tenure, tenure_mention

__all__ = [
    "Listed",
    "StateRow",
    "TenureChange",
    "TenureMention",
    "TenureRow",
    "in_one",
    "read_cells",
]


Listed = tuple[str, str, str, Any, Any]
"""What is listed on a day: last and first day, owner, cells, and the entity's row or None."""

_AT_ONCE = 500  # rows written by one statement


@dataclass(frozen=True, slots=True)
class StateRow:
    """How an entity, or an office, is listed from the day `start` until before the day `until`.

    `first` and `last` are the days to put it in order by. `cells` are plain values; None says that
    they must be worked out from claims. Ends that are open or unknown are the calendar's. `kind`
    names the list that it is in; "" stands for that of the entity's own kind. `heard` is the day on which it was
    last heard of, where its status passes with the days. `parties` is what a filter looks for in it, written
    by `sides_text`.
    """

    start: date
    until: date
    cells: Any
    first: date = date.min
    last: date = date.max
    status: str = ""
    kind: str = ""
    heard: date | None = None
    parties: str = ""


@dataclass(frozen=True, slots=True)
class TenureMention:
    """A claim that names a person with an office; `since` and `until` are plain values."""

    claim: ClaimId
    person: str
    title: str
    party: str | None
    flags: int
    since: Mapping[str, Any] | None = None
    until: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class TenureRow:
    """One person in one office: `office` names it with its party, `row` is the whole span."""

    id: str
    office: str
    person: str
    row: Mapping[str, Any]

    @property
    def dated(self) -> bool:
        """Whether words say when it began or ended."""
        return not _TERM.isdisjoint(self.row)


_TERM = frozenset(("since", "until"))


@dataclass(frozen=True, slots=True)
class TenureChange:
    """What takes the place of the tenures `instead_of` (their ids; None: of all).

    `mentions` are those of the reports that changed, `states` those of the offices concerned.
    """

    instead_of: Collection[str] | None
    kept: Sequence[TenureRow] = ()
    mentions: Sequence[TenureMention] = ()
    states: Mapping[str, Sequence[StateRow]] | None = None


def replace_tenures(
    connection: Connection,
    dialect: Dialect,
    tenures: TenureChange,
    reports: Collection[str],
    ids: Mapping[ClaimId, int],
) -> None:
    """Write tenures in place of others; `reports` are those that changed, `ids` numbers of claims."""
    if tenures.instead_of is None:
        for table in (tenure, tenure_mention):
            connection.execute(delete(table))
        connection.execute(delete(state).where(state.c.kind == "office"))
    else:
        for part in parts(tenures.instead_of):
            connection.execute(delete(tenure).where(tenure.c.id.in_(part)))
        for part in parts(reports):
            mine = select(schema.claim.c.key).where(schema.claim.c.report.in_(part))
            connection.execute(delete(tenure_mention).where(tenure_mention.c.claim.in_(mine)))
        for part in parts(tenures.states or ()):
            old = state.c.owner.in_(part) & (state.c.kind == "office")
            connection.execute(delete(state).where(old))
    rows = [
        {
            "id": one.id,
            "office": one.office,
            "person": one.person,
            "dated": one.dated,
            "row": one.row,
        }
        for one in tenures.kept
    ]
    mentions = [
        {
            "claim": ids[one.claim],
            "person": one.person,
            "title": one.title,
            "party": one.party,
            "flags": one.flags,
            "since": one.since,
            "until": one.until,
        }
        for one in tenures.mentions
        if one.claim in ids
    ]
    for table, values in ((tenure, rows), (tenure_mention, mentions)):
        if values:
            dialect.insert(connection, table, values)
    add_states(
        connection, dialect, [(k, "office", rows) for k, rows in (tenures.states or {}).items()]
    )


def add_states(
    connection: Connection,
    dialect: Dialect,
    states: Iterable[tuple[str, str, Sequence[StateRow]]],
) -> None:
    """Write the states of some entities or offices, each with its id and its kind."""
    rows = [
        {
            "owner": owner,
            "kind": one.kind or kind,
            "start": one.start,
            "until": one.until,
            "first": one.first,
            "last": one.last,
            "status": one.status,
            "heard": one.heard,
            "parties": one.parties,
            "cells": one.cells,
        }
        for owner, kind, group in states
        for one in group
    ]
    for some in parts(rows, of=_AT_ONCE):
        dialect.insert(connection, state, some)


def drop_states(connection: Connection, owners: Iterable[str] | None) -> None:
    """Take out the states of some entities, or of all; those of offices stay."""
    if owners is None:
        connection.execute(delete(state).where(state.c.kind != "office"))
        return
    for part in parts(owners):
        mine = state.c.owner.in_(part) & (state.c.kind != "office")
        connection.execute(delete(state).where(mine))


# -- reading -----------------------------------------------------------------------------------


def load_standing(connection: Connection, kind: str, day: date, asked: Asked) -> list[Listed]:
    """Return what stands on `day`, in the order to list it: see `Entities.standing`.

    Unless it is asked for whole no rows are fetched.
    """
    if asked.owners is not None:
        return [
            one
            for part in parts(sorted(asked.owners))
            for one in _standing(connection, kind, day, replace(asked, owners=part))
        ]
    return _standing(connection, kind, day, asked)


def _standing(connection: Connection, kind: str, day: date, asked: Asked) -> list[Listed]:
    given: dict[str, Any] = {"kind": kind, "day": min(day, _LAST)}
    if asked.since is not None:
        given["since"] = asked.since
    if asked.until is not None:
        given["by"] = asked.until
    if asked.statuses is not None:
        given["statuses"] = sorted(asked.statuses)
    if asked.owners is not None:
        given["owners"] = list(asked.owners)
    query = _of_a_day(frozenset(given), whole=asked.whole, passing=asked.passing)
    if kind in _ROW_BY_ROW:
        listed = _read_rows(connection.execute(query, given).all())
    else:
        text = connection.execute(in_one(query), given).scalar_one()
        listed = [(*row, *(() if asked.whole else (None,))) for row in read_cells([text or ""])]
    return sorted(listed, key=itemgetter(0, 1, 2))  # in SQL the cells would be carried about


_ROW_BY_ROW = ("office", "table")
"""The lists that are not fetched as one text: ids of offices are no plain words, rows of tables are long."""


@cache
def in_one(query: Select[Any]) -> Select[Any]:
    """Let the database write all rows as one JSON text: ids, kinds and days, and behind these cells.

    To fetch that is twice as quick as to fetch rows. Ids and kinds of entities need no quoting.
    """
    rows = query.subquery()
    quote, comma = literal_column("'\"'", Text), literal_column("','", Text)
    row: ColumnElement[str] = literal_column("'['", Text)
    for at, column in enumerate(rows.c):
        plain = column.name not in ("cells", "row")
        written = (
            quote + column + quote
            if plain
            else func.coalesce(column, literal_column("'null'", Text))
        )
        row = row + (comma + written if at else written)
    return select(func.aggregate_strings(row + literal_column("']'", Text), ","))


_LAST = date.max - timedelta(days=1)
"""The last day that can be asked for: the calendar's own last day stands for no end."""


@cache  # to put a query together takes longer than to run it
def _of_a_day(given: Collection[str], *, whole: bool, passing: bool) -> Select[Any]:
    """Select what stands on a day; `given` are the names of the parameters."""
    names = (state.c.last, state.c.first, state.c.owner, state.c.cells)
    columns: list[ColumnElement[Any]] = [type_coerce(one, Text).label(one.name) for one in names]
    query: Select[Any] = select(*columns)
    if whole:
        row = type_coerce(entity.c.row, Text).label("row")
        query = query.add_columns(row).join_from(state, entity, entity.c.id == state.c.owner)
    day = bindparam("day", type_=Day)
    query = query.where(
        state.c.kind == bindparam("kind"), state.c.start <= day, state.c.until > day
    )
    if passing:
        query = query.where(state.c.until < date.max)
    computed = state.c.cells.is_(None)  # computed from claims: it may be anything
    if "since" in given:
        query = query.where(computed | (state.c.last >= bindparam("since", type_=Day)))
    if "by" in given:
        query = query.where(computed | (state.c.last <= bindparam("by", type_=Day)))
    if "statuses" in given:
        query = query.where(computed | state.c.status.in_(bindparam("statuses", expanding=True)))
    if "owners" in given:
        query = query.where(state.c.owner.in_(bindparam("owners", expanding=True)))
    return query


_NONE = "null"


def read_cells(texts: Sequence[str | None]) -> list[Any]:
    """Read many cells at once, which is quicker than one by one."""
    try:
        found: list[Any] = orjson.loads(
            "[" + ",".join(_NONE if text is None else text for text in texts) + "]"
        )
    except ValueError as error:
        raise _damaged(error) from error
    return found


def _read_rows(rows: Iterable[Any]) -> list[Listed]:
    """Read the cells of rows one by one: where they are long, to join them would take longer."""
    read = orjson.loads
    try:
        return [
            (last, first, owner, None if cells is None else read(cells), None)
            for last, first, owner, cells in rows
        ]
    except ValueError as error:
        raise _damaged(error) from error


def _damaged(error: ValueError) -> RecordFormatError:
    remedy = "restore a backup, or read the reports into a new record"
    return RecordFormatError("state", f"the record is damaged: {error}", remedy)


def load_rows(
    connection: Connection, kind: str, ids: Collection[str] | None = None
) -> list[tuple[str, tuple[str, ...], Any, tuple[Link, ...]]]:
    """Return id, reasons, row and links of every entity of a kind, or of those of some ids."""
    if ids is None:
        return _rows_of(connection, _ROWS, _LINKS, {"kind": kind})
    return [
        one
        for part in parts(sorted(ids))
        for one in _rows_of(connection, _SOME_ROWS, _SOME_LINKS, {"kind": kind, "some": part})
    ]


def load_bare_rows(connection: Connection, kind: str) -> list[tuple[str, Any]]:
    """Return id and row of every entity of a kind."""
    rows = connection.execute(_BARE_ROWS, {"kind": kind}).all()
    return list(zip((row[0] for row in rows), read_cells([row[1] for row in rows]), strict=True))


_BARE_ROWS = select(entity.c.id, type_coerce(entity.c.row, Text)).where(
    entity.c.kind == bindparam("kind", type_=Text)
)


def _rows_of(
    connection: Connection, of_rows: Select[Any], of_links: Select[Any], given: Mapping[str, Any]
) -> list[tuple[str, tuple[str, ...], Any, tuple[Link, ...]]]:
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for key, sort, to, why in connection.execute(of_links, given):
        links[key].append(Link(LinkType(sort), EntityId(to), why))
    rows = connection.execute(of_rows, given).all()
    if not rows:
        return []
    keys, ids, reasons, texts = zip(*rows, strict=True)
    found = zip(keys, ids, read_cells(reasons), read_cells(texts), strict=True)
    return [(one, tuple(why), row, tuple(links.get(key, ()))) for key, one, why, row in found]


_LINKS = (
    select(link.c.entity, link.c.type, link.c.to, link.c.why)
    .join_from(link, entity, entity.c.key == link.c.entity)
    .where(entity.c.kind == bindparam("kind", type_=Text))
    .order_by(link.c.entity, link.c.ordinal)
)
_ROWS = select(
    entity.c.key,
    entity.c.id,
    type_coerce(entity.c.reasons, Text),
    type_coerce(entity.c.row, Text),
).where(entity.c.kind == bindparam("kind", type_=Text))
_OF_SOME = entity.c.id.in_(bindparam("some", expanding=True))
_SOME_ROWS, _SOME_LINKS = _ROWS.where(_OF_SOME), _LINKS.where(_OF_SOME)


def load_terms(connection: Connection) -> list[Any]:
    """Return the rows of the tenures of which words say when they began or ended."""
    return read_cells(list(connection.execute(_TERMS).scalars()))


_TERMS = select(type_coerce(tenure.c.row, Text)).where(tenure.c.dated == 1).order_by(tenure.c.id)


def load_states(
    connection: Connection, owners: Iterable[str] | None = None
) -> dict[str, list[StateRow]]:
    """Return all states of some entities and offices, or of all, in the order of days."""
    queries = [select(state)]
    if owners is not None:
        queries = [select(state).where(state.c.owner.in_(part)) for part in parts(owners)]
    found: dict[str, list[StateRow]] = {}
    for query in queries:
        for row in connection.execute(query.order_by(state.c.owner, state.c.kind, state.c.start)):
            one = StateRow(
                row.start,
                row.until,
                row.cells,
                row.first,
                row.last,
                row.status,
                row.kind,
                row.heard,
                row.parties,
            )
            found.setdefault(row.owner, []).append(one)
    return found


def load_tenures(
    connection: Connection,
    *,
    offices: Collection[str] | None = None,
    persons: Collection[str] | None = None,
) -> list[TenureRow]:
    """Return the tenures of some offices or of some persons, or all, by their ids."""
    queries = [select(tenure)]
    for column, wanted in ((tenure.c.office, offices), (tenure.c.person, persons)):
        if wanted is not None:
            queries = [select(tenure).where(column.in_(part)) for part in parts(wanted)]
    rows = [row for query in queries for row in connection.execute(query)]
    return sorted(
        (TenureRow(row.id, row.office, row.person, row.row) for row in rows),
        key=lambda one: one.id,
    )


def load_office_counts(connection: Connection) -> dict[str, int]:
    """Count the tenures of each office."""
    query = select(tenure.c.office, func.count()).group_by(tenure.c.office)
    return {row[0]: row[1] for row in connection.execute(query)}


def load_tenure_mentions(
    connection: Connection, persons: Collection[str], without: Collection[str]
) -> list[tuple[str, int, TenureMention]]:
    """Return the mentions of some persons' tenures, each with its report's id and place in the text.

    Those of the reports `without` are left out.
    """
    claim = schema.claim
    query = select(tenure_mention, claim.c.id, claim.c.report, claim.c.place).join_from(
        tenure_mention, claim, claim.c.key == tenure_mention.c.claim
    )
    return [
        (
            row.report,
            row.place,
            TenureMention(
                ClaimId(row.id), row.person, row.title, row.party, row.flags, row.since, row.until
            ),
        )
        for part in parts(persons)
        for row in connection.execute(query.where(tenure_mention.c.person.in_(part)))
        if row.report not in without
    ]


def load_places(
    connection: Connection, claims: Iterable[ClaimId], held: Held = standing
) -> list[tuple[ClaimId, int, str, date | None, date | None]]:
    """Return claims with what sorts them as their reports appeared: see `Entities.placed`."""
    query = _PLACES if held is standing else _places(held)
    return [
        (ClaimId(row[0]), row[1], row[2], row[3], row[4])
        for part in parts(claims)
        for row in connection.execute(query, {"some": part})
    ]


_DATES = (schema.dating.c.earliest, schema.dating.c.latest)


def _places(held: Held) -> Select[Any]:
    return (
        select(schema.claim.c.id, schema.claim.c.place, schema.edition.c.name, *_DATES)
        .join_from(schema.claim, schema.dating, schema.dating.c.report == schema.claim.c.report)
        .join(schema.edition, schema.edition.c.report == schema.claim.c.report)
        .where(held(schema.claim), held(schema.dating), held(schema.edition))
        .where(schema.claim.c.id.in_(bindparam("some", expanding=True)))
    )


_PLACES = _places(standing)


def load_days_of(connection: Connection, report: str) -> tuple[date | None, date | None]:
    """Return the first and last possible day of the report of that very name."""
    row = connection.execute(_DAYS_OF, {"name": report}).first()
    return (None, None) if row is None else (row[0], row[1])


_DAYS_OF = (
    select(*_DATES)
    .join_from(schema.edition, schema.dating, schema.dating.c.report == schema.edition.c.report)
    .where(standing(schema.edition), standing(schema.dating))
    .where(schema.edition.c.name == bindparam("name"))
)


def load_persons(connection: Connection, reports: Iterable[str]) -> frozenset[str]:
    """Return the persons whom reports name with an office."""
    claim = schema.claim
    query = select(tenure_mention.c.person).join_from(
        tenure_mention, claim, claim.c.key == tenure_mention.c.claim
    )
    return frozenset(
        one
        for part in parts(reports)
        for one in connection.execute(query.where(claim.c.report.in_(part)).distinct()).scalars()
    )
