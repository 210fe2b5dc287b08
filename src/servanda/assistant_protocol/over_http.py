"""The server of a record over streamable HTTP: an application that stands behind somebody else's door.

It keeps no session: the tools only answer, so every request is whole in itself, nothing can be taken over,
and nothing is held for those who went away. Who may ask is decided before it is asked; it checks
once more that a request is addressed to this server, and by no page of another site.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, MutableMapping
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from servanda.store import Record

__all__ = ["MOST_BYTES", "PATH", "OverHttp"]


PATH = "/mcp"
"""The one address that questions are sent to."""

MOST_BYTES = 200_000
"""The largest body of a question; the longest that our tools take is some thousand."""

_Message = MutableMapping[str, Any]


class OverHttp:
    """An ASGI application that answers assistants about a record, while it is `running`.

    `today` tells the day that statuses are measured against; `hosts` are the host names, without a
    port, that requests may be addressed to.
    """

    def __init__(
        self, record: Record, today: Callable[[], date], version: str, hosts: Collection[str]
    ) -> None:
        """Take an open record; nothing is ever written to it."""
        self._about = record, today, version
        self._hosts = hosts
        self._asked = anyio.Event()
        self._ready = anyio.Event()
        self._app: Callable[..., Awaitable[None]] | None = None
        self._running = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer until left; then whatever is still being answered is cut off.

        The SDK is loaded and the tools are described when the first question comes: that takes longer
        than all else a desk does at its start, and most are never asked by an assistant.
        """
        self._asked, self._ready = anyio.Event(), anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._serve)
            self._running = True
            try:
                yield
            finally:
                self._running, self._app = False, None
                tasks.cancel_scope.cancel()

    async def _serve(self) -> None:
        """Wait for the first question, then keep the server that answers; the sessions are this task's."""
        await self._asked.wait()
        server, app = await anyio.to_thread.run_sync(self._made)
        async with server.session_manager.run():
            self._app = app
            self._ready.set()
            await anyio.sleep_forever()

    def _made(self) -> tuple[MCPServer[Any], Callable[..., Awaitable[None]]]:
        """Make the server and the application that answers; other requests are answered meanwhile."""
        from mcp.server.transport_security import TransportSecuritySettings

        from servanda.assistant_protocol.protocol_server import make_server

        named = [name for host in self._hosts for name in (host, f"{host}:*")]
        origins = [f"{scheme}://{name}" for name in named for scheme in ("http", "https")]
        security = TransportSecuritySettings(
            enable_dns_rebinding_protection=True, allowed_hosts=named, allowed_origins=origins
        )
        server = make_server(*self._about)
        app = server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            max_request_body_size=MOST_BYTES,
            transport_security=security,
        )
        return server, app

    async def __call__(
        self,
        scope: _Message,
        receive: Callable[[], Awaitable[_Message]],
        send: Callable[[_Message], Awaitable[None]],
    ) -> None:
        """Answer one request. Raises RuntimeError while it is not running."""
        if not self._running:
            message = "it is not running"
            raise RuntimeError(message)
        self._asked.set()
        await self._ready.wait()
        if self._app is None:
            message = "it is not running any more"
            raise RuntimeError(message)
        await self._app(scope, receive, send)
