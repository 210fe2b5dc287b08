"""Large files where they lie: on the web, asked for part by part, and in any store that fsspec knows.

A stream of such a file holds one part at a time, and each part is a request of its own, so that no
connection has to stay open for the hours in which an archive is read.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from servanda.errors import UnreadableError
from servanda.sources.address_secrets import without_secrets
from servanda.sources.files import why
from servanda.sources.web import Part, fetch_part

__all__ = ["open_address", "open_store"]


_PART = 8_000_000  # bytes of one request
_TRIES = 3  # requests for one part, where the connection breaks off
_EXTRA = "pip install 'servanda[archives]'"


def open_address(url: str, *, timeout: float, private: bool = False) -> BinaryIO:
    """Open a file on the web as a stream; `timeout` is in seconds, for each part.

    Reading raises UnreadableError as `servanda.sources.web.fetch_part` does, and where the file becomes
    another one meanwhile.
    """

    def part(start: int) -> Part:
        for _ in range(_TRIES - 1):
            try:
                return fetch_part(url, start, _PART, timeout=timeout, private=private)
            except UnreadableError as error:
                if "cannot fetch" not in error.reason:
                    raise
        return fetch_part(url, start, _PART, timeout=timeout, private=private)

    return io.BufferedReader(_Parts(part, without_secrets(url)), 1 << 20)


class _Parts(io.RawIOBase):
    """The bytes of all parts, one after the other."""

    def __init__(self, part: Callable[[int], Part], subject: str) -> None:
        super().__init__()
        self._part = part
        self._subject = subject
        self._place = 0
        self._first: Part | None = None
        self._buffer = b""
        self._at = 0
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        if self._at == len(self._buffer) and not self._ended:
            self._next()
        data = self._buffer[self._at : self._at + len(view)]
        self._at += len(data)
        view[: len(data)] = data
        return len(data)

    def _next(self) -> None:
        found = self._part(self._place)
        self._first = self._first or found
        if (found.mark, found.size) != (self._first.mark, self._first.size) and found.data:
            reason = "it has become another file while it was read"
            raise UnreadableError(self._subject, reason, "read it again")
        self._place += len(found.data)
        self._buffer, self._at = found.data, 0
        size = self._first.size
        self._ended = not found.data or (size is not None and self._place >= size)
        if not found.data and size is not None and self._place < size:
            raise UnreadableError(self._subject, "it breaks off", "try again later")


def open_store(url: str) -> BinaryIO:
    """Open a file in a store that fsspec knows (`s3://`, `gs://`, `abfs://`, `sftp://`, ...) as a stream.

    Who may read it is configured as for the store's own tools. Raises UnreadableError.
    """
    shown = without_secrets(url)
    scheme = url.partition("://")[0]
    try:
        import fsspec
    except ImportError as error:
        reason = f"the package that opens {scheme}:// is missing"
        raise UnreadableError(shown, reason, _EXTRA) from error
    if "::" in url:
        raise UnreadableError(shown, "addresses within addresses are not opened", "name the file")
    with _told(shown, scheme):
        return io.BufferedReader(_InStore(fsspec.open(url, "rb").open(), shown, scheme), 1 << 20)


class _InStore(io.RawIOBase):
    """A file in a store, with errors in our words."""

    def __init__(self, file: Any, subject: str, scheme: str) -> None:
        super().__init__()
        self._file = file
        self._subject = subject
        self._scheme = scheme

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        with _told(self._subject, self._scheme):
            data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def _told(subject: str, scheme: str) -> Iterator[None]:
    """Say in our words what a store has against it: each has errors of its own, none of them a defect."""
    try:
        yield
    except ImportError as error:
        reason = f"the package that opens {scheme}:// is missing: {str(error)[:200]}"
        raise UnreadableError(subject, reason, "install that package too") from error
    except OSError as error:
        raise UnreadableError(subject, *why(error)) from error
    except Exception as error:
        reason = f"it cannot be read: {str(error)[:200] or type(error).__name__}"
        raise UnreadableError(subject, reason, "check the address and who may read it") from error
