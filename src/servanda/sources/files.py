"""Bytes of one file, within a limit, and what sort of file its name or its beginning says it is."""

from __future__ import annotations

import os
import stat
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from servanda.errors import UnreadableError

__all__ = [
    "LIMIT",
    "Sort",
    "megabytes",
    "open_file",
    "read_file",
    "read_limited",
    "sniff",
    "sort_of_name",
    "why",
]


LIMIT = 50_000_000  # bytes of one document or one row; more is no report
_CHUNK = 1 << 20


class Sort(StrEnum):
    """How the bytes of a source are laid out."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    ROWS = "application/x-ndjson"
    JSON = "application/json"
    FEED = "application/xml"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


_SUFFIXES = {
    ".txt": Sort.TEXT,
    ".text": Sort.TEXT,
    ".md": Sort.MARKDOWN,
    ".markdown": Sort.MARKDOWN,
    ".html": Sort.HTML,
    ".htm": Sort.HTML,
    ".xhtml": Sort.HTML,
    ".jsonl": Sort.ROWS,
    ".ndjson": Sort.ROWS,
    ".json": Sort.JSON,
    ".xml": Sort.FEED,
    ".rss": Sort.FEED,
    ".atom": Sort.FEED,
    ".rdf": Sort.FEED,
    ".pdf": Sort.PDF,
    ".docx": Sort.DOCX,
}


def sort_of_name(name: str) -> Sort | None:
    """Tell the sort of a file by its suffix; None where the suffix is unknown or missing."""
    return _SUFFIXES.get(Path(name).suffix.lower())


def sniff(data: bytes) -> Sort:
    """Tell the sort of bytes without a telling name by their beginning; plain text if in doubt."""
    if data.startswith(b"%PDF-"):
        return Sort.PDF
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Sort.DOCX
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head[:1024].lower()
    if low.startswith((b"<!doctype html", b"<html")) or (b"<html" in low and low[:1] == b"<"):
        return Sort.HTML
    if low.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return Sort.FEED
    if head.startswith(b"{") and b'"text"' in data[:200_000].split(b"\n", 1)[0]:
        return Sort.ROWS
    return Sort.TEXT


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading, and nothing else.

    Raises UnreadableError where it is missing, may not be read, or is a folder, a pipe, a device or
    a socket; such a thing is never waited for, nor read from.
    """
    try:
        _must_be_regular(path, path.stat().st_mode)  # opening alone can make a device act
        number = os.open(path, os.O_RDONLY | _NO_WAITING)
        stream = os.fdopen(number, "rb")
        try:
            _must_be_regular(path, os.fstat(number).st_mode)  # what is open, whatever it was before
        except UnreadableError:
            stream.close()
            raise
    except OSError as error:
        raise UnreadableError(str(path), *why(error)) from error
    return stream


_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def _must_be_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for is_it, name in _KINDS if is_it(mode)), "something else")
        raise UnreadableError(
            str(path), f"not a regular file but {kind}", "name a file or a folder"
        )


def read_file(path: Path, limit: int = LIMIT) -> bytes:
    """Return the bytes of a file.

    Raises UnreadableError where it is missing, no regular file, larger than `limit` bytes,
    empty, or may not be read.
    """
    try:
        with open_file(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > limit:
                raise UnreadableError(str(path), *too_large(size, limit))
            data = read_limited(stream, str(path), limit)
    except OSError as error:
        raise UnreadableError(str(path), *why(error)) from error
    if not data:
        raise UnreadableError(str(path), "the file is empty", "leave it out")
    return data


def read_limited(stream: BinaryIO, subject: str, limit: int) -> bytes:
    """Read a stream to its end. Raises UnreadableError as soon as it exceeds `limit` bytes."""
    chunks: list[bytes] = []
    total = 0
    while chunk := stream.read(_CHUNK):
        total += len(chunk)
        if total > limit:
            raise UnreadableError(subject, *too_large(total, limit))
        chunks.append(chunk)
    return b"".join(chunks)


def too_large(size: int, limit: int) -> tuple[str, str]:
    """Return reason and remedy for something of more than `limit` bytes."""
    reason = f"larger than {megabytes(limit)} ({megabytes(size)})"
    return reason, "split it, or leave it out: no report is that long"


def megabytes(size: int) -> str:
    """Write a number of bytes for a person."""
    return f"{size / 1e6:.0f} MB" if size >= 1_000_000 else f"{size} bytes"


def why(error: OSError) -> tuple[str, str]:
    """Return reason and remedy for an error of the operating system."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder", "check the spelling"
    if isinstance(error, PermissionError):
        return "reading it is not allowed", "change its permissions, or run as its owner"
    return (error.strerror or type(error).__name__).lower(), "check that it can be opened"
