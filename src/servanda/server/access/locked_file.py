"""A small file that several processes change: read again when it changed, written whole under a lock."""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from servanda.errors import UnreadableError, UsageError

__all__ = ["LockedFile"]


T = TypeVar("T")


class LockedFile(Generic[T]):
    """A file, and what `parse` makes of its bytes. What other processes change is seen by the next reader.

    `remedy` says what to do where there is no file that can be read.
    """

    def __init__(self, path: Path, parse: Callable[[bytes], T], remedy: str) -> None:
        self.path = path
        self._parse = parse
        self._remedy = remedy
        self._read: tuple[tuple[int, int, int], T] | None = None
        self._lock = threading.Lock()

    def read(self) -> T:
        """Return what is in the file. Raises UnreadableError, and whatever `parse` does."""
        try:
            with self.path.open("rb") as file:
                at = os.fstat(file.fileno())
                mark = (at.st_mtime_ns, at.st_size, at.st_ino)
                known = self._read
                if known is not None and known[0] == mark:
                    return known[1]
                if stat.S_IMODE(at.st_mode) & 0o022:
                    reason = "others on this machine may change it"
                    raise UnreadableError(str(self.path), reason, f"chmod 600 {self.path}")
                found = self._parse(file.read())
        except OSError as error:
            reason = error.strerror or "unreadable"
            raise UnreadableError(str(self.path), reason, self._remedy) from error
        self._read = (mark, found)
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads and processes from changing the file meanwhile. Raises UsageError."""
        place = self.path.with_name(f"{self.path.name}.lock")
        with self._lock:
            try:
                handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                raise self._unwritable(error) from error
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
            finally:
                os.close(handle)

    def write(self, data: bytes) -> None:
        """Put a new file in the place of the old one, at once. Raises UsageError."""
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
            with os.fdopen(handle, "wb") as file:  # only its owner can read what mkstemp makes
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> UsageError:
        reason = f"it cannot be written: {error.strerror}"
        return UsageError(str(self.path), reason, "name a file in another folder")
