"""Things: what the claims came to when they were last settled, kept so that one need not ask anew.

The record does not decide what is the same; it keeps what `servanda.identity` decided, and says
what has changed since. Everything here can be dropped and made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.model.ids import ClaimId, ThingId
from servanda.model.statements import Link
from servanda.model.status import LinkType
from servanda.record import schema
from servanda.record.schema import standing
from servanda.record.schema_things import called, held_key, member, name, thing, tie, undated
from servanda.record.things_kept import Called, KeptThing, ThingRow, replace_things
from servanda.record.things_news import News, keep_mark, news
from servanda.record.things_parts import parts

if TYPE_CHECKING:
    from servanda.record.session import Store

__all__ = ["Called", "KeptThing", "ThingRow", "Things"]


class Things:
    """The things a record keeps. Got from `Record.things`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def news(self, way: str) -> News:
        """Say which reports' claims changed since the things were last settled this `way`."""
        with self._store.reading() as connection:
            return news(connection, way)

    # -- what is there -----------------------------------------------------------------------

    def rows(self, kind: str) -> Iterator[tuple[ThingId, ThingRow]]:
        """Go through the rows of one kind, in the order of the things' ids."""
        query = (
            select(thing.c.id, thing.c.row, thing.c.first_day, thing.c.whole_day)
            .where(thing.c.kind == kind, thing.c.row.is_not(None))
            .order_by(thing.c.id)
        )
        with self._store.reading() as connection:
            for row in connection.execute(query):
                yield ThingId(row.id), ThingRow(row.row, row.first_day, row.whole_day)

    def all(self, ids: Iterable[ThingId] | None = None) -> tuple[KeptThing, ...]:
        """Return every thing, or those of `ids`, with claims, ties and row, by kind and id."""
        wanted = [None] if ids is None else [thing.c.id.in_(part) for part in parts(ids)]
        with self._store.reading() as connection:
            found = [one for where in wanted for one in _load(connection, where)]
        return tuple(sorted(found, key=lambda one: (one.kind, one.id)))

    # -- where to look -----------------------------------------------------------------------

    def reports_beside(self, things: Iterable[ThingId]) -> frozenset[str]:
        """Return the reports that tell of these things."""
        return self._gather(_told(schema.claim.c.report), thing.c.id, things)

    def told_by(self, reports: Iterable[str]) -> frozenset[ThingId]:
        """Return the things that these reports told of when last settled."""
        return self._gather(_told(thing.c.id), schema.claim.c.report, reports)

    def claims_of(self, things: Iterable[ThingId]) -> frozenset[ClaimId]:
        """Return the claims that told of these things when last settled."""
        return self._gather(_told(schema.claim.c.id), thing.c.id, things)

    def telling(self, claims: Iterable[ClaimId]) -> frozenset[ThingId]:
        """Return the things that these claims told of when last settled."""
        return self._gather(_told(thing.c.id), schema.claim.c.id, claims)

    def reports_of(self, claims: Iterable[ClaimId]) -> frozenset[str]:
        """Return the reports that these claims are from, those that do not stand included."""
        claim = schema.claim
        return self._gather(select(claim.c.report), claim.c.id, claims)

    def holding(self, hashes: Iterable[int]) -> frozenset[str]:
        """Return the reports with a standing claim that is found by one of these keys."""
        claim = schema.claim
        holders = select(claim.c.report).join_from(held_key, claim, claim.c.key == held_key.c.claim)
        return self._gather(holders.where(standing(claim)), held_key.c.hash, hashes)

    def tied(self, things: Collection[ThingId]) -> frozenset[ThingId]:
        """Return the things that these are tied to, either way."""
        found: set[ThingId] = set()
        with self._store.reading() as connection:
            for part in parts(things):
                ties = select(thing.c.id, tie.c.to).join_from(
                    thing, tie, tie.c.thing == thing.c.key
                )
                for way in (thing.c.id.in_(part), tie.c.to.in_(part)):
                    for row in connection.execute(ties.where(way)):
                        found.update((ThingId(row.id), ThingId(row.to)))
        return frozenset(found)

    def _gather(
        self, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
    ) -> frozenset[Any]:
        """Return what `query` selects where `column` has one of `values`, each once."""
        with self._store.reading() as connection:
            return frozenset(
                one
                for part in parts(values)
                for one in connection.execute(query.where(column.in_(part)).distinct()).scalars()
            )

    # -- names -------------------------------------------------------------------------------

    def names(self, reports: Iterable[str] | None = None) -> frozenset[Called]:
        """Return all the ways in which some report, or one of `reports`, calls somebody."""
        query = select(name.c.name, name.c.office, name.c.party, name.c.introduces)
        queries = [query]
        if reports is not None:
            using = query.join_from(name, called, called.c.name == name.c.key).distinct()
            queries = [using.where(called.c.report.in_(part)) for part in parts(reports)]
        with self._store.reading() as connection:
            rows = [row for one in queries for row in connection.execute(one)]
        return frozenset((row[0], row[1], row[2], row[3]) for row in rows)

    def calling(self, names: Iterable[Called]) -> frozenset[str]:
        """Return the reports that call somebody in one of these ways."""
        wanted = set(names)
        found: set[str] = set()
        with self._store.reading() as connection:
            for part in parts({one[0] for one in wanted}):
                query = (
                    select(name.c.name, name.c.office, name.c.party, name.c.introduces)
                    .add_columns(called.c.report)
                    .join_from(name, called, called.c.name == name.c.key)
                    .where(name.c.name.in_(part))
                )
                rows = connection.execute(query)
                found.update(row[4] for row in rows if (row[0], row[1], row[2], row[3]) in wanted)
        return frozenset(found)

    def undated(self) -> frozenset[str]:
        """Return the reports that state no day of their own, and may be dated by others."""
        with self._store.reading() as connection:
            return frozenset(connection.execute(select(undated.c.report)).scalars())

    # -- keeping -----------------------------------------------------------------------------

    def keep(
        self,
        news: News,
        kept: Sequence[KeptThing],
        *,
        instead_of: Iterable[ThingId] | None,
        keys: Mapping[ClaimId, Collection[int]],
        names: Mapping[str, Collection[Called]],
        open_dates: Collection[str],
    ) -> bool:
        """Keep things in place of others (None: of all), with the keys and names of some reports.

        `keys` and `names` must be those of all reports whose claims changed, and `open_dates` those
        among them that state no day. `news` is what was asked for before anything was looked at.
        Returns False, and keeps nothing, where another process has settled since.
        """
        with self._store.writing() as connection:
            if not keep_mark(connection, news):
                return False
            replace_things(
                connection,
                kept,
                instead_of=instead_of,
                keys=keys,
                names=names,
                open_dates=open_dates,
            )
        return True


def _told(column: ColumnElement[Any]) -> Select[Any]:
    """Select a column of things and of the claims that tell of them."""
    claim = schema.claim
    return (
        select(column)
        .select_from(thing)
        .join(member, member.c.thing == thing.c.key)
        .join(claim, claim.c.key == member.c.claim)
    )


def _load(connection: Connection, where: ColumnElement[bool] | None) -> list[KeptThing]:
    claim = schema.claim
    told: defaultdict[int, list[ClaimId]] = defaultdict(list)
    links: defaultdict[int, list[Link]] = defaultdict(list)
    members = (
        select(member.c.thing, claim.c.id)
        .join_from(member, claim, claim.c.key == member.c.claim)
        .join(thing, thing.c.key == member.c.thing)
        .order_by(claim.c.id)
    )
    ties = (
        select(tie)
        .join_from(tie, thing, thing.c.key == tie.c.thing)
        .order_by(tie.c.thing, tie.c.ordinal)
    )
    rows = select(thing)
    if where is not None:
        members, ties, rows = members.where(where), ties.where(where), rows.where(where)
    for row in connection.execute(members):
        told[row.thing].append(ClaimId(row.id))
    for row in connection.execute(ties):
        links[row.thing].append(Link(LinkType(row.type), ThingId(row.to), row.why))
    return [
        KeptThing(
            ThingId(row.id),
            row.kind,
            tuple(told[row.key]),
            tuple(links[row.key]),
            tuple(row.reasons),
            None if row.row is None else ThingRow(row.row, row.first_day, row.whole_day),
        )
        for row in connection.execute(rows)
    ]
