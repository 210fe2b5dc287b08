"""What has changed since the things of a record were last settled.

The mark says how far settling has come: the last row of each table that claims hang on, and the
instant up to which closed rows were seen. It is kept in the record itself, so that what a run that
was stopped left undone is caught up with later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from servanda.record import schema
from servanda.record.clock import last_instant
from servanda.record.schema_decisions import decision, undo
from servanda.record.things_parts import parts

__all__ = ["News", "keep_mark", "news", "unchanged"]

_KEY = "settled"
_ROWS = (schema.claim, schema.dating, schema.edition)


@dataclass(frozen=True, slots=True)
class News:
    """The reports whose claims changed since the last settling, and how far the record has come.

    `reports` is None where nothing was ever settled. `since` is the mark that was kept then.
    """

    mark: str
    since: str | None
    reports: frozenset[str] | None


def news(connection: Connection, way: str) -> News:
    """Compare the record with the mark it keeps; what was settled another way counts for nothing.

    `way` names the version of what decides what is the same.
    """
    last = {
        str(table.name): connection.execute(select(func.max(table.c.key))).scalar_one() or 0
        for table in (*_ROWS, decision, undo)
    }
    instant = last_instant(connection)
    now = orjson.dumps({**last, "instant": instant, "way": way}).decode()
    kept = _mark(connection)
    if kept is None or instant is None:
        return News(now, kept, None)
    try:
        known = orjson.loads(kept)
        numbers = {name: int(known[name]) for name in last}
        since = datetime.fromisoformat(known["instant"])
        settled_by = known["way"]
    except (ValueError, KeyError, TypeError):  # whatever it was: all can be settled anew
        return News(now, kept, None)
    if settled_by != way:
        return News(now, kept, None)
    found: set[str] = set()
    for table in _ROWS:
        for rows in (table.c.key > numbers[table.name], table.c.superseded > since):
            found.update(connection.execute(select(table.c.report).where(rows)).scalars())
    judged = _judged(connection, numbers)
    return News(now, kept, None if judged is None else frozenset(found | judged))


def unchanged(connection: Connection) -> bool:
    """Whether nothing changed since the things were last settled, whatever settled them."""
    try:
        way = orjson.loads(_mark(connection) or "")["way"]
    except (ValueError, KeyError, TypeError):
        return False
    return news(connection, way).reports == frozenset()


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
    """Keep the mark of what was settled; False where somebody else has kept one meanwhile."""
    meta = schema.meta
    if _mark(connection) != news.since:
        return False
    connection.execute(delete(meta).where(meta.c.key == _KEY))
    connection.execute(insert(meta).values(key=_KEY, value=news.mark))
    return True


def _mark(connection: Connection) -> str | None:
    meta = schema.meta
    return connection.execute(select(meta.c.value).where(meta.c.key == _KEY)).scalar_one_or_none()
