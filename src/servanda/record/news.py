"""News: which reports came since what the record knows was last weighed against each other.

The mark is kept in the record itself, so that a run that was stopped is caught up with later.
"""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from servanda.record import schema
from servanda.record.schema import standing

__all__ = ["keep_mark", "mark", "news"]

_KEY = "weighed"


def mark(connection: Connection) -> str:
    """Say how far the record has come: its last reading, and how many reports were retracted."""
    reading, report, edition = schema.reading, schema.report, schema.edition
    last = connection.execute(select(func.max(reading.c.key))).scalar_one() or 0
    known = connection.execute(select(func.count()).select_from(report)).scalar_one()
    stand = select(func.count()).select_from(edition).where(standing(edition))
    return f"{last} {known - connection.execute(stand).scalar_one()}"


def news(connection: Connection) -> frozenset[str] | None:
    """Return the ids of the reports read since the mark; None where that is all there are.

    All of them, too, where a report was retracted since: what had rested on it is nowhere said.
    """
    meta, reading = schema.meta, schema.reading
    query = select(meta.c.value).where(meta.c.key == _KEY)
    kept = connection.execute(query).scalar_one_or_none()
    if kept is None or kept.split()[-1] != mark(connection).split()[-1]:
        return None
    since = select(reading.c.report).where(reading.c.key > int(kept.split()[0]), standing(reading))
    return frozenset(connection.execute(since).scalars())


def keep_mark(connection: Connection, value: str) -> None:
    """Keep a mark that `mark` gave, in place of the older one."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key == _KEY))
    connection.execute(insert(meta).values(key=_KEY, value=value))
