"""An address on the web: fetched only because somebody named it, with a deadline and a limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from servanda.errors import UnreadableError
from servanda.sources.files import too_large

if TYPE_CHECKING:
    import httpx

__all__ = ["Fetched", "fetch", "is_address"]


_HEADERS = {"User-Agent": "servanda (+reader of public reports)", "Accept-Encoding": "identity"}
_PATIENCE = 6  # time-outs that one address may take in all, redirects and every byte included
_REDIRECTS = 10


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
    """Fetch an address by HTTP, certificates verified; redirects lead to HTTP alone, and to a few.

    `limit` is in bytes, `timeout` in seconds and for each step; all of it may take six times as
    long. Raises UnreadableError for whatever goes wrong on the way.
    """
    import httpx

    in_time = _deadline(url, _PATIENCE * timeout)
    try:
        with (
            httpx.Client(
                timeout=timeout,
                headers=_HEADERS,
                follow_redirects=True,
                max_redirects=_REDIRECTS,
                event_hooks={"request": [lambda _: in_time()]},
            ) as client,
            client.stream("GET", url) as answer,
        ):
            if not answer.is_success:
                reason = f"the server answered {answer.status_code} {answer.reason_phrase}"
                raise UnreadableError(url, reason, "check the address")
            data = _read(answer, url, limit, in_time)
    except httpx.TimeoutException as error:
        remedy = "check the address and the connection"
        raise UnreadableError(url, "no answer in time", remedy) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        reason = f"cannot fetch: {str(error) or type(error).__name__}"
        raise UnreadableError(url, reason, "check the address and the connection") from error
    if not data:
        raise UnreadableError(url, "the answer is empty", "check the address")
    final, stated = str(answer.url), answer.headers.get("content-type", "")
    media_type = stated.partition(";")[0].strip().lower()
    return Fetched(data, media_type, answer.charset_encoding, _name(final), final)


def _deadline(url: str, seconds: float) -> Callable[[], None]:
    """Return a check that raises UnreadableError once so many seconds have passed."""
    end = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() > end:
            raise UnreadableError(url, "the answer takes too long", "try again later")

    return check


def _read(answer: httpx.Response, url: str, limit: int, in_time: Callable[[], None]) -> bytes:
    """Read the body, decoded where it was packed all the same."""
    chunks: list[bytes] = []
    total = 0
    for chunk in answer.iter_bytes():
        total += len(chunk)
        if total > limit:
            raise UnreadableError(url, *too_large(total, limit))
        in_time()
        chunks.append(chunk)
    return b"".join(chunks)


def _name(url: str) -> str:
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    return last or parts.netloc
