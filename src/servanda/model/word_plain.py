"""Persons' words as plain data, one JSON object each, and back: what leaves one record for another.

Reading is strict: a foreign field, a value of the wrong sort or an id that is not the hash of the
rest is refused, so that what one person decided cannot become what nobody said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from servanda.errors import UsageError
from servanda.model.codec import to_plain
from servanda.model.decisions import (
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

__all__ = ["anchor_from_plain", "sort_of", "word_from_plain", "word_to_plain"]

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
