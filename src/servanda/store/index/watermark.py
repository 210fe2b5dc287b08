"""The watermark: which reports changed since the index was last brought up to date, and what is still to do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.clock import last_instant
from servanda.store.columns import parts
from servanda.store.schema_decisions import decision, undo

__all__ = [
    "News",
    "Part",
    "drop_parts",
    "keep_mark",
    "keep_parts",
    "news",
    "next_parts",
    "stale",
    "strike",
    "unchanged",
]


_KEY_todo = "to settle "

Part = tuple[str, frozenset[str]]
"""The key of a part, and the ids of the reports in it."""


def next_parts(connection: Connection) -> tuple[Part, ...]:
    """Return the parts that are left, in their order."""
    meta = schema.meta
    query = select(meta.c.key, meta.c.value).where(meta.c.key.like(f"{_KEY_todo}%"))
    rows = connection.execute(query.order_by(meta.c.key))
    return tuple((row.key, frozenset(orjson.loads(row.value))) for row in rows)


def keep_parts(connection: Connection, parts: Sequence[Collection[str]]) -> None:
    """Keep a list of what is to be settled in place of any other."""
    drop_parts(connection)
    rows = [
        {"key": f"{_KEY_todo}{at:06}", "value": orjson.dumps(sorted(part)).decode()}
        for at, part in enumerate(parts)
    ]
    if rows:
        connection.execute(insert(schema.meta), rows)


def drop_parts(connection: Connection) -> None:
    """Forget what was left of a list."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key.like(f"{_KEY_todo}%")))


def strike(connection: Connection, part: str) -> None:
    """Strike off one part, by its key."""
    meta = schema.meta
    connection.execute(delete(meta).where(meta.c.key == part))


# -- What has changed since the entities of a record were last settled


_KEY = "settled"
_ROWS = (schema.claim, schema.dating, schema.edition)


@dataclass(frozen=True, slots=True)
class News:
    """The reports that are to be settled, and how far the record has come.

    `reports` is None where nothing was ever settled. `since` is the mark that was kept then. Of
    what is to be settled, `parts` are left of a long list, and `fresh` came since it was made.
    There are at most `about` reports in the record.
    """

    mark: str
    since: str | None
    reports: frozenset[str] | None
    parts: tuple[Part, ...] = ()
    fresh: frozenset[str] = frozenset()
    about: int = 0
    struck: str | None = None

    def of_part(self, part: Part) -> News:
        """Narrow this down to one of its parts: what came since stays to be settled."""
        key, reports = part
        since = orjson.loads(self.since or "{}")
        mark = orjson.dumps({**since, "turn": _turn(since)}).decode()
        return News(mark, self.since, reports, about=self.about, struck=key)


def news(connection: Connection, way: str) -> News:
    """Compare the record with the mark it keeps; what was settled another way counts for nothing.

    `way` names the version of what decides what is the same.
    """
    last = {
        str(table.name): connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        for table in (*_ROWS, decision, undo)
    }
    about = last[str(schema.edition.name)]
    instant = last_instant(connection)
    kept = _mark(connection)
    known = _read(kept)
    now = {**last, "instant": instant, "way": way, "turn": _turn(known)}
    mark = orjson.dumps(now).decode()
    if kept is None or instant is None or known.get("way") != way:
        return News(mark, kept, None, about=about)
    try:
        numbers = {name: int(known[name]) for name in last}
        since = datetime.fromisoformat(known["instant"])
    except (ValueError, KeyError, TypeError):  # whatever it was: all can be settled anew
        return News(mark, kept, None, about=about)
    found: set[str] = set()
    for table in _ROWS:
        for rows in (table.c.key > numbers[table.name], table.c.superseded > since):
            found.update(connection.execute(select(table.c.report).where(rows)).scalars())
    judged = _judged(connection, numbers)
    if judged is None:
        return News(mark, kept, None, about=about)
    left = next_parts(connection)
    fresh = frozenset(found | judged)
    reports = fresh.union(*(reports for _, reports in left))
    return News(mark, kept, reports, left, fresh, about)


def unchanged(connection: Connection) -> bool:
    """Whether nothing changed since the entities were last settled, whatever settled them."""
    way = _read(_mark(connection)).get("way")
    return isinstance(way, str) and news(connection, way).reports == frozenset()


def stale(connection: Connection) -> int:
    """Return how many reports changed since the entities were last settled, whatever settled them."""
    way = _read(_mark(connection)).get("way")
    found = news(connection, way).reports if isinstance(way, str) else None
    if found is not None:
        return len(found)
    edition = schema.edition
    here = select(func.count()).select_from(edition).where(schema.standing(edition))
    return connection.execute(here).scalar_one()


def _judged(connection: Connection, since: dict[str, int]) -> set[str] | None:
    """Return the reports of the claims that were judged, or of which a judgement was undone.

    None stands for all reports: who is who was judged, and whoever names them may be concerned.
    """
    undone = select(undo.c.word).where(undo.c.key > since["undo"])
    query = select(
        decision.c.targets, decision.c.others, decision.c.anchors, decision.c.field
    ).where((decision.c.key > since["decision"]) | decision.c.id.in_(undone))
    rows = connection.execute(query).all()
    if any(row.field == "person" for row in rows):
        return None
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
    return found


def keep_mark(connection: Connection, news: News) -> bool:
    """Keep the mark of what was settled; False where somebody else has kept one meanwhile.

    Where it was a part of a longer list, that part is struck off, else nothing is left of any.
    """
    meta = schema.meta
    if _mark(connection) != news.since:
        return False
    connection.execute(delete(meta).where(meta.c.key == _KEY))
    connection.execute(insert(meta).values(key=_KEY, value=news.mark))
    if news.struck is None:
        drop_parts(connection)
    else:
        strike(connection, news.struck)
    return True


def _turn(mark: dict[str, Any]) -> int:
    """Return the number of the next mark: no two are alike, so that nothing is settled twice."""
    turn = mark.get("turn")
    return turn + 1 if isinstance(turn, int) else 1


def _read(mark: str | None) -> dict[str, Any]:
    """Read a mark; empty where it is none."""
    try:
        found = orjson.loads(mark or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _mark(connection: Connection) -> str | None:
    meta = schema.meta
    return connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar_one_or_none()
