"""Plain data from frozen dataclasses and back, for storage: `{"kind": …, field: value}`.

Only the types of `servanda.model` are known; an unknown kind or field raises ValueError.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
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
    read = _reader(kind)
    return value if read is None else read(value)


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
def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """Return what rebuilds values of one type; None where they are plain already.

    A record holds millions of values of a few types, so each type is looked at only once.
    """
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(kind) if option is not type(None)]
        one = _reader(options[0]) if len(options) == 1 else None
        return None if one is None else _optional(one)
    if origin is tuple:
        return _tuple(typing.get_args(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return date.fromisoformat if kind is date else None


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if args[-1] is Ellipsis:
        each = _reader(args[0])
        return tuple if each is None else lambda value: tuple(map(each, value))

    def read(value: Any) -> Any:
        return tuple(from_plain(one, item) for one, item in zip(args, value, strict=True))

    return read


def _dataclass(kind: type) -> Callable[[Any], Any]:
    hints, empty = _hints(kind), _empty(kind)
    readers = {name: read for name, hint in hints.items() if (read := _reader(hint)) is not None}

    def build(value: Any) -> Any:
        if not value.keys() <= hints.keys():
            unknown = ", ".join(sorted(set(value) - set(hints)))
            message = f"{kind.__name__} has no field {unknown}"
            raise ValueError(message)
        given = {**empty, **value}
        for name, read in readers.items():
            if name in value:
                given[name] = read(value[name])
        return kind(**given)

    return build


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
