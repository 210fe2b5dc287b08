"""Check of the clues a record keeps: of each report that stands, of no other, and whole.

Where reports changed since clues were last kept, the next dating will keep those: nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from servanda.record import schema
from servanda.record.news import kept_mark, news
from servanda.record.schema import standing
from servanda.record.schema_clues import passage, pending, seen, witness

__all__ = ["clues"]

Fault = tuple[str, str]


def clues(connection: Connection) -> Iterator[Fault]:
    """Yield what is wrong with the clues of a record, as pairs of an id and why."""
    if not _up_to_date(connection):
        return
    edition = schema.edition
    here = select(edition.c.report).where(standing(edition))
    for report in connection.execute(here.where(edition.c.report.not_in(select(witness.c.report)))):
        yield report[0], "what it tells of the dates of others is not kept"
    gone = select(witness.c.report).where(witness.c.report.not_in(here))
    for report in connection.execute(gone).scalars():
        yield report, "it stands no more, but dates others"
    later = select(witness.c.report).join_from(seen, witness, witness.c.key == seen.c.witness)
    days = (seen.c.first_day != witness.c.first_day) | (seen.c.last_day != witness.c.last_day)
    for report in connection.execute(later.where(days).distinct()).scalars():
        yield report, "it is a witness of other days than its own"
    wanted = {
        row.key: len(row.passages) * (row.fine + row.open)
        for row in connection.execute(
            select(witness.c.key, witness.c.passages, witness.c.fine, witness.c.open)
        )
    }
    counts = select(passage.c.witness, func.count()).group_by(passage.c.witness)
    found = {row[0]: row[1] for row in connection.execute(counts)}
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key, 0) != found.get(key, 0):
            yield f"witness {key}", "its copies cannot be found"


def _up_to_date(connection: Connection) -> bool:
    since = kept_mark(connection)
    try:
        way = orjson.loads(since or "")["way"]
    except (ValueError, KeyError, TypeError):
        return False
    waiting = connection.execute(select(pending).limit(1)).first()
    return waiting is None and news(connection, since, way) == frozenset()
