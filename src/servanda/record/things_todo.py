"""What is still to be settled of a long list, kept in the record part by part.

A list that takes minutes is settled in parts. Each part is struck off in the transaction that keeps
what came of it, so that whatever stops the program, the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from servanda.record import schema

__all__ = ["Part", "drop_parts", "keep_parts", "next_parts", "strike"]

_KEY = "to settle "

Part = tuple[str, frozenset[str]]
"""The key of a part, and the ids of the reports in it."""


def next_parts(connection: Connection) -> tuple[Part, ...]:
    """Return the parts that are left, in their order."""
    meta = schema.meta
    query = select(meta.c.key, meta.c.value).where(meta.c.key.like(f"{_KEY}%"))
    rows = connection.execute(query.order_by(meta.c.key))
    return tuple((row.key, frozenset(orjson.loads(row.value))) for row in rows)


def keep_parts(connection: Connection, parts: Sequence[Collection[str]]) -> None:
    """Keep a list of what is to be settled in place of any other."""
    drop_parts(connection)
    rows = [
        {"key": f"{_KEY}{at:06}", "value": orjson.dumps(sorted(part)).decode()}
        for at, part in enumerate(parts)
    ]
    if rows:
        connection.execute(insert(schema.meta), rows)


def drop_parts(connection: Connection) -> None:
    """Forget what was left of a list."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key.like(f"{_KEY}%")))


def strike(connection: Connection, part: str) -> None:
    """Strike off one part, by its key."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key == part))
