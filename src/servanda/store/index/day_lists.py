"""Lists counted, and put in order page by page, by the database alone: no cell is read for that.

The status of much passes with the days: a last day comes near and goes by, or nobody speaks of a promise
any more. Where it does (`state.heard`), it is worked out from the days that the index has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Subquery, Text, and_, case, func, literal, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from servanda.model import CommitmentStatus
from servanda.model.parties import EVERYBODY, PartyFilter
from servanda.store.index.side_text import GETS, GIVES, OF_ONE, party_text
from servanda.store.schema_index import entity, state

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["DayList", "EntityList", "OfDay", "passing_sides"]


_STATUS = CommitmentStatus


@dataclass(frozen=True, slots=True)
class OfDay:
    """What of some lists (`kinds`) stands on `day`, for these `sides`.

    What nobody has met yet is due where its last day is `soon` or before, and unknown where it has none and
    was last heard of before the day `silent`.
    """

    kinds: tuple[str, ...]
    day: date
    soon: date
    silent: date
    sides: PartyFilter = EVERYBODY


class DayList:
    """What stands on a day, by last day, first day and id."""

    def __init__(self, store: Store, asked: OfDay) -> None:
        """Take an open store, and what is asked for; nothing is looked up yet."""
        self._store = store
        self._asked = asked
        self._rows = _standing(asked)

    def counts(self) -> dict[str, int]:
        """Count what stands on the day by its status; "" is what has to be worked out from claims."""
        now = self._rows.c.now
        return self._counted(select(now, func.count()).group_by(now))

    def last_days(self, statuses: Collection[str]) -> dict[date, int]:
        """Count what has one of these statuses by its last day; the calendar's own stands for none."""
        rows = self._rows.c
        counted = select(rows.last, func.count()).where(rows.now.in_(sorted(statuses)))
        return self._counted(counted.group_by(rows.last))

    def part(
        self,
        statuses: Collection[str],
        start: int,
        most: int,
        *,
        after: str = "",
        urgent: Mapping[str, int] | None = None,
    ) -> list[str]:
        """Return so many ids of what has one of these statuses: those that follow one id, or a place.

        `urgent` says of each status how early it stands in the list; with it no id can be followed.
        """
        rows = self._rows.c
        order: list[ColumnElement[Any]] = [rows.last, rows.first, rows.owner]
        query = select(rows.owner).where(rows.now.in_(sorted(statuses)))
        found = None
        if urgent is not None:
            order.insert(0, case(dict(urgent), value=rows.now))
        elif after:
            found = select(*order).where(rows.owner == after, rows.now.in_(sorted(statuses)))
        return _cut(self._store, query.order_by(*order), found, order, start, most)

    def _counted(self, query: Select[Any]) -> dict[Any, int]:
        with self._store.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


class EntityList:
    """The entities of a kind in order: see `EntityRow.place`."""

    def __init__(self, store: Store, kind: str) -> None:
        """Take an open store and the kind; nothing is looked up yet."""
        self._store = store
        self._kind = kind

    def count(self) -> int:
        """Count them."""
        query = select(func.count()).where(entity.c.kind == self._kind)
        with self._store.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def part(self, start: int, most: int, *, after: str = "") -> list[str]:
        """Return so many ids: those that follow one id, or a place where that is not there."""
        order = [entity.c.first, entity.c.last, entity.c.told, entity.c.id]
        query = select(entity.c.id).where(entity.c.kind == self._kind).order_by(*order)
        found = select(*order).where(entity.c.id == after) if after else None
        return _cut(self._store, query, found, order, start, most)


def _cut(
    store: Store,
    query: Select[Any],
    found: Select[Any] | None,
    order: Sequence[ColumnElement[Any]],
    start: int,
    most: int,
) -> list[str]:
    """Return a part of what is in order: what follows the row that is `found`, else from a place on."""
    with store.reading() as connection:
        place = None if found is None else connection.execute(found).first()
        if place is not None:
            there = [literal(value, one.type) for value, one in zip(place, order, strict=True)]
            query = query.where(tuple_(*order) > tuple_(*there))
        else:
            query = query.offset(start)
        return list(connection.execute(query.limit(most)).scalars())


def _standing(asked: OfDay) -> Subquery:
    """Select what stands on the day, each with the status that it has `now`."""
    columns = (state.c.last, state.c.first, state.c.owner, _status(asked).label("now"))
    return (
        select(*columns)
        .where(state.c.kind.in_(asked.kinds))
        .where(state.c.start <= asked.day, state.c.until > asked.day)
        .where(*passing_sides(asked.sides))
        .subquery()
    )


def _status(asked: OfDay) -> ColumnElement[str]:
    """Say where something stands on the day, as `servanda.analysis.lifecycle` does."""
    by_day = case(
        (state.c.last < asked.day, _STATUS.OVERDUE.value),
        (state.c.last <= asked.soon, _STATUS.DUE.value),
        else_=_STATUS.PLANNED.value,
    )
    by_word = case(
        (state.c.heard < asked.silent, _STATUS.UNKNOWN.value), else_=_STATUS.PLANNED.value
    )
    return case(
        (state.c.heard.is_(None), state.c.status),
        (state.c.last < date.max, by_day),
        else_=by_word,
    )


# -- parties ---------------------------------------------------------------------------------


def passing_sides(wanted: PartyFilter) -> Iterator[ColumnElement[bool]]:
    """Say which parties must be there, as `PartyFilter.passes` does."""
    for mark, named in ((GIVES, wanted.givers), (GETS, wanted.receivers)):
        yield from (_names(mark + one) for one in sorted(named))
    if wanted.between:
        every = [_names(one) for one in sorted(wanted.between)]
        of_one = state.c.parties.startswith(OF_ONE)
        yield or_(and_(*every), and_(of_one, or_(*every))) if len(every) > 1 else every[0]


def _names(party: str) -> ColumnElement[bool]:
    """Say that a party is there; upper and lower case are not the same, whatever the database."""
    without = func.replace(state.c.parties, party_text(party), "", type_=Text)
    return without != state.c.parties
