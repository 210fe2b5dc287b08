"""A small web server on this machine, with feeds and pages that change, for tests of following."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from typing import Any

from quiet_server import QuietServer

__all__ = ["Newsstand", "feed_of", "newsstand"]


@dataclass
class Newsstand:
    """What is on offer, by path: media type and bytes, or a status; and what was asked for."""

    url: str = ""
    offers: dict[str, tuple[str, bytes] | int] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tags: bool = True  # whether answers bear an ETag and a Last-Modified

    def at(self, path: str) -> str:
        """Return the whole address of a path."""
        return self.url + path


def feed_of(*entries: tuple[str, str]) -> tuple[str, bytes]:
    """Make an RSS feed of entries: a title and the text of each."""
    items = "".join(
        f"<item><guid>urn:{title}</guid><title>{title}</title><description>{text}</description>"
        "<pubDate>Sun, 28 Jul 2024 10:00:00 GMT</pubDate></item>"
        for title, text in entries
    )
    feed = f"<rss version='2.0'><channel><title>Aurora Wire</title>{items}</channel></rss>"
    return "application/rss+xml", feed.encode()


@contextmanager
def newsstand(**offers: tuple[str, bytes] | int) -> Iterator[Newsstand]:
    """Serve offers until the end of the block; their names are paths."""
    stand = Newsstand(offers={f"/{name}": one for name, one in offers.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stand.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            offer = stand.offers.get(self.path, 404)
            if isinstance(offer, int):
                self._answer(offer, [], b"")
                return
            media, data = offer
            tag = f'"{sha256(data).hexdigest()[:16]}"'
            said = [("ETag", tag), ("Last-Modified", "Sun, 28 Jul 2024 10:00:00 GMT")]
            said = said if stand.tags else []
            if stand.tags and self.headers.get("If-None-Match") == tag:
                self._answer(304, said, b"")
                return
            self._answer(200, [("Content-Type", media), *said], data)

        def _answer(self, status: int, headers: Sequence[tuple[str, str]], data: bytes) -> None:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    server = QuietServer(("127.0.0.1", 0), Handler)
    stand.url = f"http://127.0.0.1:{server.server_address[1]}"
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
