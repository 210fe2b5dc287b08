"""Web addresses: fetched from a server of our own on this machine, with a limit and a time-out."""

from __future__ import annotations

import contextlib
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from quiet_server import QuietServer
from servanda.errors import InputError, UnreadableError
from servanda.model import RawItem
from servanda.sources import open_path

PAGES = {
    "/talks.txt": ("text/plain; charset=windows-1252", "Zoë met Leo.".encode("cp1252")),
    "/page": ("text/html", b"<html><body><p>Talks.</p></body></html>"),
    "/rows": ("application/x-ndjson", b'{"id": "a", "text": "One."}\n'),
    "/feed": (
        "application/rss+xml",
        (
            b"<rss version='2.0'><channel><title>x</title><item><guid>g</guid>"
            b"<title>Talks</title></item></channel></rss>"
        ),
    ),
    "/notes.md": ("application/octet-stream", b"---\ntitle: Talks\n---\nText.\n"),
    "/empty": ("text/plain", b""),
    "/big": ("text/plain", b"x" * 5_000),
}


LEADS = {"/to-page": "/page", "/to-file": "file:///etc/hostname", "/to-itself": "/to-itself"}


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(1.0)
        if self.path in LEADS:
            self.send_response(302)
            self.send_header("Location", LEADS[self.path])
            self.end_headers()
            return
        if self.path == "/drip":
            self._drip()
            return
        if self.path == "/packed":
            data = gzip.compress(b"x" * 5_000_000)
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(data)
            return
        media_type, data = PAGES.get(self.path, ("", b""))
        self.send_response(200 if media_type else 404)
        self.send_header("Content-Type", media_type or "text/plain")
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):  # the reader gave up, as it should
            self.wfile.write(data)

    def _drip(self) -> None:
        """Send a byte now and then, each in time, and all of it too late."""
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "name", "media_type"),
    [
        ("/talks.txt", "talks.txt", "text/plain"),
        ("/page", "page", "text/html"),
        ("/to-page", "page", "text/html"),
        ("/rows", "a", "text/plain"),
        ("/feed", "g", "text/plain"),
        ("/notes.md", "notes.md", "text/markdown"),
    ],
)
def test_what_the_server_says_tells_the_sort(
    site: str, path: str, name: str, media_type: str
) -> None:
    (item,) = open_path(site + path, private=True)
    assert isinstance(item, RawItem)
    assert (item.name, item.media_type) == (name, media_type)


def test_charset_and_address_are_kept(site: str) -> None:
    (item,) = open_path(site + "/talks.txt", private=True)
    assert isinstance(item, RawItem)
    assert item.metadata == {"url": site + "/talks.txt", "encoding": "windows-1252"}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/gone", "404"),
        ("/empty", "empty"),
        ("/big", "larger"),
        ("/to-file", "file"),
        ("/to-itself", "redirect"),
        ("/packed", "larger"),
    ],
)
def test_what_goes_wrong_is_said(site: str, path: str, word: str) -> None:
    (error,) = open_path(site + path, limit=1_000, private=True)
    assert isinstance(error, UnreadableError)
    assert word in error.reason
    assert error.remedy


def test_a_slow_server_is_given_up(site: str) -> None:
    (error,) = open_path(site + "/slow", timeout=0.2, private=True)
    assert isinstance(error, UnreadableError)
    assert "too long" in error.reason


def test_all_of_it_has_one_deadline(site: str) -> None:
    begun = time.monotonic()
    (error,) = open_path(site + "/drip", timeout=0.1, private=True)
    assert isinstance(error, UnreadableError)
    assert "too long" in error.reason
    assert time.monotonic() - begun < 4.0


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://", "https://[bad", "http://a b/"])
def test_an_address_that_leads_nowhere_is_an_error(url: str) -> None:
    (error,) = open_path(url, timeout=2.0, private=True)
    assert isinstance(error, InputError)
