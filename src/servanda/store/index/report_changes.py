"""Which reports changed, or were dated anew, since somebody looked last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.clock import last_instant
from servanda.store.index.watermark import changed_since

__all__ = ["ReportsMark", "load_changes"]


_TABLES = (schema.edition, schema.dating)


@dataclass(frozen=True, slots=True)
class ReportsMark:
    """How far somebody has looked: the last row of each table, and the instant of the last change."""

    rows: Mapping[str, int] = field(default_factory=dict)
    instant: datetime | None = None


def load_changes(
    connection: Connection, since: ReportsMark | None
) -> tuple[ReportsMark, frozenset[str] | None]:
    """Return the mark of now, and the reports that changed since another one; None for all.

    A report changes where it comes, is corrected, retracted or dated anew; what is judged of it is
    no change of it.
    """
    rows = {
        table.name: connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        for table in _TABLES
    }
    mark = ReportsMark(rows, last_instant(connection))
    if since is None or since.instant is None:
        return mark, None
    if mark == since:
        return mark, frozenset()
    changed = (changed_since(connection, one, since.rows, since.instant) for one in _TABLES)
    return mark, frozenset().union(*changed)
