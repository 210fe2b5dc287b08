"""Archives of crawls: what is read of them, under which names, and what they cannot do to us."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from servanda.errors import InputError
from servanda.model import RawItem
from servanda.sources import open_path
from servanda.sources.warc import from_warc, is_warc
from trying import tries

PAGE = b"<html><body><p>Amberland and Norland agreed to open four ports.</p></body></html>"


def record(
    block: bytes,
    uri: str = "https://example.org/a",
    kind: str = "response",
    media: str = "application/http; msgtype=response",
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        "WARC-Date: 2031-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes = PAGE,
    media: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def read(data: bytes, limit: int = 100_000, name: str = "c.warc") -> list[RawItem | InputError]:
    return list(from_warc(io.BytesIO(data), name, f"in/{name}", limit))


def items(found: Iterable[RawItem | InputError]) -> list[RawItem]:
    return [one for one in found if isinstance(one, RawItem)]


def errors(found: Iterable[RawItem | InputError]) -> list[InputError]:
    return [one for one in found if isinstance(one, InputError)]


def test_an_archive_is_known_by_its_name() -> None:
    assert is_warc("CC-NEWS-1.WARC.gz")
    assert is_warc("old.arc")
    assert not is_warc("warc.txt")


def test_a_page_is_named_by_its_place_and_its_address() -> None:
    first = record(b"software: x\r\n", kind="warcinfo", media="application/warc-fields")
    (page,) = read(first + record(answer()))
    assert isinstance(page, RawItem)
    assert page.name == f"c.warc#{len(first)}/https://example.org/a"
    assert page.origin == f"in/c.warc#{len(first)}"
    assert (page.media_type, page.data) == ("text/html", PAGE)
    assert page.metadata == {"url": "https://example.org/a", "encoding": "utf-8"}


def test_the_place_in_a_packed_archive_is_that_of_indexes_of_crawls() -> None:
    uris = [f"https://example.org/{n}" for n in range(5)]
    packed = b"".join(gzip.compress(record(answer(), uri)) for uri in uris)
    walk = ArchiveIterator(io.BytesIO(packed))
    theirs = [
        (walk.get_record_offset(), one.rec_headers.get_header("WARC-Target-URI")) for one in walk
    ]
    found = items(read(packed, name="c.warc.gz"))
    assert [one.name for one in found] == [f"c.warc.gz#{place}/{uri}" for place, uri in theirs]


def test_an_archive_packed_in_one_piece_is_read_as_well() -> None:
    uris = ["https://example.org/1", "https://example.org/2"]
    found = items(read(gzip.compress(b"".join(record(answer(), uri) for uri in uris))))
    assert [one.metadata["url"] for one in found] == uris
    assert found[0].name.startswith("c.warc#0/")
    assert found[1].name.startswith("c.warc#0+")


@pytest.mark.parametrize(
    "passed_over",
    [
        record(answer(status="404 Not Found")),
        record(answer(media="image/png")),
        record(b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", kind="request"),
        record(answer(b""), kind="revisit"),
        record(b"x: y\r\n", kind="metadata", media="application/warc-fields"),
        record(answer(b"  ")),
    ],
)
def test_what_is_no_page_is_passed_over(passed_over: bytes) -> None:
    found = read(passed_over + record(answer(), "https://example.org/b"))
    assert [one.metadata["url"] for one in items(found)] == ["https://example.org/b"]
    assert errors(found) == []


def test_plain_texts_of_a_crawl_are_read() -> None:
    text = b"Talks were held in Kestrel."
    (one,) = items(read(record(text, kind="conversion", media="text/plain")))
    assert (one.media_type, one.data) == ("text/plain", text)


def test_chunks_and_packed_answers_are_put_together() -> None:
    packed = gzip.compress(PAGE)
    chunks = (
        b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:40], packed[40:]))
        + b"0\r\n\r\n"
    )
    more = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    (one,) = items(read(record(answer(chunks, more=more))))
    assert one.data == PAGE
    (kept_plain,) = items(read(record(answer(more="Content-Encoding: gzip\r\n"))))
    assert kept_plain.data == PAGE
    (deflated,) = items(
        read(record(answer(zlib.compress(PAGE), more="Content-Encoding: deflate\r\n")))
    )
    assert deflated.data == PAGE
    (refused,) = errors(read(record(answer(more="Content-Encoding: br\r\n"))))
    assert "packed by br" in refused.reason


def test_a_page_that_is_too_long_costs_only_itself() -> None:
    long = record(answer(b"x" * 5_000))
    bomb = record(answer(gzip.compress(b"x" * 500_000), more="Content-Encoding: gzip\r\n"))
    huge = b"%x\r\n" % 5_000 + b"x" * 5_000 + b"\r\n0\r\n\r\n"
    chunked = record(answer(huge, more="Transfer-Encoding: chunked\r\n"))
    found = read(long + bomb + chunked + record(answer(), "https://example.org/b"), limit=1_000)
    assert [error.subject for error in errors(found)] == [
        f"in/c.warc#{place}" for place in (0, len(long), len(long + bomb))
    ]
    assert [one.metadata["url"] for one in items(found)] == ["https://example.org/b"]


@pytest.mark.costly
def test_a_member_that_grows_without_end_stops_the_archive_and_fills_nothing() -> None:
    size = 400_000_000
    head = record(b"", kind="resource", media="image/png").replace(
        b"Content-Length: 0", b"Content-Length: %d" % size
    )[:-4]
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head)]
    parts += [packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)]
    bomb = b"".join([*parts, packer.flush()])
    tracemalloc.start()
    found = read(gzip.compress(record(answer())) + bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(items(found)) == 1
    assert "becomes" in errors(found)[0].reason
    assert peak < 20_000_000


def test_headers_are_bounded() -> None:
    lines = b"".join(b"X-%d: y\r\n" % n for n in range(200_000))
    found = read(record(answer()) + b"WARC/1.0\r\n" + lines + b"\r\n")
    assert len(items(found)) == 1
    assert len(errors(found)) == 1
    one_line = read(b"WARC/1.0\r\nX: " + b"y" * 3_000_000)
    assert items(one_line) == []
    assert len(errors(one_line)) == 1


@pytest.mark.parametrize(
    "damaged",
    [
        b"no archive at all",
        b"WARC/1.0\r\nContent-Length: many\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        record(answer())[:-60].replace(b"https://example.org/a", b"x"),
        gzip.compress(record(answer()))[:-20],
        b"\x1f\x8b no gzip",
        b"",
    ],
)
def test_what_is_damaged_is_named(damaged: bytes) -> None:
    found = read(damaged)
    for error in errors(found):
        assert error.subject
        assert error.reason
        assert error.remedy
    assert errors(found) or items(found)


@settings(deadline=None, max_examples=tries(15))
@given(st.binary(max_size=300), st.integers(0, 600), st.booleans())
def test_no_bytes_trip_it(noise: bytes, place: int, packed: bool) -> None:
    whole = record(answer()) * 2
    broken = whole[:place] + noise + whole[place + len(noise) :]
    read(gzip.compress(broken) if packed else broken)


@pytest.mark.costly
def test_an_archive_of_any_length_takes_the_memory_of_one_page() -> None:
    class Endless(io.RawIOBase):
        left = 3_000

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1, /) -> bytes:
            del size
            self.left -= 1
            return gzip.compress(record(answer(PAGE + bytes(10_000)))) if self.left >= 0 else b""

    tracemalloc.start()
    count = sum(1 for _ in from_warc(Endless(), "c", "c", 100_000))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3_000
    assert peak < 5_000_000


def test_an_archive_in_a_folder_is_read_beside_other_files(tmp_path: Path) -> None:
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(record(answer())))
    (tmp_path / "talks.txt").write_text("Talks.")
    assert [one.name for one in items(open_path(tmp_path))] == [
        "c.warc.gz#0/https://example.org/a",
        "talks.txt",
    ]


def test_arc_files_are_read() -> None:
    body = answer()
    names = b"1 0 x\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://c.arc 0.0.0.0 20310502100000 text/plain %d\n" % len(names) + names + b"\n"
    page = (
        b"https://example.org/a 192.0.2.1 20310502100000 text/html %d\n" % len(body) + body + b"\n"
    )
    found = items(read(head + page, name="c.arc"))
    assert [one.metadata["url"] for one in found] == ["https://example.org/a"]
