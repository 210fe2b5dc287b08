"""The queries that something asks of a record, and which of them go through a whole table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection

from servanda.store import Record

__all__ = ["Asked", "asked_of"]

_SCAN = re.compile(r"SCAN (\w+)(?! VIRTUAL)")
_OTHERS = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "EXPLAIN")


@dataclass(slots=True)
class Asked:
    """Queries in their order, each with its parameters."""

    queries: list[tuple[str, Any]] = field(default_factory=list)

    def scans(self, connection: Connection, tables: frozenset[str]) -> list[str]:
        """Return the queries whose plan goes through one of these tables, or an index of it, whole.

        One that stops after some rows does not.
        """
        found = []
        for query, parameters in self.queries:
            if "LIMIT" in query:
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters)
            details = [str(row[-1]) for row in plan]
            names = _names(query)
            scanned = {names.get(one, one) for row in details for one in _SCAN.findall(row)}
            if scanned & tables:
                found.append(f"{sorted(scanned & tables)}: {query[:400]}")
        return found


def _names(query: str) -> dict[str, str]:
    """Map what a query calls its tables to their names."""
    return {b: a for a, b in re.findall(r"(?:FROM|JOIN) \"?(\w+)\"? AS (\w+)", query)}


@contextmanager
def asked_of(record: Record) -> Iterator[Asked]:
    """Note what is asked of a record."""
    found = Asked()
    engine = record._store.engine

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if not statement.startswith(_OTHERS) and not many:
            found.queries.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
