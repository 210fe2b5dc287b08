"""Packed files: gzip, bzip2, xz and Zstandard, unpacked a little at a time and never without end.

However large a file becomes, no more than a block of it is in memory; and where it grows as no text
does, it is refused: such a file is made to fill a machine.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, cast

from servanda.errors import UnreadableError

__all__ = ["GROWTH", "GROWTH_FROM", "Packing", "inflated", "packing_of", "unpack"]


GROWTH = 200
"""How many times its size a packed file may become; news in JSON becomes some 3 to 30 times."""
GROWTH_FROM = 100_000_000
"""Bytes up to which nobody asks how much a file has grown."""

_CHUNK = 1 << 16
_BLOCK = 1 << 20
_XZ_MEMORY = 256_000_000  # bytes that unpacking xz may ask for; its own default presets need 65 MB
_ZST_WINDOW = 1 << 27  # bytes; what `zstd -d` allows without being told otherwise
_AGAIN = "copy or pack it again"


class Packing(StrEnum):
    """How a file is packed."""

    GZIP = ".gz"
    BZIP2 = ".bz2"
    XZ = ".xz"
    ZSTANDARD = ".zst"


def packing_of(name: str) -> tuple[Packing | None, str]:
    """Tell by its name how a file is packed, and what it is called unpacked."""
    suffix = Path(name).suffix.lower()
    if suffix in frozenset(Packing):
        return Packing(suffix), name[: -len(suffix)]
    return None, name


def unpack(stream: BinaryIO, packing: Packing, subject: str) -> BinaryIO:
    """Return a stream of what `stream` holds packed.

    Reading it raises UnreadableError about `subject` where the bytes are damaged, break off, or grow
    beyond `GROWTH` times; a Zstandard file that breaks off merely ends. Raises UnreadableError where the package for this packing is missing.
    """
    taken = _Taken(stream)
    return io.BufferedReader(_Unpacked(_decoder(taken, packing, subject), taken, subject), _BLOCK)


def _decoder(stream: _Taken, packing: Packing, subject: str) -> Any:
    raw = cast("Any", stream)
    if packing is Packing.GZIP:
        return gzip.GzipFile(fileobj=raw, mode="rb")
    if packing is Packing.BZIP2:
        return bz2.BZ2File(raw)
    if packing is Packing.XZ:
        return _Xz(raw)
    try:
        import zstandard
    except ImportError as error:
        remedy = "pip install 'servanda[archives]', or unpack it first"
        raise UnreadableError(
            subject, "the package that unpacks .zst is missing", remedy
        ) from error
    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZST_WINDOW)
    return unpacker.stream_reader(raw, read_across_frames=True)


class _Taken(io.RawIOBase):
    """The packed bytes, counted as they are taken."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size if 0 <= size <= _CHUNK else _CHUNK)
        self.count += len(data)
        return data

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes, with errors in our words and an end to their growth."""

    def __init__(self, decoder: Any, taken: _Taken, subject: str) -> None:
        super().__init__()
        self._decoder = decoder
        self._taken = taken
        self._subject = subject
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._read(min(len(view), _BLOCK))
        self._given += len(data)
        if self._given > GROWTH_FROM and self._given > GROWTH * self._taken.count:
            reason = f"it becomes more than {GROWTH} times as large when it is unpacked"
            raise UnreadableError(self._subject, reason, "leave it out: no text grows like that")
        view[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return cast("bytes", self._decoder.read(size))
        except EOFError as error:
            raise UnreadableError(self._subject, "the packed file breaks off", _AGAIN) from error
        except (OSError, zlib.error, lzma.LZMAError) as error:
            raise self._damaged(error) from error
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "zstandard":
                raise
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> UnreadableError:
        reason = f"it cannot be unpacked: {str(error)[:100] or type(error).__name__}"
        return UnreadableError(self._subject, reason, _AGAIN)


class _Xz:
    """Streams of xz, one after the other, within a bound of memory (`lzma.LZMAFile` knows none)."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder: lzma.LZMADecompressor | None = None
        self._rest = b""

    def read(self, size: int) -> bytes:
        while True:
            if self._decoder is None or self._decoder.eof:
                self._rest = self._rest or self._stream.read(_CHUNK)
                # Between two streams there may be padding of zero bytes.
                self._rest = self._rest.lstrip(b"\0") if self._decoder else self._rest
                if not self._rest:
                    if not (again := self._stream.read(_CHUNK)):
                        return b""
                    self._rest = again
                    continue
                self._decoder = lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_XZ_MEMORY)
            packed = self._rest
            if (
                not packed
                and self._decoder.needs_input
                and not (packed := self._stream.read(_CHUNK))
            ):
                raise EOFError
            data = self._decoder.decompress(packed, size)
            self._rest = self._decoder.unused_data if self._decoder.eof else b""
            if data:
                return data


def inflated(chunks: Iterable[bytes], subject: str, remedy: str) -> Iterator[bytes]:
    """Unpack gzip and zlib a little at a time, so that a small answer cannot fill the memory.

    Raises UnreadableError about `subject` where the bytes are not packed so, or break off.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
    except zlib.error as error:
        raise UnreadableError(subject, f"the answer cannot be unpacked: {error}", remedy) from error
    if not unpacker.eof:
        raise UnreadableError(subject, "the answer breaks off", "try again later")
