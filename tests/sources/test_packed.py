"""Packed files: unpacked as they are read, refused where they are damaged or grow without end."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tracemalloc
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import InputError, UnreadableError
from servanda.model import RawItem
from servanda.sources import open_path
from servanda.sources.packed import GROWTH, Packing, inflated, packing_of, unpack
from trying import tries

PACKERS: dict[Packing, Callable[[bytes], bytes]] = {
    Packing.GZIP: gzip.compress,
    Packing.BZIP2: bz2.compress,
    Packing.XZ: lzma.compress,
    Packing.ZSTANDARD: zstandard.ZstdCompressor(write_checksum=True).compress,  # as `zstd` does
}
TEXT = "Amberland and Norland agreed to open four ports."


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("rows.jsonl.gz", (Packing.GZIP, "rows.jsonl")),
        ("ROWS.JSONL.XZ", (Packing.XZ, "ROWS.JSONL")),
        ("talks.txt", (None, "talks.txt")),
        (".gz", (None, ".gz")),
    ],
)
def test_the_name_tells_how_a_file_is_packed(name: str, found: tuple[Packing | None, str]) -> None:
    assert packing_of(name) == found


@settings(deadline=None, max_examples=tries(7))
@given(st.lists(st.binary(max_size=5_000), min_size=1, max_size=3), st.sampled_from(list(Packing)))
def test_what_was_packed_comes_back(parts: list[bytes], packing: Packing) -> None:
    """Files of several streams, one packed behind the other, are one file."""
    packed = b"".join(PACKERS[packing](part) for part in parts)
    assert unpack(io.BytesIO(packed), packing, "x").read() == b"".join(parts)


@pytest.mark.parametrize("packing", list(Packing))
def test_a_file_that_breaks_off_or_is_damaged_is_named(packing: Packing) -> None:
    whole = PACKERS[packing](bytes(range(256)) * 400)
    damaged = [whole[:20] + b"#" * 30 + whole[50:], b"no such file"]
    if packing is not Packing.ZSTANDARD:  # whose reader takes a cut for the end
        damaged.append(whole[: len(whole) * 2 // 3])
    for packed in damaged:
        with pytest.raises(UnreadableError, match=r"^x: ") as caught:
            unpack(io.BytesIO(packed), packing, "x").read()
        assert caught.value.remedy


@pytest.mark.parametrize("packing", [Packing.GZIP, Packing.XZ, Packing.ZSTANDARD])
def test_a_file_made_to_fill_the_machine_is_refused(packing: Packing) -> None:
    block = b"\0" * 30_000_000
    if packing is Packing.GZIP:
        bomb = gzip.compress(block, 9) * 10
    elif packing is Packing.XZ:
        bomb = lzma.compress(block) * 10
    else:
        bomb = zstandard.ZstdCompressor().compress(block) * 10
    tracemalloc.start()
    stream = unpack(io.BytesIO(bomb), packing, "bomb")
    with pytest.raises(UnreadableError, match=f"more than {GROWTH} times"):
        deque(iter(lambda: stream.read(1 << 20), b""), maxlen=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_rows_are_read_out_of_a_packed_file(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(3)).encode()
    for packing, pack in PACKERS.items():
        path = tmp_path / f"rows.jsonl{packing}"
        path.write_bytes(pack(rows))
        items = list(open_path(path))
        assert [item.name for item in items if isinstance(item, RawItem)] == [
            f"rows.jsonl{packing}#{n}" for n in (1, 2, 3)
        ]
        assert [item.origin for item in items if isinstance(item, RawItem)] == [
            f"{path}:{n}" for n in (1, 2, 3)
        ]


def test_one_document_may_be_packed_too(tmp_path: Path) -> None:
    (tmp_path / "talks.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "page.html.xz").write_bytes(lzma.compress(b"<html><p>Talks.</p></html>"))
    found = [item for item in open_path(tmp_path) if isinstance(item, RawItem)]
    assert [(item.name, item.media_type) for item in found] == [
        ("page.html", "text/html"),
        ("talks.txt", "text/plain"),
    ]
    assert found[1].data == TEXT.encode()


def test_rows_before_the_damage_are_read_and_the_damage_is_named(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{TEXT} {n}" * 20, "n": n}) for n in range(4000))
    whole = gzip.compress(rows.encode())
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    *items, last = open_path(path)
    assert items
    assert all(isinstance(item, RawItem) for item in items)
    assert isinstance(last, InputError)
    assert (last.subject, last.reason) == (str(path), "the packed file breaks off")


def test_a_row_is_bounded_in_a_packed_file_too(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 5000})
    path = tmp_path / "rows.jsonl.bz2"
    path.write_bytes(bz2.compress(f"{long}\n{json.dumps({'text': TEXT})}\n".encode()))
    refused, item = open_path(path, limit=1000)
    assert isinstance(refused, InputError)
    assert refused.subject == f"{path}:1"
    assert isinstance(item, RawItem)
    assert item.data == TEXT.encode()


def test_an_answer_is_inflated_in_small_pieces() -> None:
    packed = gzip.compress(b"\0" * 1_000_000)
    pieces = list(inflated([packed], "x", "look"))
    assert sum(map(len, pieces)) == 1_000_000
    assert max(map(len, pieces)) <= 1 << 16
    with pytest.raises(UnreadableError, match="breaks off"):
        list(inflated([packed[:-9]], "x", "look"))
