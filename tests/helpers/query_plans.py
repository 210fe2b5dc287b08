"""The queries that something asks of a record, and which of them go through a whole table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection

from servanda.store import Record

__all__ = ["Asked", "asked_of"]

_SCAN = re.compile(r"SCAN (\w+)(?! VIRTUAL)")
_OTHERS = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "EXPLAIN", "SET", "SHOW")
# What reads a table whole although it could look for rows: it is asked whether there is another way.
_WHOLE = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
_CONDITIONS = ("Index Cond", "Recheck Cond", "TID Cond")


@dataclass(slots=True)
class Asked:
    """Queries in their order, each with its parameters."""

    queries: list[tuple[str, Any]] = field(default_factory=list)

    def scans(self, connection: Connection, tables: frozenset[str]) -> list[str]:
        """Return the queries whose plan goes through one of these tables, or an index of it, whole.

        One that stops after some rows does not. PostgreSQL has to be told that a test's tables are
        large (`Server.pretend_large`): of a small one, reading all is the quickest.
        """
        sqlite = connection.dialect.name == "sqlite"
        for name in () if sqlite else _WHOLE:
            connection.exec_driver_sql(f"SET LOCAL {name} = off")
        tables -= frozenset() if sqlite else _empty(connection, tables)
        found = []
        for query, parameters in self.queries:
            if "LIMIT" in query:
                continue
            scanned = (_by_sqlite if sqlite else _by_postgres)(connection, query, parameters)
            if scanned & tables:
                found.append(f"{sorted(scanned & tables)}: {query[:400]}")
        return found


def _by_sqlite(connection: Connection, query: str, parameters: Any) -> set[str]:
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters)
    names = _names(query)
    return {names.get(one, one) for row in plan for one in _SCAN.findall(str(row[-1]))}


def _by_postgres(connection: Connection, query: str, parameters: Any) -> set[str]:
    (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {query}", parameters)
    made = plan[0] if isinstance(plan[0], list) else json.loads(plan[0])
    return {one["Relation Name"] for one in _nodes(made[0]["Plan"]) if _reads_all(one)}


def _empty(connection: Connection, tables: frozenset[str]) -> frozenset[str]:
    """Return the tables without a row: no plan of them says anything."""
    some = "SELECT 1 FROM {} LIMIT 1"
    return frozenset(
        one for one in tables if connection.exec_driver_sql(some.format(one)).first() is None
    )


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def _reads_all(node: Mapping[str, Any]) -> bool:
    return "Relation Name" in node and not any(one in node for one in _CONDITIONS)


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
