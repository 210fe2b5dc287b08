"""The shapes of our own exports: claims, the record, texts, decisions, tables."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping

from servanda.export.record_lines import ENTITIES
from servanda.export.schemas.typed_shapes import (
    Schema,
    fields_of,
    listed,
    object_of,
    optional,
    shape_of,
)
from servanda.export.tables import Column, Kind
from servanda.model import (
    Action,
    Anchor,
    Basis,
    CommitmentStatus,
    Decision,
    Grade,
    LinkType,
    Score,
    TimexType,
    Undo,
)
from servanda.model.claim import BODIES
from servanda.model.claim_cells import CLAIM_KEYS

__all__ = ["claims", "decisions", "record", "table", "texts"]


_TEXT: Schema = {"type": "string"}
_TIME: Schema = {"$ref": "#/$defs/time"}
_TEXTS = listed(_TEXT)
_YES_NO: Schema = {"type": "boolean"}
_KINDS = ("report", *CLAIM_KEYS)

_REPORT: dict[str, Schema] = {
    "report": {"type": "string", "minLength": 1},
    "published": optional(_TIME),
    "published_basis": shape_of(Basis),
    "published_reasons": _TEXTS,
    "title": optional(_TEXT),
    "publisher": optional(_TEXT),
    "wire": optional(_TEXT),
    "language": optional(_TEXT),
    "relevant": _YES_NO,
    "irrelevant_because": optional(_TEXT),
    "copy_of": optional(_TEXT),
    "url": optional(_TEXT),
}
_DATE: dict[str, Schema] = {
    "text": _TEXT,
    "when": optional(_TIME),
    "type": shape_of(TimexType),
    "value": optional(_TEXT),
    "basis": shape_of(Basis),
}


def _by_kind(shapes: Mapping[str, Schema], key: str, about: str) -> Schema:
    """Return the schema of objects whose other keys depend on the one named `key`."""
    cases = [
        {
            "if": {"properties": {key: {"const": name}}, "required": [key]},
            "then": {"$ref": f"#/$defs/{name}"},
        }
        for name in shapes
    ]
    return {
        "description": about,
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": list(shapes)}},
        "allOf": cases,
        "$defs": dict(shapes),
    }


def _cells(kind: str) -> dict[str, Schema]:
    """Return the schemas of the keys of a kind of claim."""
    if kind == "date":
        return dict(_DATE)
    known = fields_of(BODIES[kind])
    times = {name for name, hint in _hints(kind).items() if "TimeRef" in str(hint)}
    return {
        name: optional(_TIME) if name in times else known[name] for name in CLAIM_KEYS[kind].split()
    }


def _hints(kind: str) -> dict[str, object]:
    return typing.get_type_hints(BODIES[kind])


def claims() -> Schema:
    """Return the schema of a line of `export claims`."""
    judged = {
        "id": _TEXT,
        "action": shape_of(Action),
        "field": optional(_TEXT),
        "author": _TEXT,
        "at": {"$ref": "#/$defs/instant"},
        "reason": _TEXT,
    }
    shapes: dict[str, Schema] = {
        "report": object_of({"kind": {"const": "report"}, "id": _TEXT, **_REPORT})
    }
    for kind in CLAIM_KEYS:
        shapes[kind] = object_of(
            {
                "kind": {"const": kind},
                "id": _TEXT,
                "report": _TEXT,
                "evidence": listed({"$ref": "#/$defs/evidence"}, fewest=1),
                **_cells(kind),
                "rule": _TEXT,
                "confidence": {"type": "number", "minimum": 0, "maximum": 1},
                "decisions": listed(object_of(judged), fewest=1),
            },
            maybe=("decisions",),
        )
    return _by_kind(shapes, "kind", "what one report says, of one kind, or the report itself")


_SPAN: dict[str, Schema] = {
    "office": _TEXT,
    "title": _TEXT,
    "party": optional(_TEXT),
    "since": optional(_TIME),
    "until": optional(_TIME),
    "first_seen": optional(_TIME),
    "last_seen": optional(_TIME),
    "former": _YES_NO,
    "incoming": _YES_NO,
}
_STEP: dict[str, Schema] = {
    "status": shape_of(CommitmentStatus),
    "on": optional(_TIME),
    "report": optional(_TEXT),
    "due": optional(_TIME),
    "claim": optional(_TEXT),
    "why": _TEXT,
}
_ENTITY_CELLS: dict[str, dict[str, Schema]] = {
    "report": {**_REPORT, "cluster": optional(_TEXT)},
    "person": {
        "name": optional(_TEXT),
        "names": _TEXTS,
        "party": optional(_TEXT),
        "offices": listed(object_of(_SPAN)),
    },
    "office": {
        "office": optional(_TEXT),
        "title": optional(_TEXT),
        "party": optional(_TEXT),
        "holders": listed(object_of({"person": _TEXT, "name": _TEXT, **_SPAN})),
    },
}
_LIFECYCLE: dict[str, Schema] = {
    "status": shape_of(CommitmentStatus),
    "status_why": _TEXT,
    "history": listed(object_of(_STEP)),
}


def record() -> Schema:
    """Return the schema of a line of `export record`."""
    link = {"type": shape_of(LinkType), "to": _TEXT, "why": optional(_TEXT)}
    shapes = {}
    for kind in ENTITIES:
        own = _ENTITY_CELLS.get(kind) or _cells(kind)
        shapes[kind] = object_of(
            {
                "kind": {"const": kind},
                "id": _TEXT,
                "reports": listed(_TEXT, fewest=1),
                "claims": _TEXTS,
                **own,
                **(_LIFECYCLE if kind == "commitment" else {}),
                "links": listed(object_of(link)),
                "why": _TEXTS,
            }
        )
    return _by_kind(shapes, "kind", "one entity of the record, resolved, with its ties")


def texts() -> Schema:
    """Return the schema of a line of `export texts`."""
    shape = {
        "report": _TEXT,
        "text": _TEXT,
        "title": optional(_TEXT),
        "url": optional(_TEXT),
        "published": optional(_TIME),
    }
    return {"description": "a report as stored, which offsets count in", **object_of(shape)}


def decisions() -> Schema:
    """Return the schema of a line of `export decisions`; empty keys are left out of it."""
    undone = object_of(fields_of(Undo), maybe=("reason",))
    anchor = object_of(fields_of(Anchor), maybe=("start", "end", "exact", "beside"))
    shapes: dict[str, Schema] = {}
    for sort, kind in (("decision", Decision), ("score", Score), ("grade", Grade)):
        own = {**fields_of(kind), "undone": undone}
        always = {"id", "author", "coder", "at", "action", "concern", "targets", "scale", "subject"}
        if "anchors" in own:
            own["anchors"] = listed(anchor, fewest=1)
        maybe = [name for name in own if name not in always]
        shapes[sort] = object_of({"sort": {"const": sort}, **own}, maybe=maybe)
    return _by_kind(shapes, "sort", "what a person decided, scored or graded")


_CELLS: dict[Kind, Schema] = {
    Kind.TEXT: _TEXT,
    Kind.LIST: _TEXTS,
    Kind.NUMBER: {"type": "integer"},
    Kind.REAL: {"type": "number"},
    Kind.DAY: {"$ref": "#/$defs/day"},
    Kind.INSTANT: {"$ref": "#/$defs/instant"},
}


def table(columns: Iterable[Column], about: str) -> Schema:
    """Return the schema of a row of a table; an empty cell is null, an empty list a list."""
    cells = {
        column.name: _CELLS[column.kind]
        if column.kind is Kind.LIST
        else optional(_CELLS[column.kind])
        for column in columns
    }
    return {"description": about, **object_of(cells)}
