"""A server of our own that speaks the chat protocol, and misbehaves as it is told, request by request."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from chat_answers import completion
from quiet_server import QuietServer

__all__ = ["Misbehaving", "Reply", "misbehaving"]


@dataclass(frozen=True)
class Reply:
    """What to answer: a status, a body (JSON, or bytes as they are), headers, and how long to wait before."""

    body: Any = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    hang_up: bool = False


Behaviour = Callable[[dict[str, Any], int], Reply]


@dataclass
class Misbehaving:
    """A running server; `seen` are the requests it got, with their headers."""

    url: str
    seen: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def misbehaving(behaviour: Behaviour | Sequence[Reply]) -> Iterator[Misbehaving]:
    """Serve: by a function of the request and its number, or by a list whose last entry repeats."""

    def listed(_: dict[str, Any], number: int) -> Reply:
        assert not callable(behaviour)
        return behaviour[min(number, len(behaviour) - 1)]

    reply = behaviour if callable(behaviour) else listed

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            with server_state.lock:
                number = len(server_state.seen)
                server_state.seen.append({"path": self.path, **request})
                server_state.headers.append(dict(self.headers))
            self._answer(reply(request, number))

        def _answer(self, found: Reply) -> None:
            time.sleep(found.delay)
            if found.hang_up:
                self.connection.close()
                return
            body = completion("{}") if found.body is None else found.body
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(found.status)
            for name, value in (("Content-Length", str(len(data))), *found.headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = QuietServer(("127.0.0.1", 0), Handler)
    server_state = Misbehaving(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server_state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
