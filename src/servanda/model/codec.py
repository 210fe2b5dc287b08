"""Plain data from frozen dataclasses and back, for storage: `{"kind": …, field: value}`.

Only the types of `servanda.model` are known; an unknown kind or field raises ValueError.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from servanda.model.claims import Body

__all__ = ["body_from_plain", "body_to_plain", "from_plain", "to_plain"]

_BODIES: dict[str, type] = {cls.kind: cls for cls in typing.get_args(Body)}


def to_plain(value: Any) -> Any:
    """Turn a model value into dicts, lists, strings and numbers; empty fields are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: to_plain(item) for name, item in pairs if item is not None and item != ()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: Any, value: Any) -> Any:
    """Rebuild a model value of type `kind` from plain data. Raises ValueError where it does not fit."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        if value is None:
            return None
        return from_plain(options[0], value) if len(options) == 1 else value
    if origin is tuple:
        args = typing.get_args(kind)
        items = list(value)
        inner = [args[0]] * len(items) if args[-1] is Ellipsis else list(args)
        return tuple(from_plain(one, item) for one, item in zip(inner, items, strict=True))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        unknown = set(value) - set(hints)
        if unknown:
            message = f"{kind.__name__} has no field {', '.join(sorted(unknown))}"
            raise ValueError(message)
        given = {name: from_plain(hints[name], item) for name, item in value.items()}
        return kind(**{**_empty(kind), **given})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    return value


def body_to_plain(body: Body) -> dict[str, Any]:
    """Turn a claim's body into plain data with its `kind`."""
    return {"kind": body.kind, **to_plain(body)}


def body_from_plain(plain: Mapping[str, Any]) -> Body:
    """Rebuild a claim's body. Raises ValueError for an unknown kind or field."""
    data = dict(plain)
    kind = data.pop("kind", None)
    if kind not in _BODIES:
        message = f"no claim is of kind {kind!r}"
        raise ValueError(message)
    return typing.cast("Body", from_plain(_BODIES[kind], data))


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


@cache
def _empty(kind: type) -> dict[str, Any]:
    """Fields that have no default but may be empty: `to_plain` left them out if they were."""
    fields = [f for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    hints = _hints(kind)
    found: dict[str, Any] = {}
    for field in fields:
        hint = hints[field.name]
        if field.default_factory is not dataclasses.MISSING:
            continue
        if type(None) in typing.get_args(hint):
            found[field.name] = None
        elif typing.get_origin(hint) is tuple:
            found[field.name] = ()
    return found
