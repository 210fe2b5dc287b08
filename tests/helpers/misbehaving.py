"""A web server on this machine that misbehaves: each path in a way of its own."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator

__all__ = ["WAYS", "MisbehavingServer", "serving"]

PAUSE = 0.05  # seconds between the bytes of what drips
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
Speak = Callable[[socket.socket], None]


def _say(*parts: bytes) -> Speak:
    def speak(client: socket.socket) -> None:
        for part in parts:
            client.sendall(part)

    return speak


def _drip(data: bytes, before: bytes = b"") -> Speak:
    """Send a byte now and then, without end: each of them in time, all of them too late."""

    def speak(client: socket.socket) -> None:
        client.sendall(before)
        for number in itertools.cycle(data):
            client.sendall(bytes([number]))
            time.sleep(PAUSE)

    return speak


def _flood(data: bytes, before: bytes = b"") -> Speak:
    """Send without end, as fast as it goes."""

    def speak(client: socket.socket) -> None:
        client.sendall(before)
        while True:
            client.sendall(data)

    return speak


def _silence(client: socket.socket) -> None:
    """Say nothing until the other side has gone."""
    client.recv(1)


WAYS: dict[str, tuple[Speak, str]] = {
    "/slow-status": (_drip(b"HTTP/1.1 200 OK"), "too long"),
    "/slow-header": (_drip(b"X-A: b\r\n", OK), "too long"),
    "/slow-body": (_drip(b"x", OK + b"\r\n"), "too long"),
    "/endless-100": (_drip(b"HTTP/1.1 100 Continue\r\n\r\n"), "too long"),
    "/flood-100": (_flood(b"HTTP/1.1 100 Continue\r\n\r\n"), "too long"),
    "/silent": (_silence, "too long"),
    "/flood-header": (_flood(b"X-A: " + b"b" * 1000 + b"\r\n", OK), "cannot fetch"),
    "/flood-status": (_flood(b"HTTP/1.1 200 " + b"O" * 1000), "cannot fetch"),
    "/flood-body": (_flood(b"x" * 1000, OK + b"\r\n"), "larger"),
    "/short": (_say(OK, b"Content-Length: 500\r\n\r\nonly this"), "cannot fetch"),
    "/short-chunks": (_say(OK, b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel"), "cannot fetch"),
    "/bad-chunks": (_say(OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhel"), "cannot fetch"),
    "/short-packed": (
        _say(OK, b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"x" * 500)[:-9]),
        "breaks off",
    ),
    "/no-gzip": (_say(OK, b"Content-Encoding: gzip\r\n\r\nno gzip at all"), "unpacked"),
    "/bomb": (
        _say(OK, b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(30_000_000))),
        "larger",
    ),
    "/packed-oddly": (_say(OK, b"Content-Encoding: br\r\n\r\nxxxx"), "packed by br"),
    "/garbage": (_say(b"\x00\x01\x02 garbage\r\n\r\n"), "cannot fetch"),
    "/nothing": (_say(), "cannot fetch"),
    "/two-lengths": (_say(OK, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "cannot fetch"),
    "/minus": (_say(OK, b"Content-Length: -5\r\n\r\nxx"), "cannot fetch"),
    "/giant": (_say(OK, b"Content-Length: 99999999999\r\n\r\nxx"), "larger"),
    "/picture": (_say(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx"), "image/png"),
    "/error": (_say(b"HTTP/1.1 500 " + b"O" * 5000 + b"\r\n\r\n"), "500"),
    "/to-itself": (_say(b"HTTP/1.1 302 Found\r\nLocation: /to-itself\r\n\r\n"), "redirects"),
    "/to-file": (_say(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\n\r\n"), "file:"),
    "/to-ftp": (_say(b"HTTP/1.1 302 Found\r\nLocation: ftp://example.org/\r\n\r\n"), "ftp:"),
    "/to-nowhere": (_say(b"HTTP/1.1 302 Found\r\nLocation: http://\r\n\r\n"), "redirects"),
    "/to-nonsense": (_say(b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\n\r\n"), "address"),
    "/no-location": (_say(b"HTTP/1.1 302 Found\r\n\r\n"), "302"),
    "/websocket": (_say(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"), "cannot fetch"),
}
"""What each path says, and a word of the reason for which it is refused."""


class MisbehavingServer:
    """A server that answers each path as `WAYS` says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.ways = {path: speak for path, (speak, _) in WAYS.items()}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def say(self, path: str, *parts: bytes) -> None:
        """Answer a path with these bytes from now on."""
        self.ways[path] = _say(*parts)

    def close(self) -> None:
        self._listening.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            asked = client.recv(65536)
            self.heard.append(asked)
            if not asked.startswith(b"GET "):
                return  # TLS
            path = asked.split(b" ", 2)[1].partition(b"?")[0].decode()
            self.ways[path](client)
            client.shutdown(socket.SHUT_WR)
            client.settimeout(1.0)
            client.recv(65536)


@contextlib.contextmanager
def serving() -> Iterator[MisbehavingServer]:
    """Run a misbehaving server for as long as the context lasts."""
    server = MisbehavingServer()
    try:
        yield server
    finally:
        server.close()
