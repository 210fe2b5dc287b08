"""The JSON Schema of a Python type, as `servanda.model.serialization` writes its values."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from servanda.model import TimeRef, When

__all__ = ["COMMON", "Schema", "fields_of", "listed", "object_of", "optional", "shape_of"]


Schema = dict[str, Any]

COMMON: dict[str, Schema] = {
    "day": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
    "edtf": {"type": "string", "description": "a time in EDTF", "minLength": 1},
    "time": {
        "type": "object",
        "description": "an interval of days, both included; null is open",
        "required": ["earliest", "latest", "edtf"],
        "properties": {
            "earliest": {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]},
            "latest": {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]},
            "edtf": {"$ref": "#/$defs/edtf"},
        },
    },
    "evidence": {
        "type": "object",
        "description": "a place in the report's text as stored, and the words there",
        "required": ["start", "end", "exact"],
        "properties": {
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "exact": {"type": "string", "minLength": 1},
        },
    },
}
"""What several schemas refer to, by its name in `$defs`."""

_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    When: {"$ref": "#/$defs/time"},
    TimeRef: {"$ref": "#/$defs/time"},
    datetime: {"$ref": "#/$defs/instant"},
    date: {"$ref": "#/$defs/day"},
    Any: {},
}


def shape_of(kind: Any) -> Schema:
    """Return the schema of the values of a type. Raises TypeError for a type that is none of ours."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if isinstance(kind, typing.NewType):
        return shape_of(kind.__supertype__)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [shape_of(one) for one in inner]}
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return listed(shape_of(inner[0]))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    if dataclasses.is_dataclass(kind):
        return object_of(fields_of(kind))
    raise TypeError(f"no JSON schema is known for {kind!r}")


def fields_of(kind: Any, *, without: Collection[str] = ()) -> dict[str, Schema]:
    """Return the schemas of a dataclass's fields, by name."""
    hints = typing.get_type_hints(kind)
    names = (field.name for field in dataclasses.fields(kind))
    return {name: shape_of(hints[name]) for name in names if name not in without}


def object_of(properties: Mapping[str, Schema], *, maybe: Collection[str] = ()) -> Schema:
    """Return the schema of an object that has all these keys, but for those that it `maybe` has."""
    required = [name for name in properties if name not in maybe]
    return {"type": "object", "required": required, "properties": dict(properties)}


def listed(items: Schema, *, fewest: int = 0) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items, **({"minItems": fewest} if fewest else {})}


def optional(shape: Schema) -> Schema:
    """Return a schema that allows null as well."""
    return {"anyOf": [shape, {"type": "null"}]}
