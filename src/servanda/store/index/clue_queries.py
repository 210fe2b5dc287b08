"""Asking the clues that a record keeps: a few rows for each question, however many there are.

Every answer here holds enough rows for what `servanda.analysis` asks of them, not all that there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import CompoundSelect, Select, bindparam, func, select, true, union
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.model.serialization import from_plain
from servanda.model.time import When
from servanda.store.columns import parts
from servanda.store.index.clue_rows import Copying, Meeting, Office, Seen, Term, Wording, sharing
from servanda.store.index.schema_clues import (
    asked,
    awaited,
    meeting,
    meeting_word,
    seat,
    seen,
    term,
    told,
    witness,
    wording,
)

__all__ = ["Asked", "Asking", "Awaiting", "Telling"]


Asking = tuple[int, str, int, str, int | None]
"""An open report's key and name, the seat it asks for, its holder, and what was last answered."""

Awaiting = tuple[int, int, int, int | None]
"""An open report's key, the meeting and the weekday it asks for, and what was last answered."""

Telling = tuple[date, str, int]
"""The day of a meeting, the claim that tells it, and its report's key."""


class Asked:
    """What some kept clues say, all at one moment. Got from `Clues.asking`."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection that is open for as long as questions are asked."""
        self._connection = connection

    def reports(self, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Return the ids and names of reports by their keys."""
        columns = (witness.c.key, witness.c.report, witness.c.name)
        return {
            row.key: (row.report, row.name)
            for part in parts(keys)
            for row in self._connection.execute(select(*columns).where(witness.c.key.in_(part)))
        }

    def open_reports(self, keys: Iterable[int]) -> tuple[dict[int, str], frozenset[str]]:
        """Return the ids of the open reports among some, by their keys, and those of the others."""
        columns = (witness.c.key, witness.c.report, witness.c.open)
        rows = [
            row
            for part in parts(keys)
            for row in self._connection.execute(select(*columns).where(witness.c.key.in_(part)))
        ]
        closed = frozenset(row.report for row in rows if not row.open)
        return {row.key: row.report for row in rows if row.open}, closed

    # -- offices -----------------------------------------------------------------------------

    def offices(self, seats: Iterable[int]) -> frozenset[Office]:
        """Return the offices that some seats are of."""
        query = select(seat.c.party, seat.c.office, seat.c.single).distinct()
        return frozenset(
            Office(*row)
            for part in parts(seats)
            for row in self._connection.execute(query.where(seat.c.key.in_(part)))
        )

    def people(self, office: Office) -> dict[int, str]:
        """Return all who are told to hold an office, by their seats."""
        query = select(seat.c.key, seat.c.person).where(_of(office)).order_by(seat.c.person)
        return {row.key: row.person for row in self._connection.execute(query)}

    def asking(self, *where: Any) -> Iterator[tuple[Office, Asking]]:
        """Yield what open reports ask of offices."""
        columns = (witness.c.key, witness.c.name, seat.c.key, seat.c.person, asked.c.answer)
        query = (
            select(seat.c.party, seat.c.office, seat.c.single, *columns)
            .join_from(asked, seat, seat.c.key == asked.c.seat)
            .join(witness, witness.c.key == asked.c.witness)
            .where(*where)
        )
        for party, key, single, *rest in self._connection.execute(query):
            yield Office(party, key, single), tuple(rest)

    def asking_of(self, office: Office) -> list[Asking]:
        """Return what open reports ask of an office."""
        return [one for _, one in self.asking(_of(office))]

    def asked_by(self, reports: Iterable[int]) -> list[tuple[Office, Asking]]:
        """Return what some open reports ask of offices."""
        found = (self.asking(asked.c.witness.in_(part)) for part in parts(reports))
        return [one for group in found for one in group]

    def bounds(self, office: Office, *, without: int = 0) -> list[Seen]:
        """Return who was seen in an office first and last, by either end of the days.

        All that are seen so on one day are there; so whoever is seen in two reports or more, is
        here in two at least. One report may be left out, by its key.
        """
        given = {"party": office.party, "office": office.key, "single": office.single}
        query = _bounds(left_out=bool(without))
        rows = self._connection.execute(query, {**given, "without": without} if without else given)
        return [Seen(*row) for row in rows]

    def days(
        self,
        of: int,
        most: int,
        *,
        without: int = 0,
        before: date | None = None,
        after: date | None = None,
    ) -> list[Seen]:
        """Return reports that name somebody in an office, one a day, the first `most` of them."""
        where = [seen.c.seat == of, *_apart(before, after)]
        where += [seen.c.witness != without] if without else []
        once = (
            select(seen.c.first_day, func.min(seen.c.witness).label("one"))
            .where(*where)
            .group_by(seen.c.first_day)
            .order_by(seen.c.first_day)
            .limit(most)
            .subquery()
        )
        query = _seen().join(once, once.c.one == seen.c.witness)
        return self._seen(query, seen.c.seat == of)

    def meeting_days(
        self, of: int, first: date, last: date, wide: int, *, without: int = 0
    ) -> list[Seen]:
        """Return a report that names somebody in an office on one of some days, if there is one.

        No report is of more than `wide` days.
        """
        where = (
            seen.c.seat == of,
            seen.c.first_day >= first - timedelta(days=wide),
            seen.c.first_day <= last,
            seen.c.last_day >= first,
        )
        return self._seen(_seen().limit(1), *where, without=without)

    def around(self, of: int, first: date, last: date, *, without: int = 0) -> list[Seen]:
        """Return who was seen last before some days, and first after them, in two reports or more.

        They must not be seen on these days.
        """
        found: dict[Seen, None] = {}
        for order, apart in (
            (seen.c.first_day.desc(), _apart(first, None)),
            (seen.c.last_day, _apart(None, last)),
        ):
            where = (seen.c.seat == of, *apart)
            two = self._seen(_seen().order_by(order).limit(2), *where, without=without)
            found.update(dict.fromkeys(two))
            if two:
                column, day = (
                    (seen.c.first_day, two[0].first)
                    if order is not seen.c.last_day
                    else (seen.c.last_day, two[0].last)
                )
                same = self._seen(_seen(), *where, column == day, without=without)
                found.update(dict.fromkeys(same))
        return list(found)

    def terms(self, office: Office) -> list[Term]:
        """Return what reports say of the terms in an office, in the order of views."""
        query = (
            select(term, witness.c.name, witness.c.first_day, witness.c.last_day)
            .join_from(term, seat, seat.c.key == term.c.seat)
            .join(witness, witness.c.key == term.c.witness)
            .where(_of(office))
        )
        rows = sorted(
            self._connection.execute(query).all(),
            key=lambda row: (
                row.first_day is None and row.last_day is None,
                row.first_day or date.min,
                row.last_day or date.max,
                row.name,
                row.ordinal,
            ),
        )
        return [
            Term(
                row.seat,
                row.since and from_plain(When, row.since),
                row.until and from_plain(When, row.until),
                row.name,
            )
            for row in rows
        ]

    def _seen(self, query: Select[Any], *where: Any, without: int = 0) -> list[Seen]:
        left_out = (seen.c.witness != without,) if without else ()
        return [Seen(*row) for row in self._connection.execute(query.where(*where, *left_out))]

    # -- meetings ----------------------------------------------------------------------------

    def meetings(self, keys: Iterable[int]) -> dict[int, Meeting]:
        """Return meetings by their keys."""
        found: dict[int, Meeting] = {}
        for part in parts(keys):
            for row in self._connection.execute(select(meeting).where(meeting.c.key.in_(part))):
                people = tuple(
                    (name, party, last) for name, party, last in orjson.loads(row.people)
                )
                found[row.key] = Meeting(row.form, row.pair, people)
        return found

    def awaiting(self, told_of: Meeting, pairs: Collection[str]) -> list[Awaiting]:
        """Return what open reports ask of meetings that this one may be.

        `pairs` are the forms whose two states tell them.
        """
        words = {last for _, _, last in told_of.people}
        near = _near(told_of)
        ways = [meeting.c.lead.in_(words) & near if words else None]
        pair = (meeting.c.pair == told_of.pair) & meeting.c.form.in_(sorted(pairs))
        ways.append(pair if told_of.pair else pair & near)
        query = select(awaited).join_from(awaited, meeting, meeting.c.key == awaited.c.meeting)
        rows: dict[Awaiting, None] = {}
        for way in ways:
            if way is not None:
                for row in self._connection.execute(query.where(way)):
                    rows[row.witness, row.meeting, row.weekday, row.answer] = None
        return list(rows)

    def awaited_by(self, reports: Iterable[int]) -> list[Awaiting]:
        """Return what some open reports ask of meetings."""
        rows = (
            row
            for part in parts(reports)
            for row in self._connection.execute(select(awaited).where(awaited.c.witness.in_(part)))
        )
        return [(row.witness, row.meeting, row.weekday, row.answer) for row in rows]

    def may_be(self, wanted: Meeting, *, pair: bool) -> dict[int, Meeting]:
        """Return the meetings that may be this one: by the first person, or by the two states."""
        found: set[int] = set()
        if wanted.people:
            word = meeting_word.c
            query = select(word.meeting).where(word.word == wanted.lead)
            if wanted.parties:
                query = query.where(word.parties.in_(("", wanted.parties)))
            found.update(self._connection.execute(query).scalars())
        if pair:
            query = select(meeting.c.key).where(meeting.c.pair == wanted.pair)
            if not wanted.pair:
                query = query.where(_near(wanted))
            found.update(self._connection.execute(query).scalars())
        return self.meetings(found)

    def told_days(self, meetings: Collection[int], *, without: int) -> list[date]:
        """Return the days on which any report but one tells of some meetings, ascending."""
        query = select(told.c.day).where(told.c.witness != without).distinct()
        return sorted(
            {
                day
                for part in parts(meetings)
                for day in self._connection.execute(query.where(told.c.meeting.in_(part))).scalars()
            }
        )

    def tellings(
        self, meetings: Collection[int], days: Collection[date], *, without: int
    ) -> list[Telling]:
        """Return what any report but one tells of some meetings on some days, sorted."""
        query = select(told.c.day, told.c.claim, told.c.witness).where(told.c.witness != without)
        return sorted(
            (row.day, row.claim, row.witness)
            for part in parts(meetings)
            for row in self._connection.execute(
                query.where(told.c.meeting.in_(part), told.c.day.in_(days))
            )
        )

    # -- copies ------------------------------------------------------------------------------

    def dated_like(self, report: int, copying: Copying) -> frozenset[int]:
        """Return the reports that bear a date and may be copies of an open one."""
        return sharing(self._connection, report, copying, asks=False)

    def wordings(self, reports: Iterable[int]) -> dict[int, Wording]:
        """Return what is compared of some reports, by their keys."""
        query = select(wording)
        return {
            row.witness: Wording(row.wire, row.day, row.words, row.marks, row.facts)
            for part in parts(reports)
            for row in self._connection.execute(query.where(wording.c.witness.in_(part)))
        }


def _seen() -> Select[Any]:
    columns = (seen.c.seat, seen.c.witness, seen.c.first_day, seen.c.last_day, witness.c.name)
    return select(*columns).join_from(seen, witness, witness.c.key == seen.c.witness)


@cache
def _bounds(*, left_out: bool) -> CompoundSelect[Any]:
    """Make the question who was seen first and last in an office, once: it takes its time."""
    other = seen.alias()
    office = [seat.c[name] == bindparam(name) for name in ("party", "office", "single")]
    ends = []
    for day in ("first_day", "last_day"):
        for end in (func.min, func.max):
            mine = [other.c.seat == seat.c.key]
            mine += [other.c.witness != bindparam("without")] if left_out else []
            last = select(end(other.c[day])).where(*mine).scalar_subquery()
            query = _seen().join(seat, seat.c.key == seen.c.seat)
            query = query.where(*office, seen.c[day] == last)
            ends.append(query.where(seen.c.witness != bindparam("without")) if left_out else query)
    return union(*ends)


def _of(office: Office) -> ColumnElement[bool]:
    mine = (seat.c.party == office.party) & (seat.c.office == office.key)
    return mine & (seat.c.single == office.single)


def _apart(before: date | None, after: date | None) -> list[ColumnElement[bool]]:
    """Keep to what ends before one day, or begins after another."""
    where = []
    if before is not None:
        where += [seen.c.last_day < before, seen.c.first_day < before]
    if after is not None:
        where += [seen.c.first_day > after, seen.c.last_day > after]
    return where


def _near(one: Meeting) -> ColumnElement[bool]:
    """Keep to the meetings of the same parties, or of some that are not all known."""
    if one.parties:
        return meeting.c.parties.in_(("", one.parties))
    return true()
