"""A chat server: one request, its retries, and what a server that knows less than others is asked without."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from servanda.errors import EndpointError

if TYPE_CHECKING:
    import httpx

__all__ = ["ChatServer"]

_MOST_BYTES = 8 << 20  # of one response; a report's answer has some thousand
_NOBODY = 0  # in place of a status, where there is no server to connect to
_AGAIN = frozenset({_NOBODY, 408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({400, 404, 422})
_ATTEMPTS = 6
_FIRST_ATTEMPTS = 2  # to connect at all, where nobody has answered yet
_LONGEST = 60.0  # seconds waited between two attempts
_SAID = 200  # characters of what a server says that an error repeats


@dataclass(slots=True)
class ChatServer:
    """An OpenAI-compatible server at `url` (its base, such as `http://localhost:11434/v1`).

    `key` is sent as a bearer token and never shown; `key_remedy` says how one is given, where the server
    asks for it. `sleep` waits that many seconds. A context manager that closes its connections; may be
    used by several threads.
    """

    url: str
    key: str | None = None
    key_remedy: str = "give the server's key"
    timeout: float = 120.0
    sleep: Callable[[float], None] = time.sleep
    _client: httpx.Client | None = None
    _lacking: list[str] = field(default_factory=list)
    _answered: bool = False

    def __post_init__(self) -> None:
        """Raise EndpointError where the address is none."""
        import httpx

        try:
            parsed = httpx.URL(self.url)
        except (httpx.InvalidURL, TypeError) as error:
            raise self._error(f"this is no address: {error}") from error
        if parsed.scheme not in ("http", "https") or not parsed.host:
            plain = self.url and "://" not in self.url and "@" not in self.url
            remedy = f"is http://{self.url} meant?" if plain else ""
            raise self._error("an address begins with http:// or https://", remedy)
        if parsed.userinfo:
            raise self._error("a password does not belong in an address", "give a key instead")

    def __enter__(self) -> Self:
        """Open connections; the environment's proxies and passwords are not read."""
        import httpx

        headers = {"User-Agent": "servanda", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            self._client = httpx.Client(
                headers=headers, timeout=self.timeout, follow_redirects=False, trust_env=False
            )
        except UnicodeEncodeError:
            raise self._error("the key holds letters that no key has") from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close them."""
        del kind, error, trace
        if self._client is not None:
            self._client.close()

    def complete(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for a chat completion and return the body of the response.

        Tries again where the server is busy, broken or slow, waiting longer each time or as long as it
        says. Raises EndpointError where it cannot be used, or not now.
        """
        asked = self._as_known(dict(body))
        why = "it gave no answer"
        for attempt in range(_ATTEMPTS):
            status, said, wait = self._post(asked)
            if status == 200:
                found = _object(said)
                if found is not None:
                    return found
                why = "its answer is not JSON"
            elif status in _REFUSED and (simpler := self._simpler(asked, said)) is not None:
                asked = simpler
                continue
            elif status is not None and status not in _AGAIN:
                raise self._final(status, said)
            else:
                why = f"it answers {status}: {_short(said)}" if status else said
            if status == _NOBODY and not self._answered and attempt + 1 >= _FIRST_ATTEMPTS:
                raise self._error(why, "is the server running, and is this its address?")
            if attempt + 1 < _ATTEMPTS:
                self.sleep(wait if wait is not None else _pause(attempt))
        reason = f"{why}; tried {_ATTEMPTS} times"
        raise self._error(reason, "try again later: the same command continues from there")

    def _post(self, body: dict[str, Any]) -> tuple[int | None, str, float | None]:
        """Send one request: the status (None: no response, 0: nobody to connect to), what was said, and how long to wait."""
        import httpx

        assert self._client is not None
        address = f"{self.url.rstrip('/')}/chat/completions"
        try:
            with self._client.stream("POST", address, json=body) as response:
                parts: list[bytes] = []
                size = 0
                for part in response.iter_bytes():
                    size += len(part)
                    if size > _MOST_BYTES:
                        return response.status_code, "", None
                    parts.append(part)
                said = b"".join(parts).decode("utf-8", "replace")
                self._answered = True
                return response.status_code, said, _wait(response.headers.get("retry-after"))
        except httpx.TimeoutException:
            return None, f"no answer within {self.timeout:g} seconds", None
        except httpx.ConnectError as error:
            return _NOBODY, f"no connection: {error}".replace(self.key or "\0", "…"), None
        except httpx.HTTPError as error:
            return None, f"no connection: {error}".replace(self.key or "\0", "…"), None

    # -- servers that know less --------------------------------------------------------------

    def _as_known(self, body: dict[str, Any]) -> dict[str, Any]:
        """Leave out at once what this server refused before."""
        for name in list(self._lacking):
            body = _INSTEAD[name](body) or body
        return body

    def _simpler(self, body: dict[str, Any], said: str) -> dict[str, Any] | None:
        """Return the request without what the server says it does not know; None where that is nothing."""
        for name, instead in _INSTEAD.items():
            simpler = instead(body) if name in said else None
            if simpler is not None:
                self._lacking.append(name)
                return simpler
        return None

    def _final(self, status: int, said: str) -> EndpointError:
        remedy = {
            401: self.key_remedy if not self.key else f"another key: {self.key_remedy}",
            403: "the key does not allow it",
            404: "check the address (it often ends in /v1) and the model's name",
        }.get(status, "check the address, the model's name and the key")
        return self._error(f"it answers {status}: {_short(said)}", remedy)

    def _error(self, reason: str, remedy: str = "") -> EndpointError:
        """Make an error that names the address and hides what is secret."""
        shown = self.url if "@" not in self.url else f"…@{self.url.rpartition('@')[2]}"
        if self.key:
            reason = reason.replace(self.key, "…")
        return EndpointError(shown, reason, remedy)


def _pause(attempt: int) -> float:
    """Return how long to wait: a second, twice as long each time, and not all at once."""
    return min(_LONGEST, 2.0**attempt) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def _wait(said: str | None) -> float | None:
    try:
        return min(_LONGEST, max(0.0, float(said))) if said is not None else None
    except ValueError:
        return None


def _object(said: str) -> dict[str, Any] | None:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _short(said: str) -> str:
    words = " ".join(said.split()) or "nothing"
    return words if len(words) <= _SAID else f"{words[: _SAID - 1]}…"


def _plainer(body: dict[str, Any]) -> dict[str, Any] | None:
    form = body.get("response_format")
    if form is None:
        return None
    if form.get("type") == "json_schema":
        return {**body, "response_format": {"type": "json_object"}}
    return _without(body, "response_format")


def _renamed(body: dict[str, Any]) -> dict[str, Any] | None:
    rest = _without(body, "max_tokens")
    return None if rest is None else {**rest, "max_completion_tokens": body["max_tokens"]}


def _without(body: dict[str, Any], name: str) -> dict[str, Any] | None:
    return {key: value for key, value in body.items() if key != name} if name in body else None


_INSTEAD: Mapping[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "response_format": _plainer,
    "json_schema": _plainer,
    "max_tokens": _renamed,
    "temperature": lambda body: _without(body, "temperature"),
    "seed": lambda body: _without(body, "seed"),
}
"""What a server may not know, and what it is asked with instead: a plainer request, or None."""
