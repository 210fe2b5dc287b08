"""What each report alone says that dates others, as rows: offices and meetings.

Nothing here is decided by the store: `servanda.dating` says what a report states and what dates
what. A few rows are loaded for each question, however many reports there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Select, Text, delete, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import RecordFormatError
from servanda.model.serialization import from_plain, to_plain
from servanda.model.time import When
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.index.copy_signatures import Wording, add_signatures, drop_signatures
from servanda.store.index.entity_rows import NameRow, replace_names
from servanda.store.index.phrase_uses import replace_phrases
from servanda.store.schema_index import meeting_mention, office_mention

__all__ = [
    "Meeting",
    "MeetingMention",
    "Office",
    "OfficeMention",
    "OfficeRows",
    "ReportFacts",
    "load_asking",
    "load_meetings",
    "load_office",
    "load_own",
    "replace_facts",
]


class Office(NamedTuple):
    """An office of a party; `single` where one person at a time holds it."""

    party: str
    key: str
    single: bool


class Meeting(NamedTuple):
    """Who meets in which form: `people` in the order given, `pair` the two states or "".

    Each of the people is a name, the party ("" for none), and the last word of the name.
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

    @property
    def words(self) -> frozenset[str]:
        """All by which it is found: the two states, and the last words of the names."""
        return frozenset({self.pair, *(last for _, _, last in self.people)})


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """A report, by its id and its name, that names a person as the holder of an office.

    Where `seen`, the person held it at some time from `first` to `last`, the days the report may
    be of. `asks` says that the report may be dated by this. `since` and `until` are a term that it
    states.
    """

    office: Office
    person: str
    report: str
    source: str
    seen: bool = False
    asks: bool = False
    first: date | None = None
    last: date | None = None
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True)
class OfficeRows:
    """All that reports mention of an office.

    `seen` are first day, last day, name of the report, person, id of the report; `terms` the
    mentions that state a term; `asks` id and name of each report that may be dated by the office,
    with the person it names.
    """

    seen: Sequence[tuple[date, date, str, str, str]]
    terms: Sequence[OfficeMention]
    asks: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """A claim of a consultation: its `day` where the report gives it, else None.

    `weekday` is None where no event can date the report, else the weekday that such an event must
    be on (1 to 7), 0 for any, -1 for none.
    """

    meeting: Meeting
    claim: str
    report: str
    day: date | None
    weekday: int | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that follows from one report alone: how it names persons, and what it says of dates.

    `phrases` are hashes of what it says that others may say too.
    """

    report: str
    open: bool = False
    names: frozenset[NameRow] = frozenset()
    offices: tuple[OfficeMention, ...] = ()
    meetings: tuple[MeetingMention, ...] = ()
    wording: Wording | None = None
    phrases: frozenset[int] = frozenset()


# -- writing -----------------------------------------------------------------------------------


def replace_facts(
    connection: Connection,
    dialect: Dialect,
    reports: Collection[str],
    facts: Sequence[ReportFacts],
) -> None:
    """Write `facts` in place of what is known of `reports`."""
    for part in parts(reports):
        connection.execute(delete(office_mention).where(office_mention.c.report.in_(part)))
        connection.execute(delete(meeting_mention).where(meeting_mention.c.report.in_(part)))
        drop_signatures(connection, part)
    found: dict[str, Collection[NameRow]] = dict.fromkeys(reports, ())
    replace_names(connection, dialect, found | {one.report: one.names for one in facts})
    replace_phrases(connection, dialect, reports, {one.report: one.phrases for one in facts})
    offices = [row for one in facts for row in _office_rows(one)]
    meetings = [row for one in facts for row in _meeting_rows(one)]
    for table, rows in ((office_mention, offices), (meeting_mention, meetings)):
        if rows:
            dialect.insert(connection, table, rows)
    worded = {one.report: one.wording for one in facts if one.wording is not None}
    add_signatures(connection, dialect, worded)


def _office_rows(facts: ReportFacts) -> Iterable[Mapping[str, Any]]:
    for ordinal, one in enumerate(facts.offices):
        yield {
            "party": one.office.party,
            "office": one.office.key,
            "single": one.office.single,
            "report": facts.report,
            "ordinal": ordinal,
            "person": one.person,
            "source": one.source,
            "seen": one.seen,
            "asks": one.asks,
            "first_day": one.first,
            "last_day": one.last,
            "since": None if one.since is None else to_plain(one.since),
            "until": None if one.until is None else to_plain(one.until),
        }


def _meeting_rows(facts: ReportFacts) -> Iterable[Mapping[str, Any]]:
    for one in facts.meetings:
        people = orjson.dumps(one.meeting.people).decode()
        for word in sorted(one.meeting.words):
            yield {
                "word": word,
                "claim": one.claim,
                "report": facts.report,
                "form": one.meeting.form,
                "pair": one.meeting.pair,
                "people": people,
                "parties": one.meeting.parties,
                "day": one.day,
                "weekday": one.weekday,
            }


# -- reading -----------------------------------------------------------------------------------


def load_own(
    connection: Connection, reports: Collection[str]
) -> tuple[list[OfficeMention], list[MeetingMention]]:
    """Return the offices and the meetings that some reports mention."""
    offices: list[OfficeMention] = []
    meetings: dict[str, MeetingMention] = {}
    for part in parts(reports):
        query = select(office_mention).where(office_mention.c.report.in_(part))
        offices += _offices(connection, query)
        mine = select(meeting_mention).where(meeting_mention.c.report.in_(part))
        meetings |= _meetings(connection, mine)
    return offices, list(meetings.values())


def load_office(connection: Connection, office: Office) -> OfficeRows:
    """Return all that reports mention of an office."""
    table = office_mention
    mine = (
        table.c.party == office.party,
        table.c.office == office.key,
        table.c.single == office.single,
    )
    text = [type_coerce(table.c[day], Text) for day in ("first_day", "last_day")]
    seen = select(*text, table.c.source, table.c.person, table.c.report).where(
        *mine,
        table.c.seen == True,  # noqa: E712 - SQL
    )
    stated = select(table).where(*mine, table.c.since.is_not(None) | table.c.until.is_not(None))
    asks = select(table.c.report, table.c.source, table.c.person).where(
        *mine,
        table.c.asks == True,  # noqa: E712 - SQL
    )
    try:
        day = date.fromisoformat
        sightings = [
            (day(row[0]), day(row[1]), row[2], row[3], row[4]) for row in connection.execute(seen)
        ]
    except (ValueError, TypeError) as error:
        remedy = "bring back a copy, or read the reports into a new record"
        raise RecordFormatError("office_mention", f"it is damaged: {error}", remedy) from error
    return OfficeRows(
        sightings,
        _offices(connection, stated),
        [(row[0], row[1], row[2]) for row in connection.execute(asks)],
    )


def load_asked_offices(connection: Connection) -> frozenset[Office]:
    """Return the offices by which some report may be dated."""
    table = office_mention
    query = select(table.c.party, table.c.office, table.c.single).where(
        table.c.asks == True  # noqa: E712 - SQL
    )
    return frozenset(Office(*row) for row in connection.execute(query.distinct()))


def _offices(connection: Connection, query: Select[Any]) -> list[OfficeMention]:
    rows = connection.execute(query).mappings().all()
    return [
        OfficeMention(
            Office(row["party"], row["office"], row["single"]),
            row["person"],
            row["report"],
            row["source"],
            row["seen"],
            row["asks"],
            row["first_day"],
            row["last_day"],
            row["since"] and from_plain(When, row["since"]),
            row["until"] and from_plain(When, row["until"]),
        )
        for row in sorted(rows, key=itemgetter("report", "ordinal"))
    ]


def load_meetings(
    connection: Connection, like: Meeting, words: Iterable[str], most: int | None = None
) -> list[MeetingMention]:
    """Return the mentions that date meetings which may be this one, found by some of its words.

    With `most`, so many of the earliest for each word.
    """
    table = meeting_mention
    found: dict[str, MeetingMention] = {}
    for word in words:
        query = select(table).where(table.c.word == word, table.c.day.is_not(None))
        if like.parties and (not word or word != like.pair):
            query = query.where(table.c.parties.in_(("", like.parties)))
        if most is not None:
            query = query.order_by(table.c.day, table.c.claim).limit(most)
        found |= _meetings(connection, query)
    return list(found.values())


def load_asking(
    connection: Connection, words: Collection[str], parties: str, form: str | None
) -> dict[str, MeetingMention]:
    """Return the mentions of open reports, by claim: see `RecordIndex.asking`."""
    table = meeting_mention
    asking: list[ColumnElement[bool]] = [table.c.weekday.is_not(None)]
    if parties:
        asking.append(table.c.parties.in_(("", parties)))
    if form is not None:
        asking.append(table.c.form == form)
    found: dict[str, MeetingMention] = {}
    for part in parts(sorted(words)):
        found |= _meetings(connection, select(table).where(table.c.word.in_(part), *asking))
    return found


def _meetings(connection: Connection, query: Select[Any]) -> dict[str, MeetingMention]:
    table = meeting_mention.c
    columns = (table.claim, table.report, table.form, table.pair, table.people, table.day)
    people: dict[str, tuple[tuple[str, str, str], ...]] = {}
    found: dict[str, MeetingMention] = {}
    rows = connection.execute(query.with_only_columns(*columns, table.weekday))
    for claim, report, form, pair, written, day, weekday in rows:
        if claim in found:
            continue
        if written not in people:
            people[written] = tuple((n, party, last) for n, party, last in orjson.loads(written))
        meeting = Meeting(form, pair, people[written])
        found[claim] = MeetingMention(meeting, claim, report, day, weekday)
    return found
