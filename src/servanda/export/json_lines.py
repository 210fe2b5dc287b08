"""JSON: the one writer of objects, a line each or indented, and of arrays made of such lines.

What JSON need not escape and a terminal would obey (controls of the C1 set, what turns the direction of
writing) is escaped all the same: printed, it acts on nobody, and read, it is what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from servanda.export.safe_text import TURNS

__all__ = ["json_array", "json_line", "json_text"]


_HALVES = re.compile("[\ud800-\udfff]")
_STEERING = re.compile(f"[\x7f-\x9f{''.join(sorted(TURNS))}]")


def json_line(data: Mapping[str, Any]) -> str:
    """Write one JSON object on one line, keys in the order given, without a line break.

    Half a surrogate pair, which a broken page can hold and JSON cannot, becomes U+FFFD.
    """
    return json_text(data)


def json_text(data: Any, *, indent: bool = False) -> str:
    """Write a value as JSON, over several lines where it is to be indented."""
    option = orjson.OPT_INDENT_2 if indent else 0
    try:
        written = orjson.dumps(data, option=option)
    except (TypeError, UnicodeEncodeError):
        written = orjson.dumps(_mended(data), option=option)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written.decode())


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
