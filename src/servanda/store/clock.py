"""The record's clock: each change bears an instant of its own, later than those of all before it.

The caller of a change passes its instant; where another change bears that instant or a later one,
whatever the machines' clocks say, the next microsecond is taken. So the record as it stood at any
instant is the record after the last change up to then, also where several processes write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Table, insert, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import RecordFormatError, UsageError
from servanda.store import schema
from servanda.store.schema import standing

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["CLOCK", "Change", "Held", "changing", "held_at", "instant", "last_instant"]


Held = Callable[[Table], ColumnElement[bool]]
"""Selects the rows of a table that stood at some instant."""

CLOCK = "clock"
"""The key of `meta` under which the instant of the last change is kept."""
_LEAST = timedelta(microseconds=1)


def instant(at: datetime | date) -> datetime:
    """Return an instant in UTC; a day stands for its last. Raises UsageError without a time zone."""
    if not isinstance(at, datetime):
        return datetime.combine(at, time.max, UTC)
    if at.tzinfo is None:
        raise UsageError(str(at), "an instant needs a time zone", "pass datetime.now(UTC)")
    return at.astimezone(UTC)


@dataclass(slots=True)
class Change:
    """A transaction that may change the record: all it writes bears the instant `at`.

    Set `made` where something did change; else the clock stands still.
    """

    connection: Connection
    at: datetime
    made: bool = False


@contextmanager
def changing(store: Store, at: datetime) -> Iterator[Change]:
    """Begin a change at `at`, or a microsecond after the last one if that is later; all of it or nothing.

    Raises UsageError where `at` bears no time zone, RecordBusyError where another process keeps
    writing.
    """
    at = instant(at)
    with store.writing() as connection:
        last = last_instant(connection)
        change = Change(connection, at if last is None else max(at, last + _LEAST))
        yield change
        if change.made:
            _keep(connection, change.at)


def _keep(connection: Connection, at: datetime) -> None:
    meta, value = schema.meta, at.isoformat(timespec="microseconds")
    done = connection.execute(update(meta).where(meta.c.key == CLOCK).values(value=value))
    if not done.rowcount:
        connection.execute(insert(meta).values(key=CLOCK, value=value))


def last_instant(connection: Connection) -> datetime | None:
    """Return the instant of the last change; None where there was none yet."""
    meta = schema.meta
    query = select(meta.c.value).where(meta.c.key == CLOCK)
    kept = connection.execute(query).scalar_one_or_none()
    if kept is None:
        return None
    try:
        return datetime.fromisoformat(kept)
    except ValueError as error:
        remedy = "restore a backup, or read the reports into a new record"
        raise RecordFormatError("record", f"its clock cannot be read: {kept!r}", remedy) from error


def held_at(at: datetime | date | None) -> Held:
    """Return what selects the rows that stood at an instant, or at a day's end; None is now."""
    if at is None:
        return standing
    then = instant(at)

    def held(table: Table) -> ColumnElement[bool]:
        recorded, superseded = table.c.recorded, table.c.superseded
        return (recorded <= then) & or_(superseded.is_(None), superseded > then)

    return held
