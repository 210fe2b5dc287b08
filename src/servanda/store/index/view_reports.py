"""Which reports a view has otherwise than the record's index: not known by a day, changed since an instant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.clock import Held, held_at
from servanda.store.columns import Day, parts
from servanda.store.schema import standing

__all__ = ["load_changed_since", "load_not_known_by", "load_stood_at"]


_DAY = bindparam("day", type_=Day)


def load_not_known_by(connection: Connection, day: date, held: Held = standing) -> frozenset[str]:
    """Return the reports that may have appeared after a day, by the dates that stood."""
    dating = schema.dating
    later = dating.c.latest.is_(None) | (dating.c.latest > _DAY)
    query = select(dating.c.report).where(held(dating)).where(later)
    return frozenset(connection.execute(query, {"day": day}).scalars())


def load_changed_since(connection: Connection, then: datetime) -> frozenset[str]:
    """Return the reports that were recorded, read, dated or retracted since an instant."""
    found: set[str] = set()
    for table in (schema.edition, schema.dating, schema.claim):
        since = (table.c.recorded > then) | (table.c.superseded > then)
        found.update(connection.execute(select(table.c.report).where(since).distinct()).scalars())
    return frozenset(found)


def load_stood_at(
    connection: Connection, then: datetime, reports: Collection[str]
) -> frozenset[str]:
    """Return those of some reports that the record held at an instant."""
    edition, dating, held = schema.edition, schema.dating, held_at(then)
    query = (
        select(edition.c.report)
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(held(edition), held(dating))
    )
    return frozenset(
        one
        for part in parts(sorted(reports))
        for one in connection.execute(query.where(edition.c.report.in_(part))).scalars()
    )
