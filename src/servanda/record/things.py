"""Things: what the claims came to when they were last settled, kept so that one need not ask anew.

The record does not decide what is the same; it keeps what `servanda.identity` decided, and says
what has changed since. Everything here can be dropped and made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from servanda.model.ids import ClaimId, ThingId
from servanda.model.statements import Link, Thing
from servanda.model.status import LinkType
from servanda.record import schema
from servanda.record.schema import standing
from servanda.record.schema_things import called, held_key, member, name, thing
from servanda.record.things_news import News, keep_mark, news
from servanda.record.things_parts import parts

if TYPE_CHECKING:
    from servanda.record.session import Store

__all__ = ["Called", "Kept", "Listed", "Things"]

Called = tuple[str, str, str, bool]
"""A name, the office's key and the party told with it ("" where none is), and whether it introduces."""


@dataclass(frozen=True, slots=True)
class Listed:
    """How a thing is listed: the row that holds from `whole` on; before `first` it is unknown."""

    id: ThingId
    row: Mapping[str, Any]
    first: date | None
    whole: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing with its row, if it is of a kind that is listed."""

    thing: Thing
    listed: Listed | None


class Things:
    """The things a record keeps. Got from `Record.things`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def news(self) -> News:
        """Say which reports' claims changed since the things were last settled."""
        with self._store.reading() as connection:
            return news(connection)

    # -- what is there -----------------------------------------------------------------------

    def listed(self, kind: str) -> Iterator[Listed]:
        """Go through the rows of one kind, in the order of their ids."""
        query = (
            select(thing.c.id, thing.c.row, thing.c.first_day, thing.c.whole_day)
            .where(thing.c.kind == kind, thing.c.row.is_not(None))
            .order_by(thing.c.id)
        )
        with self._store.reading() as connection:
            for row in connection.execute(query):
                yield Listed(ThingId(row.id), row.row, row.first_day, row.whole_day)

    def all(self) -> tuple[Thing, ...]:
        """Return every thing with its claims and links, ordered by kind and id."""
        claim = schema.claim
        told: dict[int, list[tuple[str, str]]] = {}
        members = select(member.c.thing, claim.c.id, claim.c.report).join_from(
            member, claim, claim.c.key == member.c.claim
        )
        with self._store.reading() as connection:
            for row in connection.execute(members):
                told.setdefault(row.thing, []).append((row.id, row.report))
            rows = connection.execute(select(thing).order_by(thing.c.kind, thing.c.id)).all()
        return tuple(
            Thing(
                ThingId(row.id),
                row.kind,
                tuple(ClaimId(one) for one, _ in told.get(row.key, ())),
                tuple(dict.fromkeys(report for _, report in told.get(row.key, ()))),
                tuple(Link(LinkType(kind), ThingId(to), why) for kind, to, why in row.links),
                tuple(row.reasons),
            )
            for row in rows
        )

    # -- where to look -----------------------------------------------------------------------

    def reports_beside(self, things: Iterable[ThingId]) -> frozenset[str]:
        """Return the reports that tell of these things."""
        claim = schema.claim
        found: set[str] = set()
        with self._store.reading() as connection:
            for part in parts(things):
                query = (
                    select(claim.c.report)
                    .join_from(thing, member, member.c.thing == thing.c.key)
                    .join(claim, claim.c.key == member.c.claim)
                    .where(thing.c.id.in_(part))
                    .distinct()
                )
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    def told_by(self, reports: Iterable[str]) -> frozenset[ThingId]:
        """Return the things that these reports told of when last settled."""
        claim = schema.claim
        found: set[ThingId] = set()
        with self._store.reading() as connection:
            for part in parts(reports):
                query = (
                    select(thing.c.id)
                    .join_from(claim, member, member.c.claim == claim.c.key)
                    .join(thing, thing.c.key == member.c.thing)
                    .where(claim.c.report.in_(part))
                    .distinct()
                )
                found.update(map(ThingId, connection.execute(query).scalars()))
        return frozenset(found)

    def tied(self, things: Collection[ThingId]) -> frozenset[ThingId]:
        """Return the things that these link to."""
        found: set[ThingId] = set()
        with self._store.reading() as connection:
            for part in parts(things):
                for links in connection.execute(
                    select(thing.c.links).where(thing.c.id.in_(part))
                ).scalars():
                    found.update(ThingId(to) for _, to, _ in links)
        return frozenset(found)

    def holding(self, hashes: Iterable[int]) -> frozenset[str]:
        """Return the reports with a standing claim that is found by one of these keys."""
        claim = schema.claim
        found: set[str] = set()
        with self._store.reading() as connection:
            for part in parts(hashes):
                query = (
                    select(claim.c.report)
                    .join_from(held_key, claim, claim.c.key == held_key.c.claim)
                    .where(held_key.c.hash.in_(part), standing(claim))
                    .distinct()
                )
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    # -- names -------------------------------------------------------------------------------

    def names(self) -> frozenset[Called]:
        """Return all the ways in which some report calls somebody."""
        query = select(name.c.name, name.c.office, name.c.party, name.c.introduces)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
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

    # -- keeping -----------------------------------------------------------------------------

    def keep(
        self,
        mark: str,
        kept: Sequence[Kept],
        *,
        instead_of: Iterable[ThingId] | None,
        keys: Mapping[ClaimId, Collection[int]],
        names: Mapping[str, Collection[Called]],
    ) -> None:
        """Keep things in place of others (None: of all), with the keys and names of some reports.

        `keys` and `names` must be those of all reports whose claims changed; `mark` is the one
        that `news` gave before anything was looked at.
        """
        with self._store.writing() as connection:
            if instead_of is None:
                for table in (member, thing, held_key, called, name):
                    connection.execute(delete(table))
            else:
                _drop(connection, instead_of)
            _forget(connection, names)
            _keep_names(connection, names)
            ids = _keys_of(connection, {*keys, *(c for one in kept for c in one.thing.claims)})
            hashes = [
                {"hash": value, "claim": ids[claim]}
                for claim, values in keys.items()
                if claim in ids
                for value in sorted(values)
            ]
            if hashes:
                connection.execute(insert(held_key), hashes)
            _add(connection, kept, ids)
            keep_mark(connection, mark)


def _drop(connection: Connection, things: Iterable[ThingId]) -> None:
    for part in parts(things):
        mine = select(thing.c.key).where(thing.c.id.in_(part))
        connection.execute(delete(member).where(member.c.thing.in_(mine)))
        connection.execute(delete(thing).where(thing.c.id.in_(part)))


def _forget(connection: Connection, reports: Iterable[str]) -> None:
    """Take out the keys and names of reports; names that nobody uses any more go too."""
    claim = schema.claim
    for part in parts(reports):
        mine = select(claim.c.key).where(claim.c.report.in_(part))
        connection.execute(delete(held_key).where(held_key.c.claim.in_(mine)))
        used = select(called.c.name).where(called.c.report.in_(part))
        keys = list(connection.execute(used.distinct()).scalars())
        connection.execute(delete(called).where(called.c.report.in_(part)))
        for some in parts(keys):
            still = select(called.c.name).where(called.c.name.in_(some))
            unused = name.c.key.in_(some) & name.c.key.not_in(still)
            connection.execute(delete(name).where(unused))


def _keep_names(connection: Connection, names: Mapping[str, Collection[Called]]) -> None:
    wanted = {one for group in names.values() for one in group}
    keys: dict[Called, int] = {}
    for part in parts({one[0] for one in wanted}):
        for row in connection.execute(select(name).where(name.c.name.in_(part))):
            keys[row.name, row.office, row.party, row.introduces] = row.key
    for one in sorted(wanted - keys.keys()):
        values = dict(zip(("name", "office", "party", "introduces"), one, strict=True))
        added = connection.execute(insert(name).values(values).returning(name.c.key))
        keys[one] = added.scalar_one()
    rows = [
        {"name": keys[one], "report": report}
        for report, group in names.items()
        for one in sorted(set(group))
    ]
    if rows:
        connection.execute(insert(called), rows)


def _keys_of(connection: Connection, claims: Iterable[ClaimId]) -> dict[ClaimId, int]:
    claim = schema.claim
    found: dict[ClaimId, int] = {}
    for part in parts(claims):
        query = select(claim.c.id, claim.c.key).where(claim.c.id.in_(part), standing(claim))
        found.update((ClaimId(row.id), row.key) for row in connection.execute(query))
    return found


def _add(connection: Connection, kept: Sequence[Kept], ids: Mapping[ClaimId, int]) -> None:
    for some in parts(kept, of=200):
        rows = [
            {
                "id": one.thing.id,
                "kind": one.thing.kind,
                "reasons": list(one.thing.reasons),
                "links": [[k.type.value, k.to, k.why] for k in one.thing.links],
                "row": one.listed.row if one.listed else None,
                "first_day": one.listed.first if one.listed else None,
                "whole_day": one.listed.whole if one.listed else None,
            }
            for one in some
        ]
        connection.execute(insert(thing), rows)
        query = select(thing.c.id, thing.c.key).where(thing.c.id.in_([r["id"] for r in rows]))
        keys = {row.id: row.key for row in connection.execute(query)}
        members = [
            {"thing": keys[one.thing.id], "claim": ids[claim]}
            for one in some
            for claim in one.thing.claims
            if claim in ids
        ]
        connection.execute(insert(member), members)
