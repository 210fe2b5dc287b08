"""Things: what the claims came to when they were last settled, kept so that one need not ask anew.

The record does not decide what is the same; it keeps what `servanda.identity` decided, and says
what has changed since. Everything here can be dropped and made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from servanda.model.ids import ClaimId, ThingId
from servanda.model.statements import Link
from servanda.model.status import LinkType
from servanda.record import schema
from servanda.record.schema import standing
from servanda.record.schema_things import called, held_key, member, name, thing, tie, undated
from servanda.record.things_news import News, keep_mark, news
from servanda.record.things_parts import parts

if TYPE_CHECKING:
    from servanda.record.session import Store

__all__ = ["Called", "KeptThing", "ThingRow", "Things"]

Called = tuple[str, str, str, bool]
"""A name, the office's key and the party told with it ("" where none is), and whether it introduces."""


@dataclass(frozen=True, slots=True)
class ThingRow:
    """How a thing is listed: in `cells`, which hold from `whole` on; before `first` it is unknown."""

    cells: Mapping[str, Any]
    first: date | None
    whole: date | None


@dataclass(frozen=True, slots=True)
class KeptThing:
    """A thing as it is kept: `claims` sorted by their ids, `row` None where it is not listed."""

    id: ThingId
    kind: str
    claims: tuple[ClaimId, ...]
    links: tuple[Link, ...] = ()
    reasons: tuple[str, ...] = ()
    row: ThingRow | None = None


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

    def all(self) -> tuple[KeptThing, ...]:
        """Return every thing with its claims, ties and row, ordered by kind and id."""
        claim = schema.claim
        told: defaultdict[int, list[ClaimId]] = defaultdict(list)
        links: defaultdict[int, list[Link]] = defaultdict(list)
        members = select(member.c.thing, claim.c.id).join_from(
            member, claim, claim.c.key == member.c.claim
        )
        with self._store.reading() as connection:
            for row in connection.execute(members.order_by(claim.c.id)):
                told[row.thing].append(ClaimId(row.id))
            for row in connection.execute(select(tie).order_by(tie.c.thing, tie.c.ordinal)):
                links[row.thing].append(Link(LinkType(row.type), ThingId(row.to), row.why))
            rows = connection.execute(select(thing).order_by(thing.c.kind, thing.c.id)).all()
        return tuple(
            KeptThing(
                ThingId(row.id),
                row.kind,
                tuple(told[row.key]),
                tuple(links[row.key]),
                tuple(row.reasons),
                None if row.row is None else ThingRow(row.row, row.first_day, row.whole_day),
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

    def claims_of(self, things: Iterable[ThingId]) -> frozenset[ClaimId]:
        """Return the claims that told of these things when last settled."""
        claim = schema.claim
        found: set[ClaimId] = set()
        with self._store.reading() as connection:
            for part in parts(things):
                query = (
                    select(claim.c.id)
                    .join_from(thing, member, member.c.thing == thing.c.key)
                    .join(claim, claim.c.key == member.c.claim)
                    .where(thing.c.id.in_(part))
                )
                found.update(map(ClaimId, connection.execute(query).scalars()))
        return frozenset(found)

    def reports_of(self, claims: Iterable[ClaimId]) -> frozenset[str]:
        """Return the reports that these claims are from, those that do not stand included."""
        claim = schema.claim
        found: set[str] = set()
        with self._store.reading() as connection:
            for part in parts(claims):
                query = select(claim.c.report).where(claim.c.id.in_(part)).distinct()
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    def telling(self, claims: Iterable[ClaimId]) -> frozenset[ThingId]:
        """Return the things that these claims told of when last settled."""
        claim = schema.claim
        found: set[ThingId] = set()
        with self._store.reading() as connection:
            for part in parts(claims):
                query = (
                    select(thing.c.id)
                    .join_from(claim, member, member.c.claim == claim.c.key)
                    .join(thing, thing.c.key == member.c.thing)
                    .where(claim.c.id.in_(part))
                    .distinct()
                )
                found.update(map(ThingId, connection.execute(query).scalars()))
        return frozenset(found)

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
            if instead_of is None:
                for table in (member, tie, thing, held_key, called, name, undated):
                    connection.execute(delete(table))
            else:
                _drop(connection, instead_of)
            _forget(connection, names)
            _keep_names(connection, names)
            ids = _keys_of(connection, {*keys, *(c for one in kept for c in one.claims)})
            hashes = [
                {"hash": value, "claim": ids[claim]}
                for claim, values in keys.items()
                if claim in ids
                for value in sorted(values)
            ]
            if hashes:
                connection.execute(insert(held_key), hashes)
            _add(connection, kept, ids)
            if open_dates:
                rows = [{"report": one} for one in sorted(open_dates)]
                connection.execute(insert(undated), rows)
        return True


def _drop(connection: Connection, things: Iterable[ThingId]) -> None:
    for part in parts(things):
        mine = select(thing.c.key).where(thing.c.id.in_(part))
        connection.execute(delete(member).where(member.c.thing.in_(mine)))
        connection.execute(delete(tie).where(tie.c.thing.in_(mine)))
        connection.execute(delete(thing).where(thing.c.id.in_(part)))


def _forget(connection: Connection, reports: Iterable[str]) -> None:
    """Take out the keys and names of reports; names that nobody uses any more go too."""
    claim = schema.claim
    for part in parts(reports):
        mine = select(claim.c.key).where(claim.c.report.in_(part))
        connection.execute(delete(held_key).where(held_key.c.claim.in_(mine)))
        connection.execute(delete(undated).where(undated.c.report.in_(part)))
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


def _add(connection: Connection, kept: Sequence[KeptThing], ids: Mapping[ClaimId, int]) -> None:
    for some in parts(kept, of=200):
        rows = [_values(one) for one in some]
        connection.execute(insert(thing), rows)
        query = select(thing.c.id, thing.c.key).where(thing.c.id.in_([one.id for one in some]))
        keys = {row.id: row.key for row in connection.execute(query)}
        members = [
            {"thing": keys[one.id], "claim": ids[claim]}
            for one in some
            for claim in one.claims
            if claim in ids
        ]
        links = [
            {"thing": keys[one.id], "ordinal": at, "type": k.type.value, "to": k.to, "why": k.why}
            for one in some
            for at, k in enumerate(one.links)
        ]
        for table, values in ((member, members), (tie, links)):
            if values:
                connection.execute(insert(table), values)


def _values(one: KeptThing) -> dict[str, Any]:
    row = one.row
    return {
        "id": one.id,
        "kind": one.kind,
        "reasons": list(one.reasons),
        "row": dict(row.cells) if row else None,
        "first_day": row.first if row else None,
        "whole_day": row.whole if row else None,
    }
