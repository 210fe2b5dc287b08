"""FollowTheMoney entities as files: one JSON object an entity, or one CSV row a statement."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from hashlib import sha1

from servanda.exports.entities import Entity, entities
from servanda.exports.outlook import Outlook
from servanda.exports.plain import line
from servanda.exports.sheets import clean, instant

__all__ = ["DATASET", "entities_jsonl", "statements_csv"]

DATASET = "servanda"
"""The data set that every statement names."""

_COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
_TYPES = {
    "address": ("location",),
    "country": ("country",),
    "date": ("date", "endDate", "publishedAt", "startDate"),
    "entity": ("holder", "involved", "organization", "participant", "post", "project", "proof"),
    "language": ("language",),
    "name": ("alias", "name"),
    "text": ("description", "summary"),
    "url": ("sourceUrl",),
}
_TYPE_OF = {prop: kind for kind, props in _TYPES.items() for prop in props}


def entities_jsonl(outlook: Outlook) -> Iterator[str]:
    """Write one entity a line, by id, as `ftm` reads them, without line breaks."""
    for one in entities(outlook):
        yield line(
            {
                "id": one.id,
                "schema": one.schema,
                "properties": {key: list(map(clean, one.properties[key])) for key in _keys(one)},
                "datasets": [DATASET],
                "first_seen": instant(outlook.first_learnt(one.reports)),
                "last_seen": instant(outlook.learnt(one.reports)),
            }
        )


def statements_csv(outlook: Outlook) -> Iterator[str]:
    """Write one value of an entity a row, in FollowTheMoney's statement table.

    The table is for programs: values stand as they are, every cell quoted. `id` is the hash that
    FollowTheMoney makes of data set, entity, property and value.
    """
    out = io.StringIO()
    writer = csv.writer(out, dialect=csv.unix_dialect)
    writer.writerow(_COLUMNS)
    for one in entities(outlook):
        seen = (instant(outlook.first_learnt(one.reports)), instant(outlook.learnt(one.reports)))
        rows = [(prop, clean(value)) for prop in _keys(one) for value in one.properties[prop]]
        ids = [_key(one.id, prop, value) for prop, value in rows]
        whole = sha1(one.schema.encode(), usedforsecurity=False)
        for each in sorted(ids):
            whole.update(each.encode())
        rows.append(("id", whole.hexdigest()))  # the row that says that there is such an entity
        for prop, value in rows:
            writer.writerow(
                (
                    one.id,
                    one.id,
                    prop,
                    "id" if prop == "id" else _TYPE_OF.get(prop, "string"),
                    one.schema,
                    value,
                    DATASET,
                    "",
                    "",
                    "",
                    "f",
                    *seen,
                    _key(one.id, prop, value),
                )
            )
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _keys(one: Entity) -> list[str]:
    return sorted(one.properties)


def _key(entity: str, prop: str, value: str) -> str:
    return sha1(f"{DATASET}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
