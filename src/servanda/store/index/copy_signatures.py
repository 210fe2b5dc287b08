"""The near-duplicate signatures of reports as rows, by whose passages copies find each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.engine import Connection

from servanda.store.columns import Flag, parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.schema_index import passage, signature

__all__ = [
    "Copying",
    "Namers",
    "Shape",
    "Wording",
    "add_signatures",
    "drop_signatures",
    "load_sharing",
    "load_wordings",
]


class Shape(NamedTuple):
    """What is known of a report before its words are compared: last names, number of passages."""

    people: frozenset[str]
    passages: int


Copying = Callable[[Shape, Shape, int], bool]
"""Whether two reports that share so many passages may be copies."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The near-duplicate signature of a report (`servanda.resolution.near_duplicate_signature`).

    `wire` is "" where the report bears no wire's mark. `fine` says that its date dates copies,
    `open` that copies may date it. `people` are last names, `passages` hashes of what copies share.
    """

    wire: str
    day: int | None
    words: bytes
    marks: bytes
    facts: str
    fine: bool
    open: bool
    people: frozenset[str]
    passages: tuple[int, ...]

    @property
    def shape(self) -> Shape:
        """What is known of it before its words are compared."""
        return Shape(self.people, len(self.passages))


# -- writing -----------------------------------------------------------------------------------


def drop_signatures(connection: Connection, reports: Sequence[str]) -> None:
    """Take out the signatures of some reports, with their passages."""
    query = select(signature.c.key, signature.c.passages).where(signature.c.report.in_(reports))
    for key, hashes in connection.execute(query).all():
        for part in parts(hashes):
            for asks in (True, False):
                gone = (passage.c.asks == asks, passage.c.hash.in_(part))
                connection.execute(delete(passage).where(*gone, passage.c.signature == key))
    connection.execute(delete(signature).where(signature.c.report.in_(reports)))


def add_signatures(connection: Connection, dialect: Dialect, worded: Mapping[str, Wording]) -> None:
    """Write the signatures of some reports, which have none."""
    if not worded:
        return
    dialect.insert(
        connection,
        signature,
        [
            {
                "report": report,
                "fine": one.fine,
                "open": one.open,
                "people": sorted(one.people),
                "passages": list(one.passages),
                "wire": one.wire,
                "day": one.day,
                "words": one.words,
                "marks": one.marks,
                "facts": one.facts,
            }
            for report, one in worded.items()
        ],
    )
    keys: dict[str, int] = {}
    for part in parts(worded):
        query = select(signature.c.report, signature.c.key).where(signature.c.report.in_(part))
        keys.update((row.report, row.key) for row in connection.execute(query))
    rows = [
        {"asks": asks, "hash": value, "signature": keys[report], "size": len(one.passages)}
        for report, one in worded.items()
        for asks, has in ((True, one.open), (False, one.fine or not one.open))
        if has
        for value in one.passages
    ]
    if rows:
        dialect.insert(connection, passage, rows)


# -- reading -----------------------------------------------------------------------------------


def load_wordings(connection: Connection, reports: Iterable[str]) -> dict[str, Wording]:
    """Return the signatures of some reports, of those that have one."""
    found: dict[str, Wording] = {}
    for part in parts(reports):
        for row in connection.execute(select(signature).where(signature.c.report.in_(part))):
            found[row.report] = Wording(
                row.wire,
                row.day,
                row.words,
                row.marks,
                row.facts,
                row.fine,
                row.open,
                frozenset(row.people),
                tuple(row.passages),
            )
    return found


Namers = dict[int, tuple[str, frozenset[str]]]
"""By the keys of signatures, their reports and the people whom these name."""


def load_sharing(
    connection: Connection,
    some: Mapping[str, Wording],
    copying: Copying,
    sides: Collection[bool] = (True, False),
    known: Namers | None = None,
) -> dict[str, frozenset[str]]:
    """Map some reports to those that may be copies of each.

    `sides` are True for open ones, False for all others and finely dated ones. `known` is what earlier
    calls looked up: it is added to.
    """
    known = {} if known is None else known
    having: defaultdict[int, list[str]] = defaultdict(list)
    for name, one in some.items():
        for value in one.passages:
            having[value].append(name)
    close: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for (_, name, key, size), count in _shared(connection, having, sides).items():
        one = some[name]
        if copying(one.shape, Shape(one.people, size), count):  # whoever they name
            close[key].append((name, size, count))
    found: dict[str, set[str]] = {name: set() for name in some}
    for part in parts(sorted(close.keys() - known.keys())):
        for key, report, people in connection.execute(_PEOPLE, {"some": part}):
            known[key] = report, frozenset(people)
    for key in close.keys() & known.keys():
        report, people = known[key]
        for name, size, count in close[key]:
            if copying(some[name].shape, Shape(people, size), count):
                found[name].add(report)
    return {name: frozenset(reports) for name, reports in found.items()}


def _shared(
    connection: Connection, having: Mapping[int, Sequence[str]], sides: Collection[bool]
) -> Counter[tuple[bool, str, int, int]]:
    """Count the passages that reports share with others, by side, name and the others' key and size.

    `having` are the reports that have a passage; those of one report alone the database counts.
    """
    shared: Counter[tuple[bool, str, int, int]] = Counter()
    names = {name for group in having.values() for name in group}
    for part in parts(having):
        given = {"sides": sorted(sides), "some": part}
        if len(names) == 1:
            [name] = names
            for side, key, size, count in connection.execute(_COUNTED, given):
                shared[side, name, key, size] += count
        else:
            for value, side, key, size in connection.execute(_HAVING, given):
                for name in having[value]:
                    shared[side, name, key, size] += 1
    return shared


_OF = (passage.c.asks, passage.c.signature, passage.c.size)
_MINE = (
    passage.c.asks.in_(bindparam("sides", expanding=True, type_=Flag)),
    passage.c.hash.in_(bindparam("some", expanding=True)),
)
_COUNTED = select(*_OF, func.count()).where(*_MINE).group_by(*_OF)
_HAVING = select(passage.c.hash, *_OF).where(*_MINE)
_PEOPLE = select(signature.c.key, signature.c.report, signature.c.people).where(
    signature.c.key.in_(bindparam("some", expanding=True))
)
