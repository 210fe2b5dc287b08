"""The ways in which reports name persons, and which reports use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.store.columns import parts
from servanda.store.index.entity_rows import NameRow
from servanda.store.schema_index import name_use, person_name

__all__ = ["load_calling", "load_names", "load_names_only_in"]


_NAMES = select(
    person_name.c.name, person_name.c.office, person_name.c.party, person_name.c.introduces
)
_USED = _NAMES.join_from(person_name, name_use, name_use.c.name == person_name.c.key)
_USES = select(name_use.c.name, func.count()).group_by(name_use.c.name)


def load_names(connection: Connection, reports: Iterable[str] | None = None) -> frozenset[NameRow]:
    """Return all names that some report, or one of `reports`, uses."""
    queries = [_NAMES]
    if reports is not None:
        used = _USED.distinct()
        queries = [used.where(name_use.c.report.in_(part)) for part in parts(reports)]
    rows = [row for one in queries for row in connection.execute(one)]
    return frozenset((row[0], row[1], row[2], row[3]) for row in rows)


def load_names_only_in(connection: Connection, reports: Collection[str]) -> frozenset[NameRow]:
    """Return the names that some reports use, and no other."""
    mine: Counter[int] = Counter()
    for part in parts(sorted(reports)):
        query = _USES.where(name_use.c.report.in_(part))
        mine.update({row[0]: row[1] for row in connection.execute(query)})
    gone = [
        name
        for part in parts(sorted(mine))
        for name, count in connection.execute(_USES.where(name_use.c.name.in_(part)))
        if count == mine[name]
    ]
    return frozenset(
        (row[0], row[1], row[2], row[3])
        for part in parts(gone)
        for row in connection.execute(_NAMES.where(person_name.c.key.in_(part)))
    )


def load_calling(connection: Connection, names: Iterable[NameRow]) -> frozenset[str]:
    """Return the reports that use one of some names."""
    wanted = set(names)
    found: set[str] = set()
    query = _USED.add_columns(name_use.c.report)
    for part in parts({one[0] for one in wanted}):
        rows = connection.execute(query.where(person_name.c.name.in_(part)))
        found.update(row[4] for row in rows if (row[0], row[1], row[2], row[3]) in wanted)
    return frozenset(found)
