"""The JSON Schemas of exports by the name of the export (draft 2020-12).

A schema describes one object: a line of JSON lines, an element of a JSON array. It is made from the types that are
written, so that it cannot differ from them. Keys that it does not list may be added in later releases.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from servanda.export.schemas import own_shapes, vocabulary_shapes
from servanda.export.schemas.typed_shapes import COMMON, Schema
from servanda.export.tables import COMMITMENTS, STATEMENTS

__all__ = ["SCHEMAS", "schema_of", "schema_text"]


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "claims": own_shapes.claims,
    "record": own_shapes.record,
    "texts": own_shapes.texts,
    "commitments": lambda: own_shapes.table(COMMITMENTS, "one commitment"),
    "decisions": own_shapes.decisions,
    "statements": lambda: own_shapes.table(STATEMENTS, "one cell of the record"),
    "events": vocabulary_shapes.events,
    "entities": vocabulary_shapes.entities,
    "annotations": vocabulary_shapes.annotation,
    "references": vocabulary_shapes.references,
}
"""What makes the schema of each export that has JSON, by the export's name."""


def schema_of(what: str) -> dict[str, Any]:
    """Return the schema of the objects that `servanda export WHAT` writes. Raises KeyError for others."""
    made = SCHEMAS[what]()
    own = made.pop("$defs", {})
    words = json.dumps([made, own])
    common = {name: shape for name, shape in COMMON.items() if _named(name, words)}
    common |= {one: COMMON[one] for one in ("day", "edtf") if "time" in common}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:servanda:export:{what}",
        "title": f"servanda export {what}",
        **made,
        "$defs": {**dict(sorted(common.items())), **own},
    }


def _named(name: str, words: str) -> bool:
    return f'"#/$defs/{name}"' in words


def schema_text(what: str) -> str:
    """Return the schema of an export as a document of JSON."""
    return json.dumps(schema_of(what), indent=2, ensure_ascii=False) + "\n"
