"""WARC and ARC: the archives of crawls, page by page, each named by where it stands in its file.

A name is `file#offset/uri`; the offset is that of indexes of crawls (CDX): where the record, or the
gzip member that it is, begins in the file. Of a file that was packed as one member it is that
member's, a plus sign, and the place in what it unpacks to.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from servanda.data_tables import word_set
from servanda.errors import InputError, UndecodableError, UnreadableError
from servanda.model.report import RawItem
from servanda.sources.address_secrets import without_secrets
from servanda.sources.few_errors import few_errors
from servanda.sources.files import megabytes, read_limited, too_large
from servanda.sources.packed import GROWTH, GROWTH_FROM, inflated

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["from_warc", "is_warc"]


_CHUNK = 1 << 16
_HEAD = 1_000_000  # bytes that the headers of one record may take
_LONGEST_NAME = 400  # characters
_GZIP = b"\x1f\x8b"
_SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
_PAGES = word_set("sources", "archived")  # media types that hold reports
_DAMAGED = "get it again, or cut it off before this record"
_GOOD = "200"


def is_warc(name: str) -> bool:
    """Whether a file's name says that it is the archive of a crawl."""
    return name.lower().endswith(_SUFFIXES)


def from_warc(
    stream: BinaryIO, name: str, origin: str, limit: int
) -> Iterator[RawItem | InputError]:
    """Read the pages and texts of an archive, in their order; nothing is held but the one in hand.

    Taken are answers with status 200, resources and conversions of a media type that holds reports;
    requests, repeats, pictures and the like are passed over. `limit` is the most bytes of one of
    them. Where the archive is damaged, what stood before is read and the damage named; a member that
    grows as no page does ends it likewise.
    """
    return few_errors(_items(stream, name, origin, limit), origin)


def _items(stream: BinaryIO, name: str, origin: str, limit: int) -> Iterator[RawItem | InputError]:
    try:
        from warcio.exceptions import ArchiveLoadFailed
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParserException
    except ImportError as error:
        remedy = "pip install 'servanda[archives]'"
        raise UnreadableError(origin, "the package that reads WARC is missing", remedy) from error
    broken = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError)
    loader = ArcWarcRecordLoader(verify_http=False)
    members = _Members(stream, origin)
    found = 0
    while members.at_record():
        found += 1
        subject = f"{origin}#{members.place}"
        members.allow(_HEAD)
        try:
            record = loader.parse_record_stream(members)
            end = members.taken - record.raw_stream.tell() + _length(record)
        except _TooLong as error:
            reason = f"its headers take more than {megabytes(_HEAD)}"
            raise UndecodableError(subject, reason, _DAMAGED) from error
        # The reader of records fails in several ways over lengths and addresses that are none.
        except (*broken, ValueError, TypeError, AttributeError) as error:
            reason = f"this is no record of an archive: {str(error)[:100] or 'it breaks off'}"
            raise UndecodableError(subject, reason, _DAMAGED) from error
        members.allow(limit + _HEAD)
        try:
            item = _item(record, name, subject, limit)
        except _TooLong:
            item = UnreadableError(subject, *too_large(limit + 1, limit))
        if not members.go_to(end):
            raise UnreadableError(subject, "the archive breaks off in it", _DAMAGED)
        if item is not None:
            yield item
    if not found:
        raise UnreadableError(origin, "there is no record in it", "leave it out")


def _length(record: ArcWarcRecord) -> int:
    """Return the length of a record's block as stated. Raises ValueError where it is no number."""
    stated = record.rec_headers.get_header("Content-Length")
    if stated is not None and not stated.strip().isdecimal():
        message = f"its length is {stated[:40]!r}"
        raise ValueError(message)
    return int(record.length)


def _item(
    record: ArcWarcRecord, name: str, subject: str, limit: int
) -> RawItem | InputError | None:
    """Make an item of a record that holds a page or a text; None for all others."""
    http = record.http_headers
    if record.rec_type not in {"response", "resource", "conversion"}:
        return None
    if http is not None and not str(http.statusline).startswith(_GOOD):
        return None
    stated = http.get_header("content-type") if http is not None else record.content_type
    media_type, _, parameters = (stated or "").partition(";")
    media_type = media_type.strip().lower()
    if media_type not in _PAGES:
        return None
    uri = without_secrets(_uri(record))
    short = f"{name}#{subject.rpartition('#')[2]}"
    try:
        data = _body(record, subject, limit)
    except InputError as error:
        return error
    if not data.strip():
        return None
    metadata = {"url": uri} if uri else {}
    charset = parameters.strip().lower().partition("charset=")[2].strip("\"' ;")[:40]
    if charset:
        metadata["encoding"] = charset
    full = f"{short}/{uri}"
    return RawItem(
        full if len(full) <= _LONGEST_NAME else short, data, media_type, subject, metadata
    )


def _uri(record: ArcWarcRecord) -> str:
    headers = record.rec_headers
    return str(headers.get_header("WARC-Target-URI") or headers.get_header("uri") or "")


def _body(record: ArcWarcRecord, subject: str, limit: int) -> bytes:
    """Read what a record holds, out of its chunks and unpacked; never more than `limit` bytes."""
    from warcio.bufferedreaders import ChunkedDataReader

    http = record.http_headers
    stream: Any = record.raw_stream
    if http is None:
        return read_limited(stream, subject, limit)
    if (http.get_header("transfer-encoding") or "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)  # which would unpack as well, but without a bound
    data = read_limited(stream, subject, limit)
    packed = (http.get_header("content-encoding") or "identity").strip().lower()
    if packed in word_set("sources", "packed") and data.startswith((_GZIP, b"x")):
        return _joined(inflated([data], subject, _DAMAGED), subject, limit)
    if packed not in {"", "identity", *word_set("sources", "packed")}:
        raise UnreadableError(subject, f"the page is packed by {packed[:40]}", "leave it out")
    return data  # archives often keep a page unpacked beneath the headers it came with


def _joined(chunks: Iterator[bytes], subject: str, limit: int) -> bytes:
    kept = bytearray()
    for chunk in chunks:
        kept += chunk
        if len(kept) > limit:
            raise UnreadableError(subject, *too_large(len(kept), limit))
    return bytes(kept)


class _TooLong(Exception):  # noqa: N818 - it says what a record is
    """A record takes more than it may."""


class _Members:
    """The bytes of an archive, unpacked where it is packed, and where each of its records begins."""

    def __init__(self, stream: BinaryIO, origin: str) -> None:
        self._stream = stream
        self._origin = origin
        self._taken = 0  # bytes of the file so far
        self._waiting = b""  # of the file, not unpacked yet
        self._member: Any = (
            None  # unpacks the member in hand; None between two, and in a plain file
        )
        self._begins = 0  # where that member begins in the file, and how much it has given
        self._given = 0
        self._buffer = b""
        self._at = 0
        self._allowed: int | None = None
        self.taken = 0  # bytes that were read from here, all records together
        self._packed = self._peek(2) == _GZIP
        self.place = ""

    def at_record(self) -> bool:
        """Go to where the next record begins, and note that as `place`; False at the end."""
        self._allowed = None
        while True:
            rest = self._buffer[self._at :].lstrip(b"\r\n")
            if rest:
                self.taken += len(self._buffer) - len(rest) - self._at
                self._at = len(self._buffer) - len(rest)
                within = self._given - len(rest)
                self.place = str(self._begins + within)
                if self._packed:
                    self.place = f"{self._begins}+{within}" if within else str(self._begins)
                return True
            self.taken += len(self._buffer) - self._at
            if not self._fill():
                return False

    def go_to(self, end: int) -> bool:
        """Pass over what is left of a record, up to so many bytes `taken` in all; False: it is cut off."""
        self._allowed = None
        while self.taken < end and self.read(min(_CHUNK, end - self.taken)):
            pass
        return self.taken >= end

    def allow(self, count: int | None) -> None:
        """Let so many bytes be read from here; more raise `_TooLong`. None: without a bound."""
        self._allowed = count

    def read(self, size: int) -> bytes:
        """Read so many bytes, or all that are left."""
        parts: list[bytes] = []
        while size > 0 and (self._at < len(self._buffer) or self._fill()):
            part = self._buffer[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            self._spend(len(part))
            parts.append(part)
        return b"".join(parts)

    def readline(self, size: int | None = None) -> bytes:
        """Read to the end of a line, or so many bytes of it."""
        parts: list[bytes] = []
        left = _HEAD if size is None else size
        while left > 0 and (self._at < len(self._buffer) or self._fill()):
            end = self._buffer.find(b"\n", self._at, self._at + left) + 1
            part = self._buffer[self._at : end or self._at + left]
            self._at += len(part)
            left -= len(part)
            self._spend(len(part))
            parts.append(part)
            if end:
                break
        return b"".join(parts)

    def tell(self) -> int:
        """Tell how much the member in hand has given."""
        return self._given - len(self._buffer) + self._at

    def _spend(self, count: int) -> None:
        self.taken += count
        if self._allowed is not None:
            self._allowed -= count
            if self._allowed < 0:
                self._allowed = None
                raise _TooLong

    def _peek(self, count: int) -> bytes:
        while len(self._waiting) < count and (more := self._stream.read(_CHUNK)):
            self._waiting += more
        return self._waiting[:count]

    def _fill(self) -> bool:
        """Take the next bytes into the buffer, which is empty; they are all of one member."""
        self._buffer, self._at = b"", 0
        while not self._buffer:
            packed = self._waiting or self._stream.read(_CHUNK)
            self._waiting = b""
            if not packed and self._member is None:
                return False
            if not self._packed:
                self._buffer = packed
            else:
                self._unpack(packed)
                if not packed and not self._buffer:
                    raise UnreadableError(self._origin, "the archive breaks off", _DAMAGED)
        self._given += len(self._buffer)
        return True

    def _unpack(self, packed: bytes) -> None:
        if self._member is None:
            self._begins, self._given = self._taken, 0
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            self._buffer = self._member.decompress(packed, _CHUNK)
        except zlib.error as error:
            reason = f"the member at {self._begins} cannot be unpacked: {error}"
            raise UnreadableError(self._origin, reason, _DAMAGED) from error
        self._waiting = self._member.unconsumed_tail or self._member.unused_data
        self._taken += len(packed) - len(self._waiting)
        given = self._given + len(self._buffer)
        if given > GROWTH_FROM and given > GROWTH * (self._taken - self._begins):
            reason = f"the member at {self._begins} becomes {megabytes(given)} and more"
            raise UnreadableError(self._origin, reason, "leave it out: no page grows like that")
        if self._member.eof:
            self._member = None
