"""The watermark: how far the index has come, and what an update has still to do.

The mark is the last row of each table that the index follows from, with the instant of the last
change, kept in `meta`. An update moves it first, and lists the reports concerned in `pending`, a
row for each step that has still to look at them; a step takes its rows out in the transaction that
keeps its results. So an update that was stopped anywhere goes on from there, and of two at once
only one keeps what it found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

import orjson
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.clock import CLOCK, last_instant
from servanda.store.columns import parts
from servanda.store.index.entity_rows import drop_entities
from servanda.store.schema import standing
from servanda.store.schema_decisions import decision, undo
from servanda.store.schema_index import DERIVED, pending

__all__ = [
    "INDEX_VERSION",
    "Step",
    "Work",
    "add_pending",
    "advance",
    "changed_since",
    "cut",
    "dated_by_others",
    "load_mark",
    "load_part",
    "load_pending",
    "stale",
    "work",
]


INDEX_VERSION = "10"
"""The version of the rules that resolve and date. Raised whenever they come to other results."""

_KEY = "index"
_READ = (schema.claim, schema.edition)  # what is derived from a report alone follows from these
_ROWS = (*_READ, schema.dating)
_NUMBERED = (*_ROWS, decision, undo)
_LAST = select(
    *(
        select(schema.meta.c.value).where(schema.meta.c.key == key).scalar_subquery()
        for key in (_KEY, CLOCK)
    ),
    select(pending.c.report).exists(),
    *(select(func.max(table.c.key)).scalar_subquery() for table in _NUMBERED),
)
"""The mark, the clock, whether anything is pending, and the last row of each table."""


class Step(IntEnum):
    """The steps of an update, in their order."""

    READ = 1
    """Derive from a report alone its names and what it says of the dates of others."""
    DATE = 2
    """Date a report that has no day of its own by what others say."""
    RESOLVE = 3
    """Match the claims of a report with those of others, and list the entities."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an update has to do.

    `read` and `resolve` are reports that changed since the mark `since`, None for all; `left` says
    how many reports are pending at each step. There are at most `about` reports in the record.
    `whole` says that everything is being derived anew. `mark` replaces `since` at the next step.
    """

    mark: str
    since: str | None
    read: frozenset[str] | None
    resolve: frozenset[str] | None
    left: Mapping[Step, int] = field(default_factory=dict)
    about: int = 0
    whole: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.about and (self.changed or self.left))

    @property
    def changed(self) -> bool:
        """Whether the record changed since the mark."""
        return self.read is None or self.resolve is None or bool(self.read or self.resolve)


def work(connection: Connection, *, everything: bool = False) -> Work:
    """Compare the record with its mark; an index of another version counts for nothing.

    With `everything`, the mark counts for nothing either.
    """
    numbers = {
        str(table.name): connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        for table in _NUMBERED
    }
    about = numbers[str(schema.edition.name)]
    kept = _mark(connection)
    known = _parsed(kept)
    instant = last_instant(connection)
    left = _left(connection)
    whole = bool(known.get("whole")) and Step.READ in left
    mark = {
        **numbers,
        "instant": instant,
        "version": INDEX_VERSION,
        "turn": _turn(known),
        "whole": whole,
    }
    since = None if everything else _read_mark(known, numbers)
    if since is None:
        mark["whole"] = True
        return Work(_written(mark), kept, None, None, about=about, whole=True)
    rows, closed = since
    changed = {table.name: changed_since(connection, table, rows, closed) for table in _ROWS}
    read = frozenset().union(*(changed[table.name] for table in _READ))
    judged, persons = _judged(connection, rows)
    read |= judged
    resolve = None if persons else read | changed[schema.dating.name]
    return Work(_written(mark), kept, read, resolve, left, about, whole)


def stale(connection: Connection) -> int:
    """Return how many reports the index has still to take account of."""
    if _is_current(connection):
        return 0
    found = work(connection)
    if found.read is None or found.resolve is None:
        edition = schema.edition
        query = select(func.count()).select_from(edition).where(standing(edition))
        return connection.execute(query).scalar_one()
    waiting = select(pending.c.report).distinct() if found.left else None
    rows = connection.execute(waiting).scalars() if waiting is not None else ()
    return len(found.read.union(found.resolve, rows))


def _is_current(connection: Connection) -> bool:
    """Whether nothing was written since the mark and nothing is pending, which one query tells.

    Every change bears an instant of its own, so the last one counts for what was superseded too.
    """
    kept, clock, waiting, *numbers = connection.execute(_LAST).one()
    known = _parsed(kept)
    names = [str(table.name) for table in _NUMBERED]
    return (
        not waiting
        and known.get("version") == INDEX_VERSION
        and [known.get(name) for name in names] == [number or 0 for number in numbers]
        and clock is not None
        and _same_instant(clock, known.get("instant"))
    )


def _same_instant(one: str, other: Any) -> bool:
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except (ValueError, TypeError):  # changed by hand
        return False


def advance(
    connection: Connection, found: Work, done: Mapping[Step, Collection[str] | None]
) -> bool:
    """Move the mark, list what changed as pending, and strike off what is `done` (None: all).

    False, and nothing is changed, where another process has moved the mark since.
    """
    if _mark(connection) != found.since:
        return False
    meta = schema.meta
    moved = connection.execute(update(meta).where(meta.c.key == _KEY).values(value=found.mark))
    if not moved.rowcount:
        connection.execute(insert(meta).values(key=_KEY, value=found.mark))
    if found.read is None:
        for table in DERIVED:
            connection.execute(delete(table))
        _add_all(connection, Step.READ)
    else:
        add_pending(connection, Step.READ, found.read)
    if found.resolve is None:
        drop_entities(connection)
        connection.execute(delete(pending).where(pending.c.step == Step.RESOLVE))
        _add_all(connection, Step.RESOLVE)
    else:
        add_pending(connection, Step.RESOLVE, found.resolve)
    for step, reports in done.items():
        mine = pending.c.step == step
        if reports is None:
            connection.execute(delete(pending).where(mine))
            continue
        for part in parts(reports):
            connection.execute(delete(pending).where(mine, pending.c.report.in_(part)))
    return True


def add_pending(connection: Connection, step: Step, reports: Iterable[str]) -> None:
    """List reports as pending at a step, unless they are listed."""
    for part in parts(sorted(reports)):
        mine = pending.c.step == step, pending.c.report.in_(part)
        known = set(connection.execute(select(pending.c.report).where(*mine)).scalars())
        rows = [{"step": step, "report": one, "part": 0} for one in part if one not in known]
        if rows:
            connection.execute(insert(pending), rows)


def _add_all(connection: Connection, step: Step) -> None:
    edition = schema.edition
    query = select(int(step), edition.c.report, 0).where(standing(edition))  # type: ignore[call-overload]
    connection.execute(insert(pending).from_select(["step", "report", "part"], query))


def load_pending(connection: Connection, step: Step, most: int | None = None) -> tuple[str, ...]:
    """Return the reports pending at a step, or the first `most` of them."""
    query = select(pending.c.report).where(pending.c.step == step).order_by(pending.c.report)
    rows = connection.execute(query if most is None else query.limit(most))
    return tuple(rows.scalars())


def cut(connection: Connection, found: Work, step: Step, cut_in: Sequence[Collection[str]]) -> bool:
    """Cut what is pending at a step into parts, to be done one by one; see `advance`."""
    if not advance(connection, found, {}):
        return False
    for number, reports in enumerate(cut_in, start=1):
        for part in parts(reports):
            mine = pending.c.step == step, pending.c.report.in_(part)
            connection.execute(update(pending).where(*mine).values(part=number))
    return True


def load_part(connection: Connection, step: Step) -> tuple[frozenset[str], int]:
    """Return the reports of the next part of a step, and how many reports are in no part."""
    mine = pending.c.step == step
    first = select(func.min(pending.c.part)).where(mine, pending.c.part > 0).scalar_subquery()
    query = select(pending.c.report).where(mine, pending.c.part == first)
    loose = select(func.count()).where(mine, pending.c.part == 0)
    count = connection.execute(loose).scalar_one()
    return frozenset(connection.execute(query).scalars()), count


def _left(connection: Connection) -> dict[Step, int]:
    query = select(pending.c.step, func.count()).group_by(pending.c.step)
    return {Step(step): count for step, count in connection.execute(query)}


def changed_since(
    connection: Connection, table: Any, since: Mapping[str, int], closed: datetime
) -> frozenset[str]:
    """Return the reports of the rows of a table that came since a row, or were superseded since an instant."""
    found: set[str] = set()
    for rows in (table.c.key > since[table.name], table.c.superseded > closed):
        found.update(connection.execute(select(table.c.report).where(rows)).scalars())
    return frozenset(found)


def _judged(connection: Connection, since: Mapping[str, int]) -> tuple[frozenset[str], bool]:
    """Return the reports of the claims that were judged, or of which a judgement was undone.

    Also return whether a person was judged: every report may name that person.
    """
    undone = select(undo.c.word).where(undo.c.key > since["undo"])
    query = select(
        decision.c.targets, decision.c.others, decision.c.anchors, decision.c.field
    ).where((decision.c.key > since["decision"]) | decision.c.id.in_(undone))
    rows = connection.execute(query).all()
    claims = {one for row in rows for one in (*row.targets, *row.others)}
    claim, edition = schema.claim, schema.edition
    found: set[str] = set()
    # A report that was corrected since bears the name that the claim's report had.
    for names in parts(sorted({place["source"] for row in rows for place in row.anchors})):
        named = select(edition.c.report).where(edition.c.name.in_(names))
        found.update(connection.execute(named).scalars())
    for part in parts(sorted(claims)):
        named = select(claim.c.report).where(claim.c.id.in_(part) | claim.c.report.in_(part))
        found.update(connection.execute(named).scalars())
    return frozenset(found), any(row.field == "person" for row in rows)


def dated_by_others(connection: Connection, reports: Iterable[str]) -> frozenset[str]:
    """Return the reports, of some, that bear another date than their own words give."""
    edition, dating = schema.edition, schema.dating
    query = (
        select(edition.c.report)
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(standing(edition), standing(dating), edition.c.dating != dating.c.dating)
    )
    return frozenset(
        one
        for part in parts(reports)
        for one in connection.execute(query.where(edition.c.report.in_(part))).scalars()
    )


def _turn(mark: Mapping[str, Any]) -> int:
    """Return the number of the next mark: no two are alike, so that no step is kept twice."""
    turn = mark.get("turn")
    return turn + 1 if isinstance(turn, int) else 1


def _written(mark: Mapping[str, Any]) -> str:
    return orjson.dumps(mark).decode()


def _parsed(mark: str | None) -> dict[str, Any]:
    """Read a mark; empty where it is none."""
    try:
        found = orjson.loads(mark or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _read_mark(
    mark: Mapping[str, Any], names: Iterable[str]
) -> tuple[dict[str, int], datetime] | None:
    """Return the last rows and the instant of a mark; None where it is of another version."""
    try:
        rows = {name: int(mark[name]) for name in names}
        closed = datetime.fromisoformat(mark["instant"])
    except (ValueError, KeyError, TypeError):  # or changed by hand
        return None
    return (rows, closed) if mark.get("version") == INDEX_VERSION else None


def _mark(connection: Connection) -> str | None:
    meta = schema.meta
    return connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar_one_or_none()


def load_mark(connection: Connection) -> str:
    """Return the mark and the instant of the last change, which no two states share."""
    meta = schema.meta
    query = select(meta.c.key, meta.c.value).where(meta.c.key.in_((_KEY, CLOCK)))
    return repr(sorted(tuple(row) for row in connection.execute(query)))
