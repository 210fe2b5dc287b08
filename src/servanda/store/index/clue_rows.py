"""What the index keeps of what a report tells of the dates of others, as rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.engine import Connection

from servanda.model.serialization import to_plain
from servanda.model.time import When
from servanda.store.columns import parts
from servanda.store.index.schema_clues import (
    TABLES,
    asked,
    awaited,
    meeting,
    meeting_word,
    passage,
    pending,
    seat,
    seen,
    stir,
    term,
    told,
    witness,
    wording,
)

__all__ = [
    "EVERYTHING",
    "Copying",
    "Meeting",
    "Office",
    "Seat",
    "Seen",
    "Shape",
    "Stirred",
    "Term",
    "Witness",
    "Wording",
    "clear",
    "put_stirs",
    "replace_witnesses",
    "sharing",
]


class Office(NamedTuple):
    """An office of a party; `single` where one person at a time holds it."""

    party: str
    key: str
    single: bool


class Seat(NamedTuple):
    """Somebody, as a report writes the name, in an office."""

    office: Office
    person: str


class Meeting(NamedTuple):
    """Who meets: `people` in the order told, `pair` the two states or "".

    Each of the people is a name, the party ("" for none), and the last word by which it is found.
    """

    form: str
    pair: str
    people: tuple[tuple[str, str, str], ...]

    @property
    def parties(self) -> str:
        """The parties of the people, sorted; "" where one of them has none."""
        given = [party for _, party, _ in self.people]
        return "|".join(sorted(given)) if all(given) else ""

    @property
    def lead(self) -> str:
        """The last word of the first name; "" where nobody is named."""
        return self.people[0][2] if self.people else ""


class Shape(NamedTuple):
    """What is known of a report before its words are compared: last names, number of passages."""

    people: frozenset[str]
    passages: int


Copying = Callable[[Shape, Shape, int], bool]
"""Whether two reports that share so many passages may be copies."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of a report that may be a copy: `servanda.resolution.near_duplicates` says what it is.

    `wire` is "" where the report bears no wire's mark.
    """

    wire: str
    day: int | None
    words: bytes
    marks: bytes
    facts: str


@dataclass(frozen=True, slots=True)
class Witness:
    """All that a report tells of the dates of others, by its own words, and what may date it.

    `first` and `last` are the days it may be of. `seen` are the holders of offices on those days,
    `terms` what it says of their terms, in its own order; `told` the meetings whose day it gives
    (with the claim's id). An `open` report asks for those of `asks` and `awaits` (a meeting with
    the weekday it names, 0 for none, -1 where that is unclear). `passages` are hashes of what
    copies share, and `people` the last names it tells of; a `fine` date dates copies.
    """

    report: str
    name: str
    first: date | None
    last: date | None
    fine: bool
    open: bool
    people: frozenset[str] = frozenset()
    passages: tuple[int, ...] = ()
    wording: Wording | None = None
    seen: tuple[Seat, ...] = ()
    terms: tuple[tuple[Seat, When | None, When | None], ...] = ()
    told: tuple[tuple[Meeting, date, str], ...] = ()
    asks: frozenset[Seat] = frozenset()
    awaits: frozenset[tuple[Meeting, int]] = frozenset()

    @property
    def shape(self) -> Shape:
        """What is known of it before its words are compared."""
        return Shape(self.people, len(self.passages))


class Seen(NamedTuple):
    """A report that names the holder of a seat, by its key, on days between two."""

    seat: int
    witness: int
    first: date
    last: date
    name: str


class Term(NamedTuple):
    """What a report says of the term of the holder of a seat."""

    seat: int
    since: When | None
    until: When | None
    name: str


@dataclass(frozen=True, slots=True)
class Stirred:
    """What changed since reports were last dated, as keys; `mark` is how far the record had come.

    `copies` are pairs of an open report and of one that may be its copy.
    """

    mark: str
    seats: Sequence[int]
    meetings: Sequence[int]
    copies: Sequence[tuple[int, int]]
    reports: Sequence[int]

    def __bool__(self) -> bool:
        """Whether anything did."""
        return bool(self.seats or self.meetings or self.copies or self.reports)


# -- Writing what reports tell of each other's dates, within the caller's transaction


_Stirs = set[tuple[str, int, int]]
_Row = tuple[Any, ...]

EVERYTHING = "all"
"""The kind of stir that stands while all is made anew."""


def clear(connection: Connection) -> None:
    """Take everything out."""
    for table in TABLES:
        connection.execute(delete(table))


def replace_witnesses(
    connection: Connection,
    reports: Collection[str],
    witnesses: Sequence[Witness],
    copying: Copying,
) -> None:
    """Put `witnesses` in place of what was kept of `reports`, and stir what rests on either."""
    stirs: _Stirs = set()
    fresh = connection.execute(select(stir.c.key).where(stir.c.kind == EVERYTHING)).first() is None
    for part in parts(reports):
        _drop(connection, part, copying, stirs)
    keys = _add_witnesses(connection, witnesses)
    _add_offices(connection, witnesses, keys, stirs)
    _add_meetings(connection, witnesses, keys, stirs)
    rows = [
        {"asks": asks, "hash": one_hash, "witness": keys[one.report], "size": len(one.passages)}
        for one in witnesses
        for asks, has in ((True, one.open), (False, one.fine))
        if has
        for one_hash in one.passages
    ]
    _insert(connection, passage, rows)
    worded = ((keys[one.report], one.wording) for one in witnesses if one.wording)
    _insert(connection, wording, [{"witness": key, **asdict(of)} for key, of in worded])
    for part in parts(reports):
        connection.execute(delete(pending).where(pending.c.report.in_(part)))
    if not fresh:
        return  # all will be asked anyway
    for one in witnesses:
        key = keys[one.report]
        stirs.add(("report", key, 0))
        if one.fine and one.passages:
            mine = _shared(connection, one.passages, one.shape, copying, asks=True)
            stirs |= {("copy", other, key) for other in mine if other != key}
    put_stirs(connection, stirs)


def _drop(connection: Connection, reports: Sequence[str], copying: Copying, stirs: _Stirs) -> None:
    """Take out what was kept of some reports, and stir what may have rested on it."""
    rows = connection.execute(select(witness).where(witness.c.report.in_(reports))).all()
    for row in rows:
        if row.fine and row.passages:
            shape = Shape(frozenset(row.people), len(row.passages))
            near = _shared(connection, row.passages, shape, copying, asks=True)
            stirs |= {("report", other, 0) for other in near}
        for part in parts(row.passages):
            for asks in (True, False):
                gone = (passage.c.asks == asks, passage.c.hash.in_(part))
                where = (*gone, passage.c.witness == row.key)
                connection.execute(delete(passage).where(*where))
    mine = [row.key for row in rows]
    if not mine:
        return
    for kind, table in (("seat", seen), ("seat", term), ("meeting", told)):
        column = table.c[kind]
        found = select(column).where(table.c.witness.in_(mine)).distinct()
        stirs |= {(kind, key, 0) for key in connection.execute(found).scalars()}
    for table in (seen, term, asked, told, awaited, wording):
        connection.execute(delete(table).where(table.c.witness.in_(mine)))
    connection.execute(delete(stir).where(stir.c.kind == "report", stir.c.key.in_(mine)))
    connection.execute(delete(witness).where(witness.c.key.in_(mine)))


def _add_witnesses(connection: Connection, witnesses: Sequence[Witness]) -> dict[str, int]:
    rows = [
        {
            "report": one.report,
            "name": one.name,
            "first_day": one.first,
            "last_day": one.last,
            "fine": one.fine,
            "open": one.open,
            "people": sorted(one.people),
            "passages": list(one.passages),
        }
        for one in witnesses
    ]
    _insert(connection, witness, rows)
    keys: dict[str, int] = {}
    for part in parts(one.report for one in witnesses):
        query = select(witness.c.report, witness.c.key).where(witness.c.report.in_(part))
        keys.update((row.report, row.key) for row in connection.execute(query))
    return keys


def _add_offices(
    connection: Connection, witnesses: Sequence[Witness], keys: Mapping[str, int], stirs: _Stirs
) -> None:
    wanted = {
        each for one in witnesses for each in (*one.seen, *(t[0] for t in one.terms), *one.asks)
    }
    seats = _seat_keys(connection, wanted)
    _insert(
        connection,
        seen,
        [
            {
                "seat": seats[each],
                "witness": keys[one.report],
                "first_day": one.first,
                "last_day": one.last,
            }
            for one in witnesses
            for each in dict.fromkeys(one.seen)
        ],
    )
    rows = [
        {
            "seat": seats[each],
            "witness": keys[one.report],
            "ordinal": ordinal,
            "since": None if since is None else to_plain(since),
            "until": None if until is None else to_plain(until),
        }
        for one in witnesses
        for ordinal, (each, since, until) in enumerate(one.terms)
    ]
    _insert(connection, term, rows)
    rows = [
        {"witness": keys[one.report], "seat": seats[each]}
        for one in witnesses
        for each in sorted(one.asks)
    ]
    _insert(connection, asked, rows)
    stirs |= {("seat", seats[each], 0) for one in witnesses for each in one.seen}
    stirs |= {("seat", seats[each], 0) for one in witnesses for each, _, _ in one.terms}


def _seat_keys(connection: Connection, wanted: Collection[Seat]) -> dict[Seat, int]:
    columns = (seat.c.party, seat.c.office, seat.c.single, seat.c.person)
    rows = {(*one.office, one.person): one for one in wanted}
    return {rows[key]: found for key, found in _keys(connection, seat, columns, rows).items()}


def _add_meetings(
    connection: Connection, witnesses: Sequence[Witness], keys: Mapping[str, int], stirs: _Stirs
) -> None:
    wanted = {
        each
        for one in witnesses
        for each in (*(t[0] for t in one.told), *(a[0] for a in one.awaits))
    }
    meetings = _meeting_keys(connection, wanted)
    rows: list[dict[str, Any]] = [
        {"meeting": meetings[each], "day": day, "claim": claim, "witness": keys[one.report]}
        for one in witnesses
        for each, day, claim in dict.fromkeys(one.told)
    ]
    _insert(connection, told, rows)
    rows = [
        {"witness": keys[one.report], "meeting": meetings[each], "weekday": weekday}
        for one in witnesses
        for each, weekday in sorted(one.awaits)
    ]
    _insert(connection, awaited, rows)
    stirs |= {("meeting", meetings[each], 0) for one in witnesses for each, _, _ in one.told}


def _meeting_keys(connection: Connection, wanted: Collection[Meeting]) -> dict[Meeting, int]:
    columns = (meeting.c.form, meeting.c.pair, meeting.c.people)
    rows = {(one.form, one.pair, _written(one)): one for one in wanted}
    new: list[_Row] = []

    def more(key: _Row) -> dict[str, Any]:
        new.append(key)
        return {"parties": rows[key].parties, "lead": rows[key].lead}

    known = _keys(connection, meeting, columns, rows, more=more)
    words = [
        {"word": word, "parties": rows[key].parties, "meeting": known[key]}
        for key in new
        for word in sorted({last for _, _, last in rows[key].people})
    ]
    _insert(connection, meeting_word, words)
    return {rows[key]: found for key, found in known.items()}


def _written(one: Meeting) -> str:
    return orjson.dumps(one.people).decode()


def _keys(
    connection: Connection,
    table: Table,
    columns: Sequence[Any],
    wanted: Collection[_Row],
    *,
    more: Callable[[_Row], Mapping[str, Any]] | None = None,
) -> dict[_Row, int]:
    """Return the keys of rows by what `columns` hold of them; `more` is told of new ones."""
    found: dict[_Row, int] = {}
    ends: defaultdict[_Row, set[Any]] = defaultdict(set)  # as the index has them: by the rest first
    for one in wanted:
        ends[one[:-1]].add(one[-1])
    for start, some in ends.items():
        same = [column == value for column, value in zip(columns, start, strict=False)]
        for part in parts(some):
            query = select(table.c.key, columns[-1]).where(*same, columns[-1].in_(part))
            found.update(((*start, row[1]), row[0]) for row in connection.execute(query))
    for one in sorted(set(wanted) - found.keys()):
        values = {column.name: value for column, value in zip(columns, one, strict=True)}
        values.update(more(one) if more else {})
        added = connection.execute(insert(table).values(values).returning(table.c.key))
        found[one] = added.scalar_one()
    return found


def sharing(connection: Connection, key: int, copying: Copying, *, asks: bool) -> frozenset[int]:
    """Return the witnesses that may be copies of one: open ones, or those that bear a date."""
    row = connection.execute(select(witness).where(witness.c.key == key)).one_or_none()
    if row is None:
        return frozenset()
    shape = Shape(frozenset(row.people), len(row.passages))
    return _shared(connection, row.passages, shape, copying, asks=asks) - {key}


def _shared(
    connection: Connection, hashes: Sequence[int], shape: Shape, copying: Copying, *, asks: bool
) -> frozenset[int]:
    often: Counter[tuple[int, int]] = Counter()
    of = (passage.c.witness, passage.c.size)
    for part in parts(hashes):
        mine = (passage.c.asks == asks, passage.c.hash.in_(part))
        query = select(*of, func.count()).where(*mine).group_by(*of)
        for key, size, count in connection.execute(query):
            often[key, size] += count
    near = {  # whoever they name
        key: size
        for (key, size), count in often.items()
        if copying(shape, Shape(shape.people, size), count)
    }
    found: set[int] = set()
    for part in parts(near):
        query = select(witness.c.key, witness.c.people).where(witness.c.key.in_(part))
        for key, people in connection.execute(query):
            size = near[key]
            if copying(shape, Shape(frozenset(people), size), often[key, size]):
                found.add(key)
    return frozenset(found)


def put_stirs(connection: Connection, stirs: Iterable[tuple[str, int, int]]) -> None:
    """Keep what changed, each once."""
    for kind, group in groupby(sorted(stirs), key=itemgetter(0)):
        for some in parts(group):
            mine = (stir.c.kind == kind, stir.c.key.in_({one[1] for one in some}))
            rows = connection.execute(select(stir.c.kind, stir.c.key, stir.c.by).where(*mine))
            known = {(row[0], row[1], row[2]) for row in rows}
            names = ("kind", "key", "by")
            new = [dict(zip(names, one, strict=True)) for one in some if one not in known]
            _insert(connection, stir, new)


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
