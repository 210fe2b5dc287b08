"""News: which reports changed since what the record knows was last weighed against each other.

The mark says how far weighing has come: the last row of each table that counts, and the last
instant at which one was closed. It is kept in the record itself, so that a run that was stopped
is caught up with later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import orjson
from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from servanda.store import schema

__all__ = ["keep_mark", "kept_mark", "mark", "news"]


_KEY = "weighed"
_ROWS = (schema.claim, schema.edition)


def mark(connection: Connection, way: str) -> str:
    """Say how far the record has come; `way` names the version of what weighs it."""
    last = {
        str(table.name): connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        for table in _ROWS
    }
    closed = max(filter(None, _closings(connection)), default=None)
    return orjson.dumps({"way": way, **last, "closed": closed}).decode()


def _closings(connection: Connection) -> Iterable[datetime | None]:
    for table in _ROWS:
        closed = table.c.superseded
        query = select(func.max(closed)).where(closed.is_not(None))
        yield connection.execute(query).scalar_one()


def news(connection: Connection, since: str | None, way: str) -> frozenset[str] | None:
    """Return the ids of the reports that changed since a mark, those retracted included.

    None stands for all: nothing was weighed yet, or it was weighed another way.
    """
    try:
        known = orjson.loads(since or "")
        numbers = {table.name: int(known[table.name]) for table in _ROWS}
        closed = known["closed"] and datetime.fromisoformat(known["closed"])
        if known["way"] != way:
            return None
    except (ValueError, KeyError, TypeError):  # of an older servanda, or changed by hand
        return None
    found: set[str] = set()
    for table in _ROWS:
        ended = table.c.superseded
        later = ended.is_not(None) if closed is None else ended > closed
        for rows in (table.c.key > numbers[table.name], later):
            found.update(connection.execute(select(table.c.report).where(rows)).scalars())
    return frozenset(found)


def kept_mark(connection: Connection) -> str | None:
    """Return the mark that is kept, None where there is none."""
    meta = schema.meta
    return connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar_one_or_none()


def keep_mark(connection: Connection, value: str) -> None:
    """Keep a mark that `mark` gave, in place of the older one."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key == _KEY))
    connection.execute(insert(meta).values(key=_KEY, value=value))
