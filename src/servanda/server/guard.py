"""What no request may do, whatever answers it: ASGI around the whole application.

A request for another host, a body that is too large, and a change asked for by another site's page are
refused before anything looks at them. Every answer carries a policy under which a browser runs our
own files and nothing else, so that markup of a report that slipped through would still not act.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from servanda.server.error_answers import answer_problem
from servanda.server.failures import Problem

if TYPE_CHECKING:
    from servanda.server.server_settings import ServerSettings

__all__ = ["MOST_BYTES", "POLICY", "Guard"]


MOST_BYTES = 20_000_000
"""The largest body that a request may have."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = ("same-origin", "none")  # what a browser says of a request by our own page, or typed in

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class _TooLargeError(Exception):
    """More came than a body may hold."""


class Guard:
    """An application, guarded."""

    def __init__(self, app: Application, settings: ServerSettings) -> None:
        self._app = app
        self._hosts = frozenset(settings.answers_to)
        self._secure = settings.secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._answering(send)
        headers = Headers(scope=scope)
        refused = next(self._refusals(scope, headers), None)
        if refused is not None:
            await answer_problem(Request(scope), refused)(scope, receive, answer)
            return
        try:
            await self._app(scope, _bounded(receive), answer)
        except _TooLargeError:
            problem = Problem(413, "what was sent", "it is too large", _SPLIT)
            await answer_problem(Request(scope), problem)(scope, receive, answer)

    def _refusals(self, scope: Scope, headers: Headers) -> Iterator[Problem]:
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else ""
        if _bare(host) not in self._hosts:
            reason = "this server does not answer to that name"
            yield Problem(421, "the host", reason, "use the address that it was started with")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length[:12]) > MOST_BYTES:
            yield Problem(413, "what was sent", "it is too large", _SPLIT)
        if scope["method"] not in _SAFE and not self._of_our_own(headers, host):
            reason = "the page that asked for this change is of another site"
            yield Problem(403, "the request", reason, "open the page here and try again")

    def _of_our_own(self, headers: Headers, host: str) -> bool:
        """Whether a change is asked for by one of our pages, or by a program."""
        site = headers.get("sec-fetch-site")
        if site is not None and site not in _OWN:
            return False
        origin = headers.get("origin")
        try:
            return origin is None or urlsplit(origin).netloc.casefold() == host.casefold()
        except ValueError:  # brackets of an address that is none
            return False

    def _answering(self, send: Send) -> Send:
        async def answering(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "private, no-cache")
                if self._secure:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        return answering


_SPLIT = "split it, or read it on the command line: servanda read"


def _bare(host: str) -> str:
    """Return a host without its port, as names are compared."""
    host = host.strip().casefold()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def _bounded(receive: Receive) -> Receive:
    """Count what comes in, and stop at the most that a body may hold."""
    had = 0

    async def counted() -> MutableMapping[str, Any]:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        if had > MOST_BYTES:
            raise _TooLargeError
        return message

    return counted
