"""JSON lines: the one writer of JSON objects, a line each, and of arrays made of such lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

__all__ = ["json_array", "json_line"]


_HALVES = re.compile("[\ud800-\udfff]")


def json_line(data: Mapping[str, Any]) -> str:
    """Write one JSON object on one line, keys in the order given, without a line break.

    Half a surrogate pair, which a broken page can hold and JSON cannot, becomes U+FFFD.
    """
    try:
        return orjson.dumps(data).decode()
    except (TypeError, UnicodeEncodeError):
        return orjson.dumps(_mended(data)).decode()


def json_array(lines: Iterable[str]) -> Iterator[str]:
    """Join JSON lines to one JSON array, an element a line."""
    mark = "["
    for each in lines:
        yield f"{mark}\n{each.rstrip()}"
        mark = ","
    yield "[]\n" if mark == "[" else "\n]\n"


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: _mended(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(item) for item in value]
    return value
