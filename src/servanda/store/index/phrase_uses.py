"""What reports say that others may say too: hashes of phrases, and the reports that have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, Text, bindparam, delete, select, type_coerce
from sqlalchemy.engine import Connection

from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Dialect
from servanda.store.schema import standing
from servanda.store.schema_index import phrase

__all__ = ["PhraseUse", "load_uses", "replace_phrases"]


class PhraseUse(NamedTuple):
    """A report that has a phrase: its id and name, first and last possible day, as text."""

    hash: int
    report: str
    name: str
    relevant: bool
    earliest: str | None
    latest: str | None


def replace_phrases(
    connection: Connection,
    dialect: Dialect,
    reports: Iterable[str],
    phrases: Mapping[str, Collection[int]],
) -> None:
    """Write the phrases of some reports in place of those that were known of `reports`."""
    for part in parts(reports):
        connection.execute(delete(phrase).where(phrase.c.report.in_(part)))
    rows = [
        {"hash": one, "report": report}
        for report, found in phrases.items()
        for one in sorted(found)
    ]
    if rows:
        dialect.insert(connection, phrase, rows)


def load_uses(connection: Connection, hashes: Iterable[int]) -> list[PhraseUse]:
    """Return the reports that stand and have some phrases, each with what orders it in time."""
    return [
        PhraseUse(row[0], row[1], row[2], bool(row[3]), row[4], row[5])
        for part in parts(sorted(hashes))
        for row in connection.execute(_USES, {"some": part})
    ]


def load_placed(
    connection: Connection, reports: Iterable[str], held: Held = standing
) -> list[PhraseUse]:
    """Return what orders some reports that stand, or stood, in time; the hash of each is 0."""
    query = _PLACED if held is standing else _placed(held)
    return [
        PhraseUse(0, row[0], row[1], bool(row[2]), row[3], row[4])
        for part in parts(sorted(reports))
        for row in connection.execute(query, {"some": part})
    ]


_EDITION, _DATING = schema.edition, schema.dating
_PLACE = (
    _EDITION.c.report,
    _EDITION.c.name,
    _EDITION.c.relevant,
    type_coerce(_DATING.c.earliest, Text),
    type_coerce(_DATING.c.latest, Text),
)
_SOME: BindParameter[Any] = bindparam("some", expanding=True)
_USES = (
    select(phrase.c.hash, *_PLACE)
    .join_from(phrase, _EDITION, _EDITION.c.report == phrase.c.report)
    .join(_DATING, _DATING.c.report == phrase.c.report)
    .where(standing(_EDITION), standing(_DATING), phrase.c.hash.in_(_SOME))
)


def _placed(held: Held) -> Select[Any]:
    return (
        select(*_PLACE)
        .join_from(_EDITION, _DATING, _DATING.c.report == _EDITION.c.report)
        .where(held(_EDITION), held(_DATING), _EDITION.c.report.in_(_SOME))
    )


_PLACED = _placed(standing)
