"""Rows: JSON lines with a report in each, and JSON files of one report, a list of them, or a feed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from servanda.errors import InputError, UndecodableError, UnreadableError
from servanda.model.report import RawItem
from servanda.sources.address_secrets import without_secrets
from servanda.sources.few_errors import NAMED, few_errors
from servanda.sources.files import too_large
from servanda.sources.mail_headers import mail_headers

__all__ = ["from_json", "from_lines"]


_KEPT = ("title", "published", "url", "publisher", "language", "author")
_DAYS = (
    "published",
    "date_published",
    "published_at",
    "publish_date",
    "pubdate",
    "pubDate",
    "date",
)
_HOPELESS = NAMED  # bad rows in front of the first good one that show a file to be something else
_NESTED = 1_000_000  # lists, objects and values that one JSON text may have; a report has some ten
_VALUES = 3_000_000
_LONGEST_NAME = 500  # characters
_LONGEST = 5_000  # characters of what a row says of its report, beside the text
_SHAPE = 'a row is {"id", "text", "title", "published", "url", "publisher"}; only text is required'


def from_lines(
    stream: BinaryIO, name: str, origin: str, limit: int
) -> Iterator[RawItem | InputError]:
    """Read one report a line; a bad line is named with its number and the rest is read.

    `limit` holds for each row, so that a file of any length can be read. Of many bad lines the
    first few are named, and the number of the others.
    """
    return few_errors(_lines(stream, name, origin, limit), origin)


def _lines(stream: BinaryIO, name: str, origin: str, limit: int) -> Iterator[RawItem | InputError]:
    number = 0
    found = 0
    bad = 0
    while bad < _HOPELESS:
        line = stream.readline(limit + 1)
        if not line:
            break
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            size = len(line) + _skip(stream, limit)
            found += 1
            yield UnreadableError(f"{origin}:{number}", *too_large(size, limit))
            continue
        line = line.strip(b"\xef\xbb\xbf \t\r\n") if number == 1 else line.strip()
        if line:
            found += 1
            row = _row(_load(line, f"{origin}:{number}"), f"{name}#{number}", f"{origin}:{number}")
            bad = bad + 1 if isinstance(row, InputError) else -sys.maxsize
            yield row
    if bad == _HOPELESS:
        reason = f"the first {bad} rows are all bad, the rest was not read"
        raise UndecodableError(origin, reason, _SHAPE)
    if not found:
        yield UnreadableError(origin, "there is no row in it", "leave it out")


def _skip(stream: BinaryIO, limit: int) -> int:
    """Read to the end of a line that is too long; return how many bytes that were."""
    skipped = 0
    while chunk := stream.readline(min(limit, 1 << 20)):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped


def _load(data: bytes, subject: str) -> Any:
    """Parse one JSON value; an InputError is returned, not raised, where it is none."""
    nested = data.count(b"[") + data.count(b"{")
    if nested > _NESTED or nested + data.count(b",") > _VALUES:
        return UndecodableError(subject, "it holds too many values for reports", _SHAPE)
    try:
        return json.loads(data)
    except RecursionError:
        return UndecodableError(subject, "nested too deeply", _SHAPE)
    except UnicodeDecodeError:
        return UndecodableError(subject, "not in UTF-8", "save it as UTF-8")
    except ValueError as error:
        return UndecodableError(subject, f"not JSON: {error}", "correct or remove this row")


def _row(value: Any, name: str, subject: str) -> RawItem | InputError:
    """Make an item of a parsed row, or say what is wrong with it."""
    if isinstance(value, InputError):
        return value
    if not isinstance(value, Mapping):
        return UndecodableError(subject, f"a row must be an object, not {_kind(value)}", _SHAPE)
    text = value.get("text")
    if text is None:
        return UndecodableError(subject, "the row has no text", _SHAPE)
    if not isinstance(text, str):
        return UndecodableError(subject, f"text must be a string, not {_kind(text)}", _SHAPE)
    if not text.strip():
        return UndecodableError(subject, "the row's text is empty", "leave the row out")
    given = value.get("id")
    if isinstance(given, str | int) and not isinstance(given, bool) and str(given).strip():
        name = without_secrets(str(given).strip())
    if len(name) > _LONGEST_NAME:
        reason = f"its id has more than {_LONGEST_NAME} characters"
        return UndecodableError(subject, reason, "give it a shorter one")
    metadata = {"encoding": "utf-8", **mail_headers(text)}
    for key in _KEPT:
        item = _day(value) if key == "published" else value.get(key)
        if isinstance(item, str) and item.strip() and len(item) <= _LONGEST:
            metadata[key] = _plain(item.strip())
    # A lone surrogate is valid JSON and no text; it becomes the replacement character.
    return RawItem(_plain(name), _plain(text).encode(), "text/plain", subject, metadata)


def _day(row: Mapping[str, Any]) -> Any:
    """Return what a row states as its day, under any usual name; a number may be Unix time."""
    found = next((row[key] for key in _DAYS if row.get(key) not in (None, "")), None)
    number = isinstance(found, int | float) and not isinstance(found, bool)
    return f"{found:.0f}" if number else found


def _plain(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names: dict[type, str] = {
        list: "a list", dict: "an object", str: "a string", bool: "true or false",
        int: "a number", float: "a number",
    }  # fmt: skip
    return names.get(type(value), type(value).__name__)


def from_json(data: bytes, name: str, origin: str) -> Iterator[RawItem | InputError]:
    """Read a JSON file: one row, a list of rows, or a JSON Feed; JSON lines under a wrong name too."""
    return few_errors(_values(data, name, origin), origin)


def _values(data: bytes, name: str, origin: str) -> Iterator[RawItem | InputError]:
    value = _load(data.removeprefix(b"\xef\xbb\xbf"), origin)
    if isinstance(value, InputError):
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
            import io

            yield from _lines(io.BytesIO(data), name, origin, len(data))
            return
        yield value
    elif isinstance(value, Mapping) and isinstance(value.get("items"), list):
        publisher = value.get("title")
        for number, entry in enumerate(value["items"], 1):
            yield _row(_entry(entry, publisher), f"{name}#{number}", f"{origin}#{number}")
    elif isinstance(value, list):
        if not value:
            yield UnreadableError(origin, "there is no row in it", "leave it out")
        for number, row in enumerate(value, 1):
            yield _row(row, f"{name}#{number}", f"{origin}#{number}")
    else:
        yield _row(value, name, origin)


def _entry(entry: Any, publisher: Any) -> Any:
    """Turn an item of a JSON Feed into a row."""
    if not isinstance(entry, Mapping):
        return entry
    from servanda.sources.markup import plain_text

    row = dict(entry)
    html = entry.get("content_html")
    text = entry.get("content_text") or entry.get("text")
    if not isinstance(text, str) and isinstance(html, str):
        text = plain_text(html)
    title = entry.get("title")
    if isinstance(text, str) and isinstance(title, str) and title.strip() not in text[:200]:
        text = f"{title.strip()}\n\n{text}"
    row["text"] = text
    if isinstance(publisher, str):
        row.setdefault("publisher", publisher)
    return row
