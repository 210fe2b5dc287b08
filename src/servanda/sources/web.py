"""An address on the web: fetched only because somebody named it, from a public host, within limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from servanda.data_tables import word_list, word_set
from servanda.errors import UnreadableError
from servanda.sources.address_secrets import without_secrets
from servanda.sources.files import too_large
from servanda.sources.packed import inflated

if TYPE_CHECKING:
    import httpcore
    import httpx

    from servanda.sources.public_network import Deadline

__all__ = ["Fetched", "Part", "Validators", "fetch", "fetch_part", "is_address"]


_HEADERS = {
    "User-Agent": "servanda (+reader of public reports)",
    "Accept": "text/*, application/json, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_REDIRECTS = 5
_NOT_MODIFIED = 304
_PARTIAL = 206
_NO_SUCH_RANGE = 416
_RANGE = "Range"
_LONGEST_VALIDATOR = 500  # characters
_LEADS_ON = frozenset({301, 302, 303, 307, 308})
_MEDIA = word_list("sources", "media")
_PACKED = word_set("sources", "packed")
_CHARSET = re.compile(r"""\bcharset\s?=\s?["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CHECK = "check the address and the connection"
_SAVE = "save it and name the file"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server says of an answer so that it need not send it again: ETag, Last-Modified."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the answer only where it is another."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, its media type and charset as stated, a name for it.

    `url` is the address at the end of all redirects, without its secrets. An answer that is
    `unchanged` since it was last fetched has no bytes.
    """

    data: bytes
    media_type: str
    charset: str | None
    name: str
    url: str
    validators: Validators = Validators()
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    data: bytes


def is_address(path: str) -> bool:
    """Whether `path` is an address on the web and not a file."""
    return path[:8].lower().startswith(("http://", "https://"))


def fetch(
    url: str,
    *,
    limit: int,
    timeout: float,
    private: bool = False,
    known: Validators | None = None,
) -> Fetched:
    """Fetch an address by HTTP, certificates verified, from a public host unless `private`.

    `limit` is in bytes; `timeout` in seconds and for all of it, from the first look for the host to
    the last byte, redirects included. Redirects are few, lead to HTTP alone, and each is checked
    like the address itself. With `known`, what a server said of the last answer, it is asked
    only for another one. Raises UnreadableError for whatever goes wrong on the way; it names
    the address without its secrets.
    """
    shown = without_secrets(url)
    asking = {**_HEADERS, **(known.headers() if known else {})}
    with _told(shown, timeout):
        final, answer = _asked(url, shown, limit, timeout, asking, private=private)
    unchanged = answer.status == _NOT_MODIFIED
    if not answer.data and not unchanged:
        raise UnreadableError(shown, "the answer is empty", "check the address")
    media_type, charset = _stated(answer)
    kept = without_secrets(str(final))
    said = _validators(answer)
    return Fetched(answer.data, media_type, charset, _name(kept), kept, said, unchanged)


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of what an address has, the size of all of it (None: not told), and its mark.

    The mark changes where it is another file than before; None where the server gives none.
    """

    data: bytes
    size: int | None
    mark: str | None


def fetch_part(url: str, start: int, size: int, *, timeout: float, private: bool = False) -> Part:
    """Fetch `size` bytes of what an address has, from `start` on; fewer at its end.

    All bounds are those of `fetch`; the media type is not looked at. Raises UnreadableError, also
    where the server gives no parts.
    """
    shown = without_secrets(url)
    asking = {**_HEADERS, _RANGE: f"bytes={start}-{start + size - 1}"}
    with _told(shown, timeout):
        _, answer = _asked(url, shown, size, timeout, asking, private=private)
    mark = answer.headers.get("etag") or answer.headers.get("last-modified")
    if answer.status == _NO_SUCH_RANGE:
        return Part(b"", start, mark)
    if answer.status != _PARTIAL and (start or len(answer.data) > size):
        raise UnreadableError(shown, "the server gives no parts of it", _SAVE)
    stated = answer.headers.get("content-range", "").rpartition("/")[2].strip()
    whole = len(answer.data) if answer.status != _PARTIAL else None
    return Part(answer.data, int(stated) if stated.isdecimal() else whole, mark)


def _asked(
    url: str, shown: str, limit: int, timeout: float, asking: Mapping[str, str], *, private: bool
) -> tuple[httpx.URL, _Answer]:
    import httpx

    from servanda.sources.public_network import Deadline

    return _followed(httpx.URL(url), shown, limit, Deadline(timeout), asking, private=private)


@contextmanager
def _told(shown: str, timeout: float) -> Iterator[None]:
    """Say in our words what goes wrong on the way to an address."""
    import httpcore
    import httpx

    from servanda.sources.public_network import PrivateHostError

    try:
        yield
    except PrivateHostError as error:
        reason = f"{error} is not a host of the public internet"
        remedy = "--allow-private lets servanda fetch from your own network"
        raise UnreadableError(shown, reason, remedy) from error
    except httpcore.TimeoutException as error:
        reason = f"no whole answer within {timeout:g} seconds, it takes too long"
        raise UnreadableError(
            shown, reason, "try again later, or save it and name the file"
        ) from error
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreadableError(shown, "this is no address", "check the spelling") from error
    except (
        *(httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError),
        *(httpcore.UnsupportedProtocol, httpx.HTTPError, OSError),
    ) as error:
        reason = f"cannot fetch: {str(error)[:200] or type(error).__name__}"
        raise UnreadableError(shown, reason, _CHECK) from error


def _validators(answer: _Answer) -> Validators:
    """Return what an answer says of itself, where it can be sent back as it is."""
    found = (answer.headers.get("etag"), answer.headers.get("last-modified"))
    plain = (
        one if one and len(one) <= _LONGEST_VALIDATOR and one.isascii() else None for one in found
    )
    return Validators(*plain)


def _followed(
    url: httpx.URL,
    shown: str,
    limit: int,
    deadline: Deadline,
    asking: Mapping[str, str],
    *,
    private: bool,
) -> tuple[httpx.URL, _Answer]:
    """Follow redirects; return the last address and its answer."""
    import httpx

    first = url
    for _ in range(_REDIRECTS + 1):
        if url.scheme not in {"http", "https"} or not url.host:
            reason = f"it leads to {without_secrets(str(url))[:200]}"
            raise UnreadableError(shown, reason, "only http and https are fetched")
        if first.scheme == "https" and url.scheme == "http":
            raise UnreadableError(shown, "it leads to an address without TLS", "name that address")
        # A name and a password are for the host that they were given for, and for no other.
        if _place(url) != _place(first):
            url = url.copy_with(username=None, password=None)
        elif not url.userinfo and first.userinfo:
            url = url.copy_with(userinfo=first.userinfo)
        answer = _answer(url, shown, limit, deadline, asking, private=private)
        if answer.status not in _LEADS_ON or "location" not in answer.headers:
            return url, answer
        url = url.join(httpx.URL(answer.headers["location"]))
    raise UnreadableError(shown, f"more than {_REDIRECTS} redirects", "name the last address")


def _place(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _answer(
    url: httpx.URL,
    shown: str,
    limit: int,
    deadline: Deadline,
    asking: Mapping[str, str],
    *,
    private: bool,
) -> _Answer:
    """Ask one host once, over a connection of its own."""
    import httpcore
    import httpx

    from servanda.sources.public_network import Backend

    auth = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
    asked = httpx.Request("GET", url.copy_with(userinfo=b"", fragment=None), headers=asking)
    if auth is not None:
        asked = next(auth.auth_flow(asked))
    pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context() if url.scheme == "https" else None,
        max_connections=1,
        network_backend=Backend(deadline, private=private),
    )
    target = httpcore.URL(
        scheme=asked.url.raw_scheme,
        host=asked.url.raw_host,
        port=asked.url.port,
        target=asked.url.raw_path,
    )
    with pool, pool.stream("GET", target, headers=asked.headers.raw) as response:
        headers = httpx.Headers(response.headers)
        if response.status in _LEADS_ON and "location" in headers:
            return _Answer(response.status, headers, b"")
        if response.status == _NOT_MODIFIED and asking.keys() != _HEADERS.keys():
            return _Answer(response.status, headers, b"")
        if response.status == _NO_SUCH_RANGE and _RANGE in asking:
            return _Answer(response.status, headers, b"")
        if not 200 <= response.status < 300:
            told = response.extensions.get("reason_phrase", b"").decode("ascii", "replace")[:100]
            reason = f"the server answered {response.status} {told}".strip()
            raise UnreadableError(shown, reason, "check the address")
        if _RANGE not in asking:
            _check_stated(headers, shown, limit)
        elif response.status != _PARTIAL and not _fits(headers, limit):
            raise UnreadableError(shown, "the server gives no parts of it", _SAVE)
        return _Answer(response.status, headers, _body(response, headers, shown, limit))


def _fits(headers: httpx.Headers, limit: int) -> bool:
    length = headers.get("content-length", "")
    return length.isdecimal() and len(length) < 20 and int(length) <= limit


def _check_stated(headers: httpx.Headers, shown: str, limit: int) -> None:
    """Refuse what states that it is too large, or no text, before any of it is read."""
    length = headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limit:
        raise UnreadableError(shown, *too_large(int(length), limit))
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media and not media.startswith(_MEDIA):
        remedy = "name an address of a page, a text, a feed or JSON"
        raise UnreadableError(shown, f"this is {media[:80]}, not text", remedy)


def _body(response: httpcore.Response, headers: httpx.Headers, shown: str, limit: int) -> bytes:
    """Read the body, unpacked where it was packed all the same, and not a byte more than `limit`."""
    chunks: Iterable[bytes] = response.iter_stream()
    packed = headers.get("content-encoding", "identity").strip().lower()
    if packed in _PACKED:
        chunks = inflated(chunks, shown, _CHECK)
    elif packed not in {"", "identity"}:
        raise UnreadableError(shown, f"the answer is packed by {packed[:40]}", _CHECK)
    kept: list[bytes] = []
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise UnreadableError(shown, *too_large(total, limit))
        kept.append(chunk)
    return b"".join(kept)


def _stated(answer: _Answer) -> tuple[str, str | None]:
    """Return the media type and the charset that an answer states."""
    stated = answer.headers.get("content-type", "")
    media_type, _, parameters = stated.partition(";")
    found = _CHARSET.search(parameters)
    return media_type.strip().lower(), found[1].lower() if found else None


def _name(url: str) -> str:
    parts = urlsplit(url)
    last = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1])
    return last or parts.netloc
