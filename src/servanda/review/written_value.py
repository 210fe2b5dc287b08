"""The value of a field as a person writes it in an amendment: words, a number, a list, a time."""

from __future__ import annotations

from typing import Any

import orjson

from servanda.errors import UsageError
from servanda.model.amendment import amendable, check_amendment, time_field

__all__ = ["written_value"]


def written_value(kind: str, field: str, text: str) -> Any:
    """Read the value of a field as people write it: words, a number, a list with commas, or JSON.

    Raises UsageError where the field cannot hold it.
    """
    if field not in amendable(kind):
        check_amendment(kind, field, text)
    if text == "":
        candidates: list[Any] = [None, [], ""]
    elif time_field(kind, field):
        candidates = [text]
    else:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        candidates = [*_json(text), text, parts]
    first: UsageError | None = None
    for value in candidates:
        try:
            check_amendment(kind, field, value)
        except UsageError as error:
            first = first or error
        else:
            return value
    assert first is not None
    raise UsageError(f"{field}={text}", first.reason, first.remedy)


def _json(text: str) -> list[Any]:
    try:
        return [orjson.loads(text)]
    except orjson.JSONDecodeError:
        return []
