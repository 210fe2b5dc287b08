"""Serialization: frozen dataclasses as plain JSON data and back."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from servanda.errors import UsageError
from servanda.model.claim import Body
from servanda.model.decision import (
    Action,
    Anchor,
    Concern,
    Decision,
    Grade,
    Scale,
    Score,
    Undo,
    Word,
)
from servanda.model.ids import ClaimId

__all__ = [
    "anchor_from_plain",
    "body_from_plain",
    "body_to_plain",
    "from_plain",
    "sort_of",
    "to_plain",
    "word_from_plain",
    "word_to_plain",
]


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


# -- Persons' words as plain data, one JSON object each, and back: what leaves one record for


T = TypeVar("T")
Plain = Mapping[str, Any]

_SORTS: dict[type, str] = {Decision: "decision", Score: "score", Grade: "grade"}


def sort_of(word: Word) -> str:
    """Name the sort of a word: decision, score or grade."""
    return _SORTS[type(word)]


def word_to_plain(word: Word, undone: Undo | None = None) -> dict[str, Any]:
    """Write a word as plain data with its `sort`; empty fields are left out.

    `undone` says who took it back. Instants are ISO 8601 in UTC.
    """
    plain = {"sort": sort_of(word), **to_plain(word)}
    for name in ("blind", "reason", "guideline"):
        if name in plain and not plain[name]:
            del plain[name]
    if isinstance(word, Score):
        plain["value"] = word.value  # that nothing can be said is said
    return plain if undone is None else {**plain, "undone": to_plain(undone)}


def word_from_plain(plain: object) -> tuple[Word, Undo | None]:
    """Read a word back, and who took it back.

    Raises UsageError where it is none, has a field that no word has, or an id that is not its own.
    """
    if not isinstance(plain, Mapping):
        raise UsageError("line", "this is no JSON object")
    data = dict(plain)
    subject = str(data.get("id") or "line")[:40]
    sort = data.pop("sort", None)
    reader = _READERS.get(sort) if isinstance(sort, str) else None
    if reader is None:
        reason = "it has no sort" if sort is None else f"there is no sort {sort!r}"
        raise UsageError(subject, reason, "its sort is decision, score or grade")
    undone = data.pop("undone", None)
    identity = data.pop("id", None)
    try:
        word = reader(_Fields(data))
        back = None if undone is None else _undo(_Fields(dict(undone)))
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(subject, f"it cannot be read: {_said(error)}") from error
    if identity != word.id:
        reason = "its id is not the hash of what it says: it was changed, or made by hand"
        raise UsageError(subject, reason, "take it from: servanda export decisions")
    return word, back


class _Fields:
    """The fields of one object, each taken once; what is left over is foreign."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def text(self, name: str, default: str | None = None) -> str:
        """Take a string."""
        value = self._data.pop(name, default)
        if not isinstance(value, str):
            raise ValueError(f"its {name} is no text")  # noqa: TRY004 - one error for all bad input
        return value

    def optional(self, name: str, read: Callable[[str], T]) -> T | None:
        """Take what may be missing or null."""
        value = self._data.pop(name, None)
        if value is not None and not isinstance(value, str):
            raise ValueError(f"its {name} is no text")
        return None if value is None else read(value)

    def flag(self, name: str) -> bool:
        """Take a truth value."""
        value = self._data.pop(name, False)
        if not isinstance(value, bool):
            raise ValueError(f"its {name} is neither true nor false")  # noqa: TRY004
        return value

    def number(self, name: str) -> int:
        """Take a whole number."""
        value = self._data.pop(name, None)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"its {name} is no whole number")  # noqa: TRY004
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """Take a list of strings, which may be missing."""
        value = self._data.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"its {name} are no list of ids")
        return tuple(value)

    def any(self, name: str) -> Any:
        """Take whatever stands there."""
        return self._data.pop(name, None)

    def end(self) -> None:
        """Raise ValueError where something is left over."""
        if self._data:
            raise ValueError(f"no such field: {', '.join(sorted(map(str, self._data)))}")


def _decision(data: _Fields) -> Decision:
    word = Decision.make(
        Action(data.text("action")),
        Concern(data.text("concern")),
        data.strings("targets"),
        author=data.text("author"),
        at=datetime.fromisoformat(data.text("at")),
        reason=data.text("reason", ""),
        others=data.strings("others"),
        field=data.optional("field", str),
        value=data.any("value"),
        blind=data.flag("blind"),
        anchors=_anchors(data),
    )
    data.end()
    return word


def _score(data: _Fields) -> Score:
    value = data.any("value")
    word = Score.make(
        data.text("obligor"),
        data.strings("targets"),
        value,
        coder=data.text("coder"),
        at=datetime.fromisoformat(data.text("at")),
        guideline=data.text("guideline", ""),
        start=data.optional("start", date.fromisoformat),
        end=data.optional("end", date.fromisoformat),
        reason=data.text("reason", ""),
        blind=data.flag("blind"),
        anchors=_anchors(data),
    )
    data.end()
    return word


def _grade(data: _Fields) -> Grade:
    word = Grade.make(
        Scale(data.text("scale")),
        data.text("subject"),
        data.text("value"),
        author=data.text("author"),
        at=datetime.fromisoformat(data.text("at")),
        reason=data.text("reason", ""),
    )
    data.end()
    return word


def _undo(data: _Fields) -> Undo:
    at = datetime.fromisoformat(data.text("at"))
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    undo = Undo(data.text("author"), at, data.text("reason", ""))
    data.end()
    return undo


def _anchors(data: _Fields) -> tuple[Anchor, ...]:
    found = data.any("anchors") or []
    return tuple(anchor_from_plain(one) for one in found)


def anchor_from_plain(plain: Plain) -> Anchor:
    """Read an anchor back. Raises ValueError or TypeError where it is none."""
    data = _Fields(dict(plain))
    anchor = Anchor(
        ClaimId(data.text("claim")),
        data.text("report"),
        data.text("source"),
        data.text("kind"),
        data.number("start"),
        data.number("end"),
        data.text("exact"),
        tuple(ClaimId(one) for one in data.strings("beside")),
    )
    data.end()
    return anchor


def _said(error: Exception) -> str:
    return str(error.args[0]) if error.args else type(error).__name__


_READERS: dict[str, Callable[[_Fields], Word]] = {
    "decision": _decision,
    "score": _score,
    "grade": _grade,
}
