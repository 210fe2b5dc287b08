"""Feeds: RSS and Atom through feedparser, one item an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from servanda.errors import InputError, UndecodableError
from servanda.model.report import RawItem
from servanda.sources.address_secrets import without_secrets
from servanda.sources.few_errors import few_errors
from servanda.sources.files import megabytes
from servanda.sources.markup import plain_text

__all__ = ["from_feed"]


_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])")
_LARGEST = 20_000_000  # bytes; a feed has some dozens of entries
_LONGEST_NAME = 500  # characters
_MOST_TAGS = 200_000
_REMEDY = "name an RSS or Atom feed, or save the page as HTML"


def from_feed(data: bytes, name: str, origin: str) -> Iterator[RawItem | InputError]:
    """Read the entries of a feed; what is no feed, or declares entities, is refused.

    Of many bad entries the first few are named, and the number of the others.
    """
    return few_errors(_entries(data, name, origin), origin)


def _entries(data: bytes, name: str, origin: str) -> Iterator[RawItem | InputError]:
    if b"<!ENTITY" in data or b"<!entity" in data:
        yield UndecodableError(origin, "the file declares XML entities", "remove the DOCTYPE")
        return
    if len(data) > _LARGEST or data.count(b"<") > _MOST_TAGS:
        reason = f"a feed of {megabytes(len(data))} with {data.count(b'<'):,} tags is too large"
        yield UndecodableError(origin, reason, "split it")
        return
    import io

    import feedparser

    # A stream, never the bytes: those feedparser takes for the name of a file, and opens it.
    parsed = feedparser.parse(io.BytesIO(data))
    if not parsed.entries:
        told = parsed.get("bozo_exception")
        empty = bool(parsed.get("version"))
        reason = "the feed has no entries" if empty else "this XML is no feed"
        why = f" ({str(told)[:200]})" if told else ""
        yield UndecodableError(origin, reason + why, _REMEDY)
        return
    publisher = str(parsed.feed.get("title", "")).strip()
    for number, entry in enumerate(parsed.entries, 1):
        yield _item(entry, f"{name}#{number}", f"{origin}#{number}", publisher)


def _item(entry: Any, name: str, subject: str, publisher: str) -> RawItem | InputError:
    title = plain_text(str(entry.get("title", ""))).replace("\n", " ").strip()
    contents = [str(part.get("value", "")) for part in entry.get("content", [])]
    body = plain_text(max([*contents, str(entry.get("summary", ""))], key=len))
    if not body and not title:
        return UndecodableError(subject, "the entry has no text", "leave it out")
    text = f"{title}\n\n{body}" if title and not body.startswith(title) else body
    metadata = {"encoding": "utf-8", "title": title, "publisher": publisher}
    metadata["url"] = without_secrets(str(entry.get("link", "")).strip())
    metadata["published"] = _day(str(entry.get("published", "") or entry.get("updated", "")))
    kept = {key: value for key, value in metadata.items() if value}
    given = without_secrets(str(entry.get("id", "")).strip()[:_LONGEST_NAME])
    return RawItem(given or name, text.encode("utf-8", "replace"), "text/plain", subject, kept)


def _day(stated: str) -> str:
    """Return the ISO day (or month, or year) that a feed states, in the publisher's own zone.

    What is written in neither of the two usual forms is handed on as it is.
    """
    match = _ISO.match(stated.strip())
    if match:
        return match.group()
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return stated.strip()[:_LONGEST_NAME]
