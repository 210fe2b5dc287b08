"""Serialization: frozen dataclasses as plain JSON data and back.

There are two written forms. What the record keeps and hashes leaves empty fields out (`to_plain`);
what a person or a program asked for has every field, with times as the contract writes them
(`plain_row`). Reading looks at the types of a dataclass's fields, at each type once: a record holds
millions of values of a few types. Data that comes from outside is checked first (`misfit`).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from servanda.errors import UsageError
from servanda.model.claim import BODIES, Body
from servanda.model.decision import Anchor, Decision, Grade, Score, Undo, Word
from servanda.model.time import When

__all__ = [
    "anchor_from_plain",
    "body_from_plain",
    "body_to_plain",
    "field_types",
    "from_plain",
    "misfit",
    "options",
    "plain_row",
    "sort_of",
    "to_plain",
    "word_from_plain",
    "word_to_plain",
]

_PLAIN = frozenset({str, int, float, bool, type(None)})


# -- writing -------------------------------------------------------------------------------------


def to_plain(value: Any) -> Any:
    """Turn a model value into dicts, lists, strings and numbers; empty fields are left out."""
    return _written(value, full=False)


def plain_row(value: Any) -> Any:
    """Turn a row of an answer into plain data with all its fields; times take the contract's form."""
    return _written(value, full=True)


def _written(value: Any, *, full: bool) -> Any:
    kind: Any = type(value)
    return value if kind in _PLAIN else _writer(kind, full=full)(value)


@cache
def _writer(kind: Any, *, full: bool) -> Callable[[Any], Any]:
    if full and kind is When:
        return When.to_json
    if dataclasses.is_dataclass(kind):
        return _dataclass_writer(kind, full=full)
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, tuple | list):
        return lambda value: [_written(item, full=full) for item in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(key): _written(item, full=full) for key, item in value.items()}
    return lambda value: value


def _dataclass_writer(kind: Any, *, full: bool) -> Callable[[Any], Any]:
    names = _names(kind)

    def write(value: Any) -> dict[str, Any]:
        pairs = [(name, getattr(value, name)) for name in names]
        kept = pairs if full else [pair for pair in pairs if pair[1] is not None and pair[1] != ()]
        return {name: _written(item, full=full) for name, item in kept}

    return write


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def body_to_plain(body: Body) -> dict[str, Any]:
    """Turn a claim's body into plain data with its `kind`."""
    return {"kind": body.kind, **to_plain(body)}


# -- reading -------------------------------------------------------------------------------------


def from_plain(kind: Any, value: Any) -> Any:
    """Rebuild a model value of type `kind` from data that `to_plain` wrote.

    Raises ValueError or TypeError where the fields do not fit; data from outside goes through
    `misfit` first.
    """
    read = _shape(kind).read
    return value if read is None else read(value)


def misfit(kind: Any, value: Any) -> str:
    """Say what `kind` wants where plain data is not that; empty where it fits."""
    return _shape(kind).misfit(value)


def body_from_plain(plain: Mapping[str, Any]) -> Body:
    """Rebuild a claim's body. Raises ValueError for an unknown kind or field."""
    data = dict(plain)
    kind = data.pop("kind", None)
    if kind not in BODIES:
        raise ValueError(f"no claim is of kind {kind!r}")
    return typing.cast("Body", from_plain(BODIES[kind], data))


def options(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union; a type that is none is the only one."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return typing.get_args(kind)
    return (kind,)


def field_types(kind: Any) -> dict[str, Any]:
    """Return the type of each field of a dataclass, in their order."""
    hints = typing.get_type_hints(kind)
    return {name: hints[name] for name in _names(kind)}


class _Shape(NamedTuple):
    """What is known of a type: how plain data becomes a value of it, and what does not fit.

    `read` is None where the plain data is the value.
    """

    read: Callable[[Any], Any] | None
    misfit: Callable[[Any], str]


@cache
def _shape(kind: Any) -> _Shape:
    if len(options(kind)) > 1:
        return _union(options(kind))
    if typing.get_origin(kind) is tuple:
        return _tuple(typing.get_args(kind))
    if isinstance(kind, typing.NewType):
        return _shape(kind.__supertype__)
    if dataclasses.is_dataclass(kind):
        return _dataclass(typing.cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum(kind)
    return _SCALARS.get(kind) or _Shape(None, lambda _: "")


def _scalar(kind: type, wanted: str) -> _Shape:
    return _Shape(None, lambda value: "" if type(value) is kind else wanted)


def _iso(read: Callable[[str], Any], wanted: str) -> _Shape:
    def wrong(value: Any) -> str:
        try:
            read(value)
        except (ValueError, TypeError):
            return wanted
        return ""

    return _Shape(read, wrong)


_SCALARS: dict[Any, _Shape] = {
    str: _scalar(str, "text"),
    int: _scalar(int, "a whole number"),
    bool: _scalar(bool, "true or false"),
    date: _iso(date.fromisoformat, "a day in ISO 8601"),
    datetime: _iso(datetime.fromisoformat, "an instant in ISO 8601"),
}


def _enum(kind: type[Enum]) -> _Shape:
    known = [one.value for one in kind]
    wanted = f"one of {', '.join(map(str, known))}"
    return _Shape(kind, lambda value: "" if value in known else wanted)


def _union(members: tuple[Any, ...]) -> _Shape:
    shapes = [_shape(one) for one in members if one is not type(None)]
    nullable = len(shapes) < len(members)

    def wrong(value: Any) -> str:
        if value is None and nullable:
            return ""
        found = [shape.misfit(value) for shape in shapes]
        return "" if "" in found else "; or ".join(found)

    read = shapes[0].read if len(shapes) == 1 else None
    if read is None:
        return _Shape(None, wrong)
    return _Shape(lambda value: None if value is None else read(value), wrong)


def _tuple(members: tuple[Any, ...]) -> _Shape:
    if members[-1] is Ellipsis:
        return _sequence(_shape(members[0]))
    shapes = [_shape(one) for one in members]

    def wrong(value: Any) -> str:
        if not isinstance(value, list) or len(value) != len(shapes):
            return f"a list of {len(shapes)}"
        found = (shape.misfit(one) for shape, one in zip(shapes, value, strict=True))
        return next((what for what in found if what), "")

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(from_plain(one, item) for one, item in zip(members, value, strict=True))

    return _Shape(read, wrong)


def _sequence(each: _Shape) -> _Shape:
    def wrong(value: Any) -> str:
        if not isinstance(value, list):
            return "a list"
        wants = (each.misfit(one) for one in value)
        return next((f"a list of which each is {what}" for what in wants if what), "")

    read = each.read
    return _Shape(tuple if read is None else lambda value: tuple(map(read, value)), wrong)


def _dataclass(kind: type) -> _Shape:
    hints = field_types(kind)
    shapes = {name: _shape(hint) for name, hint in hints.items()}
    readers = {name: shape.read for name, shape in shapes.items() if shape.read is not None}
    needed = [one.name for one in dataclasses.fields(kind) if one.default is dataclasses.MISSING]
    empty = {name: value for name in needed if (value := _empty(hints[name])) != ""}
    required = [name for name in needed if name not in empty]

    def wrong(value: Any) -> str:
        if not isinstance(value, Mapping):
            return f"an object with {', '.join(hints)}"
        if unknown := [str(name) for name in value if name not in hints]:
            return f"no such field: {', '.join(sorted(unknown))}; an object with {', '.join(hints)}"
        if missing := [name for name in required if name not in value]:
            return f"an object with {', '.join(missing)}"
        found = ((name, shapes[name].misfit(given)) for name, given in value.items())
        return next((f"{name}: {what}" for name, what in found if what), "")

    def read(value: Any) -> Any:
        if not value.keys() <= hints.keys():
            unknown = ", ".join(sorted(set(value) - set(hints)))
            raise ValueError(f"{kind.__name__} has no field {unknown}")
        given = {**empty, **value}
        for name, one in readers.items():
            if name in value:
                given[name] = one(value[name])
        return kind(**given)

    return _Shape(read, wrong)


def _empty(hint: Any) -> Any:
    """Return the empty value that `to_plain` leaves out of a field without a default; "" if none."""
    if type(None) in options(hint):
        return None
    return () if typing.get_origin(hint) is tuple else ""


# -- persons' words: one JSON object each, to leave one record for another -----------------------

_SORTS: dict[str, type[Decision | Score | Grade]] = {
    "decision": Decision,
    "score": Score,
    "grade": Grade,
}
_SORT_OF = {kind: sort for sort, kind in _SORTS.items()}


def sort_of(word: Word) -> str:
    """Name the sort of a word: decision, score or grade."""
    return _SORT_OF[type(word)]


def word_to_plain(word: Word, undone: Undo | None = None) -> dict[str, Any]:
    """Write a word as plain data with its `sort`; empty fields are left out.

    `undone` says who took it back. Instants are ISO 8601 in UTC.
    """
    plain = {"sort": sort_of(word), **to_plain(word)}
    for name in ("blind", "reason", "guideline"):
        if name in plain and not plain[name]:
            del plain[name]
    if isinstance(word, Score):
        plain["value"] = word.value  # null is a score: that it cannot be said
    return plain if undone is None else {**plain, "undone": to_plain(undone)}


def word_from_plain(plain: object) -> tuple[Word, Undo | None]:
    """Read a word back, and who took it back.

    Raises UsageError where it is none, has a field that no word has, or an id that is not its own.
    """
    if not isinstance(plain, Mapping):
        raise UsageError("line", "this is not a JSON object")
    data = dict(plain)
    subject = str(data.get("id") or "line")[:40]
    sort = data.pop("sort", None)
    kind = _SORTS.get(sort) if isinstance(sort, str) else None
    if kind is None:
        reason = "it has no sort" if sort is None else f"there is no sort {sort!r}"
        raise UsageError(subject, reason, f"its sort is {', '.join(_SORTS)}")
    taken_back = data.pop("undone", None)
    try:
        word = _made_again(kind, data)
        undone = None if taken_back is None else _undo(taken_back)
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(subject, f"it cannot be read: {error}") from error
    if data.get("id") != word.id:
        reason = "its id is not the hash of what it says: it was changed, or made by hand"
        raise UsageError(subject, reason, "take it from: servanda export decisions")
    return word, undone


def anchor_from_plain(plain: Any) -> Anchor:
    """Read an anchor back. Raises ValueError where it is none."""
    return typing.cast("Anchor", _checked(Anchor, plain))


def _made_again(kind: type[Decision | Score | Grade], data: Mapping[str, Any]) -> Word:
    """Make a word from its parts, so that its checks are made and its id is worked out again."""
    blank = {"guideline": ""} if kind is Score else {}
    found = _checked(kind, {**blank, **data})
    parts = {name: getattr(found, name) for name in field_types(kind) if name != "id"}
    return kind.make(**parts)


def _undo(plain: Any) -> Undo:
    undo = typing.cast("Undo", _checked(Undo, plain))
    if undo.at.tzinfo is None:
        raise ValueError("at: an instant with a time zone")
    return undo


def _checked(kind: type, plain: Any) -> Any:
    wrong = misfit(kind, plain)
    if wrong:
        raise ValueError(wrong)
    return from_plain(kind, plain)
