"""Opening what a person names: items, and errors that say what is wrong with the rest."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from servanda.data_tables import word_set
from servanda.errors import InputError, UndecodableError, UnreadableError
from servanda.model.report import RawItem
from servanda.sources.address_secrets import without_secrets
from servanda.sources.feeds import from_feed
from servanda.sources.files import (
    LIMIT,
    Sort,
    open_file,
    read_file,
    read_limited,
    sniff,
    sort_of_name,
    why,
)
from servanda.sources.folders import files_below
from servanda.sources.front_matter import front_matter
from servanda.sources.json_rows import from_json, from_lines
from servanda.sources.mail_headers import mail_headers
from servanda.sources.packed import packing_of, unpack
from servanda.sources.remote import open_address, open_store
from servanda.sources.warc import from_warc, is_warc
from servanda.sources.web import Fetched, fetch, is_address

__all__ = ["is_streamed", "open_fetched", "open_path"]


ReadFeed = Callable[[bytes, str, str], Iterator[RawItem | InputError]]
_SCHEME = re.compile(r"[^/]*://")
_MAIL = 32_768  # bytes in which the header of a saved mail ends
_TIMEOUT = 60.0  # seconds
_READS = (
    ".txt .md .html .pdf .docx .jsonl .json .xml .rss .atom .warc, packed as .gz .bz2 .xz .zst too"
)
_MEDIA = {
    "text/html": Sort.HTML,
    "application/xhtml+xml": Sort.HTML,
    "text/markdown": Sort.MARKDOWN,
    "application/x-ndjson": Sort.ROWS,
    "application/jsonl": Sort.ROWS,
    "application/json-lines": Sort.ROWS,
    "application/json": Sort.JSON,
    "application/feed+json": Sort.JSON,
    "application/rss+xml": Sort.FEED,
    "application/atom+xml": Sort.FEED,
    "application/rdf+xml": Sort.FEED,
    "application/xml": Sort.FEED,
    "text/xml": Sort.FEED,
    "application/pdf": Sort.PDF,
    Sort.DOCX.value: Sort.DOCX,
}


def open_path(
    path: str | Path,
    *,
    limit: int = LIMIT,
    timeout: float = _TIMEOUT,
    stdin: BinaryIO | None = None,
    private: bool = False,
    follow: bool = False,
    feed: ReadFeed = from_feed,
) -> Iterator[RawItem | InputError]:
    """Yield what `path` holds: a file, a folder with all below it, a web address, or "-".

    Rows, archives of crawls and packed files are read as streams, a report at a time, also from an
    address or a store that fsspec knows. `limit` is the most bytes of one document or row; `timeout`
    is in seconds, for web addresses alone, and for the whole of each (of a stream: for each part); `stdin` stands for standard input. `private` lets addresses
    lead to hosts that are not on the public internet, `follow` lets links lead out of a folder,
    and `feed` reads the bytes of a feed, given with a name and an origin for what is in it.
    What cannot be read is yielded as an InputError in its place; nothing is raised. The network is
    used for a web address only.
    """
    try:
        if isinstance(path, str) and is_address(path) and is_streamed(address_name(path)):
            with open_address(path, timeout=timeout, private=private) as stream:
                yield from _stream(stream, address_name(path), without_secrets(path), limit, feed)
        elif isinstance(path, str) and is_address(path):
            fetched = fetch(path, limit=limit, timeout=timeout, private=private)
            yield from _fetched(fetched, without_secrets(path), limit, feed)
        else:
            yield from _open(path, limit, stdin, feed, follow=follow)
    except InputError as error:
        yield error
    except OSError as error:
        yield UnreadableError(str(path), *why(error))


def open_fetched(
    fetched: Fetched, address: str, *, limit: int = LIMIT, feed: ReadFeed = from_feed
) -> Iterator[RawItem | InputError]:
    """Yield what the answer of an address holds, as `open_path` does; nothing is raised."""
    try:
        yield from _fetched(fetched, without_secrets(address), limit, feed)
    except InputError as error:
        yield error


def _open(
    path: str | Path, limit: int, stdin: BinaryIO | None, feed: ReadFeed, *, follow: bool
) -> Iterator[RawItem | InputError]:
    if path == "-":
        stream = stdin if stdin is not None else sys.stdin.buffer
        data = read_limited(stream, "standard input", limit)
        if not data:
            raise UnreadableError("standard input", "nothing came from it", "pipe a text into it")
        yield from _by_sort(sniff(data), data, "stdin", "standard input", {}, limit, feed)
    elif isinstance(path, str) and _SCHEME.match(path):
        yield from _store(path, limit, feed)
    elif not str(path) or "\x00" in str(path):
        raise UnreadableError(repr(str(path)), "this is not a path", "name a file or a folder")
    elif Path(path).is_dir():
        yield from _folder(Path(path), limit, feed, follow=follow)
    else:
        yield from _file(Path(path), limit, feed, asked=True)


def _store(url: str, limit: int, feed: ReadFeed) -> Iterator[RawItem | InputError]:
    """Yield what a file in a store holds, such as `s3://bucket/crawl.warc.gz`."""
    if url.partition("://")[0].lower() in word_set("sources", "unopened"):
        remedy = "name a file by its path, the web by http or https, a store by its own scheme"
        raise UnreadableError(without_secrets(url), "no such way to fetch", remedy)
    with open_store(url) as stream:
        yield from _stream(stream, address_name(url), without_secrets(url), limit, feed)


def _folder(
    folder: Path, limit: int, feed: ReadFeed, *, follow: bool
) -> Iterator[RawItem | InputError]:
    """Yield all files below a folder in the order of their names; hidden ones are passed over."""
    seen = 0
    for path in files_below(folder, follow=follow):
        seen += 1
        if isinstance(path, InputError):
            yield path
            continue
        try:
            for item in _file(path, limit, feed, asked=False):
                yield _placed(item, folder, path)
        except InputError as error:
            yield error
    if not seen:
        yield UnreadableError(str(folder), "there is no file in it", f"servanda reads {_READS}")


def _placed(item: RawItem | InputError, folder: Path, path: Path) -> RawItem | InputError:
    """Name a file of a subfolder with its way, so that two of one name stay two reports."""
    if isinstance(item, InputError) or item.name != path.name or path.parent == folder:
        return item
    return replace(item, name=path.relative_to(folder).as_posix())


def _file(path: Path, limit: int, feed: ReadFeed, *, asked: bool) -> Iterator[RawItem | InputError]:
    """Yield what a file holds. `asked` says that it was named itself, not found in a folder."""
    origin = str(path)
    sort = sort_of_name(path.name)
    if is_streamed(path.name):
        with open_file(path) as stream:
            yield from _stream(stream, path.name, origin, limit, feed)
        return
    data = read_file(path, limit)
    if sort is None:
        sort = sniff(data)
        if path.suffix and not asked and not _binary(data):
            reason = f"files named {path.suffix} are not read from a folder"
            raise UndecodableError(origin, reason, "name the file itself to read it as plain text")
    yield from _by_sort(sort, data, path.name, origin, {}, limit, feed)


def _binary(data: bytes) -> bool:
    """Whether bytes are plainly no text; the decoder says later what they are."""
    return data.startswith(b"%PDF") or b"\x00" in data[:4096]


def is_streamed(name: str) -> bool:
    """Whether a file of this name is read as a stream: rows, archives, and what is packed."""
    packing, inner = packing_of(name)
    sort = sort_of_name(inner)
    return is_warc(name) or sort is Sort.ROWS or (packing is not None and sort is not None)


def address_name(url: str) -> str:
    """Return what the last part of an address's path says that its file is called."""
    try:
        return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    except ValueError:  # no address; opening it will say so
        return ""


def _stream(
    stream: BinaryIO, name: str, origin: str, limit: int, feed: ReadFeed
) -> Iterator[RawItem | InputError]:
    """Yield what a stream holds, a report at a time; its name tells how it is laid out and packed."""
    packing, inner = packing_of(name)
    try:
        if is_warc(name):
            yield from from_warc(stream, name, origin, limit)
            return
        unpacked = stream if packing is None else unpack(stream, packing, origin)
        if sort_of_name(inner) is Sort.ROWS:
            yield from _rows(unpacked, name, origin, limit)
        else:
            data = read_limited(unpacked, origin, limit)
            sort = sort_of_name(inner) or sniff(data)
            yield from _by_sort(sort, data, inner, origin, {}, limit, feed)
    except OSError as error:
        raise UnreadableError(origin, *why(error)) from error


def _rows(stream: BinaryIO, name: str, origin: str, limit: int) -> Iterator[RawItem | InputError]:
    rows = io.BufferedReader(stream) if isinstance(stream, io.RawIOBase) else stream
    head = rows.peek(2)[:2] if isinstance(rows, io.BufferedReader) else b" "
    if not head:
        raise UnreadableError(origin, "the file is empty", "leave it out")
    if head in {b"\xff\xfe", b"\xfe\xff"}:
        text = read_limited(rows, origin, limit).decode("utf-16", "replace")
        rows = io.BytesIO(text.encode())
    yield from from_lines(rows, name, origin, limit)


def _by_sort(
    sort: Sort,
    data: bytes,
    name: str,
    origin: str,
    metadata: dict[str, str],
    limit: int,
    feed: ReadFeed,
) -> Iterator[RawItem | InputError]:
    if sort is Sort.ROWS:
        yield from from_lines(io.BytesIO(data), name, origin, limit)
    elif sort is Sort.JSON:
        yield from from_json(data, name, origin)
    elif sort is Sort.FEED:
        yield from _feed_or_page(data, name, origin, metadata, feed)
    elif sort is Sort.MARKDOWN:
        stated = {**front_matter(data, origin), **metadata}
        yield RawItem(name, data, sort.value, origin, stated)
    elif sort is Sort.TEXT:
        stated = mail_headers(data[:_MAIL].decode("utf-8", "replace"))
        yield RawItem(name, data, sort.value, origin, {**stated, **metadata})
    else:
        yield RawItem(name, data, sort.value, origin, metadata)


def _feed_or_page(
    data: bytes, name: str, origin: str, metadata: dict[str, str], feed: ReadFeed
) -> Iterator[RawItem | InputError]:
    """Read XML as a feed, unless it is a page in XHTML."""
    if b"<html" in data[:2048].lower():
        yield RawItem(name, data, Sort.HTML.value, origin, metadata)
    else:
        yield from feed(data, name, origin)


def _fetched(
    fetched: Fetched, origin: str, limit: int, feed: ReadFeed
) -> Iterator[RawItem | InputError]:
    sort = _MEDIA.get(fetched.media_type) or sort_of_name(fetched.name) or sniff(fetched.data)
    metadata = {"url": fetched.url}
    if fetched.charset:
        metadata["encoding"] = fetched.charset
    yield from _by_sort(sort, fetched.data, fetched.name, origin, metadata, limit, feed)
