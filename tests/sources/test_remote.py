"""Large files where they lie: asked for part by part from a server of our own, and in fsspec's stores."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import fsspec
import pytest

from quiet_server import QuietServer
from servanda.errors import InputError, UnreadableError
from servanda.model import RawItem
from servanda.sources import open_path, remote
from servanda.sources.remote import open_address, open_store

ROWS = "\n".join(json.dumps({"text": f"Talks of day {n} were held."}) for n in range(400)).encode()
FILES = {"/rows.jsonl.gz": gzip.compress(ROWS), "/rows.jsonl": ROWS, "/empty.jsonl": b""}


class _Server(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - of the one server of a test

    def do_GET(self) -> None:
        kind, _, path = self.path[1:].partition("/")
        data = FILES[f"/{path}"]
        wanted = self.headers.get("Range", "")
        self.asked.append(wanted)
        start, end = (int(part) for part in wanted.removeprefix("bytes=").split("-"))
        if kind == "whole":
            self._say(200, data)
        elif kind == "breaks" and len(self.asked) == 2:
            self.close_connection = True
        elif start >= len(data):
            self._say(416, b"")
        else:
            mark = f'"{len(self.asked)}"' if kind == "changing" else '"1"'
            told = f"bytes {start}-{min(end, len(data) - 1)}/{len(data)}"
            self._say(206, data[start : end + 1], ("Content-Range", told), ("ETag", mark))

    def _say(self, status: int, data: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(data)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    _Server.asked.clear()
    server = QuietServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PART", 500)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("path", ["parts/rows.jsonl.gz", "parts/rows.jsonl", "breaks/rows.jsonl"])
def test_rows_are_read_part_by_part(site: str, path: str) -> None:
    found = list(open_path(f"{site}/{path}", private=True))
    assert len(found) == 400
    assert all(isinstance(one, RawItem) for one in found)
    first = found[0]
    assert isinstance(first, RawItem)
    assert first.origin == f"{site}/{path}:1"
    assert len(_Server.asked) > 2
    assert _Server.asked[0] == "bytes=0-499"


@pytest.mark.usefixtures("small_parts")
def test_a_file_that_changes_meanwhile_is_refused(site: str) -> None:
    *_, last = open_path(f"{site}/changing/rows.jsonl", private=True)
    assert isinstance(last, InputError)
    assert "another file" in last.reason


def test_a_server_that_gives_no_parts_is_asked_for_small_files_only(site: str) -> None:
    assert open_address(f"{site}/whole/rows.jsonl", timeout=5, private=True).read() == ROWS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, "_PART", 500)
        (found,) = open_path(f"{site}/whole/rows.jsonl", private=True)
    assert isinstance(found, InputError)
    assert (found.reason, found.remedy) == (
        "the server gives no parts of it",
        "save it and name the file",
    )


def test_an_empty_file_is_named(site: str) -> None:
    (found,) = open_path(f"{site}/parts/empty.jsonl", private=True)
    assert isinstance(found, InputError)
    assert "empty" in found.reason


def test_an_own_host_is_asked_only_where_that_is_allowed(site: str) -> None:
    (found,) = open_path(f"{site}/parts/rows.jsonl.gz")
    assert isinstance(found, InputError)
    assert "--allow-private" in found.remedy
    assert _Server.asked == []


def test_a_store_is_read_as_a_stream() -> None:
    with fsspec.open("memory://crawl/rows.jsonl.gz", "wb") as file:
        file.write(gzip.compress(ROWS))
    found = list(open_path("memory://crawl/rows.jsonl.gz"))
    assert len(found) == 400
    assert isinstance(found[0], RawItem)
    assert found[0].origin == "memory://crawl/rows.jsonl.gz:1"
    assert found[0].name == "rows.jsonl.gz#1"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("memory://crawl/none.jsonl", "no such file"),
        ("nowhere://crawl/rows.jsonl", "nowhere"),
        ("file:///etc/hostname", "no such way"),
        ("simplecache::memory://crawl/rows.jsonl", ""),
        ("zip://a.jsonl::memory://b.zip", "within addresses"),
    ],
)
def test_what_a_store_cannot_open_is_named(url: str, words: str) -> None:
    (found,) = open_path(url)
    assert isinstance(found, UnreadableError)
    assert words in str(found)
    assert found.remedy


def test_a_store_that_fails_half_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def read(self, size: int) -> bytes:
            raise RuntimeError(f"refused {size}")

        def close(self) -> None:
            pass

        def open(self) -> Failing:
            return self

    monkeypatch.setattr(fsspec, "open", lambda *_: Failing())
    with open_store("memory://x.jsonl") as stream, pytest.raises(UnreadableError, match="refused"):
        stream.read(10)
