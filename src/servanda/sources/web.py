"""An address on the web: fetched only because somebody named it, with a time-out and a limit."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import unquote, urlsplit

from servanda.errors import UnreadableError
from servanda.sources.files import too_large

__all__ = ["Fetched", "fetch", "is_address"]


_AGENT = "servanda (+reader of public reports)"
_CHUNK = 1 << 16
_PATIENCE = 6  # time-outs that one address may take in all


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, its media type and charset as stated, a name for it."""

    data: bytes
    media_type: str
    charset: str | None
    name: str
    url: str


def is_address(path: str) -> bool:
    """Whether `path` is an address on the web and not a file."""
    return path[:8].lower().startswith(("http://", "https://"))


def fetch(url: str, *, limit: int, timeout: float) -> Fetched:
    """Fetch an address by HTTP. Raises UnreadableError for whatever goes wrong on the way."""
    try:
        request = urllib.request.Request(  # noqa: S310 - is_address has seen to the scheme
            url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        )
        with _opener().open(request, timeout=timeout) as answer:
            data = _read(answer, url, limit, time.monotonic() + _PATIENCE * timeout)
            headers, final = answer.headers, answer.geturl()
            media_type, charset = headers.get_content_type(), headers.get_content_charset()
    except urllib.error.HTTPError as error:
        reason = f"the server answered {error.code} {error.reason}"
        raise UnreadableError(url, reason, "check the address") from error
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        told = getattr(error, "reason", None) or error
        reason = "no answer in time" if isinstance(told, TimeoutError) else f"cannot fetch: {told}"
        raise UnreadableError(url, reason, "check the address and the connection") from error
    if not data:
        raise UnreadableError(url, "the answer is empty", "check the address")
    return Fetched(data, media_type, charset, _name(final), final)


def _opener() -> urllib.request.OpenerDirector:
    """Build an opener that knows HTTP and nothing else, so that no redirect leads to a file."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _read(answer: object, url: str, limit: int, deadline: float) -> bytes:
    chunks: list[bytes] = []
    total = 0
    while chunk := answer.read1(_CHUNK):  # type: ignore[attr-defined]
        total += len(chunk)
        if total > limit:
            raise UnreadableError(url, *too_large(total, limit))
        if time.monotonic() > deadline:
            raise UnreadableError(url, "the answer takes too long", "try again later")
        chunks.append(chunk)
    return b"".join(chunks)


def _name(url: str) -> str:
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    return last or parts.netloc
