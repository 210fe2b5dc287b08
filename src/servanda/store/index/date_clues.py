"""Clues: what reports tell of each other's dates, kept so that one need not ask all of them anew.

The record does not decide what dates what; it keeps what `servanda.analysis` found in each report,
says what has changed since reports were last dated, and holds the dates that came of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Table, delete, exists, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from servanda.errors import NotFoundError
from servanda.model.report import Dating
from servanda.store import schema, writer
from servanda.store.claim_times import Resolver
from servanda.store.clock import changing
from servanda.store.columns import parts
from servanda.store.index import dating_watermark as weighed
from servanda.store.index.clue_queries import Asked
from servanda.store.index.clue_rows import (
    EVERYTHING,
    Copying,
    Stirred,
    Witness,
    clear,
    put_stirs,
    replace_witnesses,
)
from servanda.store.index.schema_clues import (
    asked,
    awaited,
    meeting,
    meeting_word,
    pending,
    seat,
    seen,
    stir,
    term,
    told,
    witness,
)
from servanda.store.schema import standing

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["Answers", "ClueNews", "Clues"]


@dataclass(frozen=True, slots=True)
class ClueNews:
    """The reports that changed since clues were last kept, None for all, and how far all has come.

    `since` is the mark that was kept then.
    """

    mark: str
    since: str | None
    reports: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Hashes of what was last found: of seats, and of meetings on a weekday, for open reports."""

    seats: Mapping[tuple[int, int], int]
    meetings: Mapping[tuple[int, int, int], int]


class Clues:
    """The clues that a record keeps. Got from `Record.clues`."""

    def __init__(self, store: Store, resolver: Resolver) -> None:
        """Take an open store, and what works out its time expressions."""
        self._store = store
        self._resolver = resolver

    @contextmanager
    def asking(self) -> Iterator[Asked]:
        """Give what answers questions, as of one moment; ask the record nothing else meanwhile."""
        with self._store.reading() as connection:
            yield Asked(connection)

    def news(self, way: str) -> ClueNews:
        """Say which reports changed since clues were last kept this `way`."""
        with self._store.reading() as connection:
            since = weighed.kept_mark(connection)
            found = weighed.news(connection, since, way)
            return ClueNews(weighed.mark(connection, way), since, found)

    def note(self, news: ClueNews) -> bool:
        """Let the reports that changed be looked at again, all of them where that is the news.

        Returns False, and notes nothing, where another process has noted others since.
        """
        with self._store.writing() as connection:
            if weighed.kept_mark(connection) != news.since:
                return False
            weighed.keep_mark(connection, news.mark)
            if news.reports is None:
                clear(connection)
                put_stirs(connection, [(EVERYTHING, 0, 0)])
                table = schema.edition
                query = select(table.c.report).where(standing(table))
                connection.execute(insert(pending).from_select(["report"], query))
            else:
                _await(connection, news.reports)
        return True

    def pending(self, most: int) -> tuple[str, tuple[str, ...], int]:
        """Return the mark, some reports whose clues are still to be kept, and how many there are."""
        with self._store.reading() as connection:
            query = select(pending.c.report).order_by(pending.c.report).limit(most)
            found = tuple(connection.execute(query).scalars())
            count = connection.execute(select(func.count()).select_from(pending)).scalar_one()
            return weighed.kept_mark(connection) or "", found, count

    def keep(
        self,
        mark: str,
        reports: Collection[str],
        witnesses: Sequence[Witness],
        copying: Copying,
        *,
        news: ClueNews | None = None,
    ) -> bool:
        """Keep what some reports tell, in place of what was kept of them.

        They must be `pending` at `mark`, or all that is in some `news`. Returns False, and keeps
        nothing, where another process came first.
        """
        with self._store.writing() as connection:
            if weighed.kept_mark(connection) != (mark if news is None else news.since):
                return False
            if news is not None:
                weighed.keep_mark(connection, news.mark)
            elif _pending_among(connection, reports) < len(reports):
                return False
            replace_witnesses(connection, reports, witnesses, copying)
            _all_kept(connection)
        return True

    def stirred(self) -> Stirred | None:
        """Say what has changed since reports were last dated; None while clues are to be kept."""
        with self._store.reading() as connection:
            if connection.execute(select(pending).limit(1)).first() is not None:
                return None
            rows = connection.execute(select(stir).order_by(stir.c.kind, stir.c.key, stir.c.by))
            found: dict[str, list[tuple[int, int]]] = {}
            for kind, key, by in rows:
                found.setdefault(kind, []).append((key, by))
            mark = weighed.kept_mark(connection) or ""
        return Stirred(
            mark,
            [key for key, _ in found.get("seat", ())],
            [key for key, _ in found.get("meeting", ())],
            found.get("copy", ()),
            [key for key, _ in found.get("report", ())],
        )

    def weigh(
        self,
        done: Stirred,
        datings: Mapping[str, Dating],
        answers: Answers,
        *,
        more: Iterable[int] = (),
        at: datetime,
    ) -> int | None:
        """Hold the better dates that came of what was `done`; `more` reports are to be dated yet.

        Returns how many dates changed; None, and nothing is changed, where the record has kept
        more clues since: then what was found is out of date.
        """
        with changing(self._store, at) as change:
            connection = change.connection
            if weighed.kept_mark(connection) != done.mark:
                return None
            if connection.execute(select(pending).limit(1)).first() is not None:
                return None
            changed = 0
            for report, dating in datings.items():
                try:
                    changed += writer.redate(
                        connection, report, dating, at=change.at, resolver=self._resolver
                    )
                except NotFoundError:  # retracted since, which is news to come
                    continue
            _answer(connection, answers)
            _still(connection, done)
            put_stirs(connection, [("report", key, 0) for key in more])
            change.made = changed > 0
        return changed


def _await(connection: Connection, reports: Iterable[str]) -> None:
    for part in parts(sorted(reports)):
        known = select(pending.c.report).where(pending.c.report.in_(part))
        new = sorted(set(part) - set(connection.execute(known).scalars()))
        if new:
            connection.execute(insert(pending), [{"report": one} for one in new])


def _pending_among(connection: Connection, reports: Collection[str]) -> int:
    query = select(func.count()).select_from(pending)
    return sum(
        connection.execute(query.where(pending.c.report.in_(part))).scalar_one()
        for part in parts(reports)
    )


def _all_kept(connection: Connection) -> None:
    """Stir every report that others may date, or did, once the clues of all of them are kept."""
    if connection.execute(select(stir).where(stir.c.kind == EVERYTHING)).first() is None:
        return
    if connection.execute(select(pending).limit(1)).first() is not None:
        return
    edition, dating = schema.edition, schema.dating
    connection.execute(delete(stir))
    query = (
        select(witness.c.key)
        .join(edition, edition.c.report == witness.c.report)
        .join(dating, dating.c.report == witness.c.report)
        .where(standing(edition), standing(dating))
        .where(or_(witness.c.open == True, edition.c.dating != dating.c.dating))  # noqa: E712 - SQL
    )
    put_stirs(connection, [("report", key, 0) for key in connection.execute(query).scalars()])


def _answer(connection: Connection, answers: Answers) -> None:
    for (report, of), value in answers.seats.items():
        mine = (asked.c.witness == report) & (asked.c.seat == of)
        connection.execute(update(asked).where(mine).values(answer=value))
    for (report, of, weekday), value in answers.meetings.items():
        mine = (awaited.c.witness == report) & (awaited.c.meeting == of)
        mine &= awaited.c.weekday == weekday
        connection.execute(update(awaited).where(mine).values(answer=value))


def _still(connection: Connection, done: Stirred) -> None:
    """Let what was dealt with be stirred no more."""
    for kind, keys in (("seat", done.seats), ("meeting", done.meetings), ("report", done.reports)):
        for part in parts(keys):
            connection.execute(delete(stir).where(stir.c.kind == kind, stir.c.key.in_(part)))
    _prune(connection, seat, "seat", (seen, term, asked), done.seats)
    _prune(connection, meeting, "meeting", (told, awaited), done.meetings)
    for key, by in done.copies:
        mine = (stir.c.kind == "copy", stir.c.key == key, stir.c.by == by)
        connection.execute(delete(stir).where(*mine))


def _prune(
    connection: Connection, table: Table, name: str, by: Sequence[Table], keys: Iterable[int]
) -> None:
    """Take out what no report names any more."""
    for part in parts(keys):
        unused = [~exists().where(one.c[name] == table.c.key) for one in by]
        gone = list(
            connection.execute(select(table.c.key).where(table.c.key.in_(part), *unused)).scalars()
        )
        if gone and table is meeting:
            connection.execute(delete(meeting_word).where(meeting_word.c.meeting.in_(gone)))
        if gone:
            connection.execute(delete(table).where(table.c.key.in_(gone)))
