"""A connection to a desk: lists that page by themselves, answers kept while they hold, refusals as errors."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx

from servanda.errors import ServandaError

__all__ = ["Connection", "RefusedError", "Row", "part", "written"]


Row = dict[str, Any]
"""Plain values with the keys that docs/reference/formats.md lists."""

_KEPT = 64  # answers
_LARGE = 2_000_000  # bytes of an answer that is not kept


class RefusedError(ServandaError):
    """The desk refused a request, or could not be reached; `status` is that of HTTP, 0 without an answer.

    `wait` says for how many seconds, where there were too many requests.
    """

    def __init__(
        self, subject: str, reason: str, remedy: str = "", *, status: int = 0, wait: int = 0
    ) -> None:
        super().__init__(subject, reason, remedy)
        self.status = status
        self.wait = wait


class Connection:
    """Asks a desk at an address; `http` stands in for a connection of its own, and is then not closed."""

    def __init__(
        self, address: str, token: str | None, *, timeout: float, http: httpx.Client | None
    ) -> None:
        self._own = http is None
        self._http = http or httpx.Client(base_url=address, timeout=timeout)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._known: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def close(self) -> None:
        """Close the connection."""
        if self._own:
            self._http.close()

    def rows(self, path: str, asked: Mapping[str, Any], **more: Any) -> Iterator[Row]:
        """Go through all pages of a list."""
        for page in self.pages(path, asked, **more):
            yield from page["items"]

    def pages(self, path: str, asked: Mapping[str, Any], **more: Any) -> Iterator[Row]:
        """Go through the pages of an answer that has several."""
        given = written({**asked, **more})
        cursor = None
        while True:
            page = json.loads(self.got(path, {**given, **({"cursor": cursor} if cursor else {})}))
            yield page
            cursor = page["next"]
            if cursor is None:
                return

    def row(self, path: str, asked: Mapping[str, Any] | None = None, **more: Any) -> Row:
        """Ask for one answer."""
        found: Row = json.loads(self.got(path, written({**(asked or {}), **more})))
        return found

    def got(self, path: str, params: Mapping[str, Any]) -> bytes:
        """Ask, and take what is known already where the desk says that it still holds."""
        request = self.request("GET", path, params=params)
        key = str(request.url)
        known = self._known.get(key)
        if known is not None:
            request.headers["If-None-Match"] = known[0]
        answer = self.sent(request)
        if answer.status_code == 304 and known is not None:
            self._known.move_to_end(key)
            return known[1]
        tag: str | None = answer.headers.get("etag")
        body: bytes = answer.content
        if tag and len(body) < _LARGE:
            self._known[key] = (tag, body)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return body

    def asked(self, method: str, path: str, **given: Any) -> Any:
        """Ask for a change; return the answer's JSON, None where it has none."""
        body = self.sent(self.request(method, path, **given)).content
        return json.loads(body) if body else None

    def request(self, method: str, path: str, **given: Any) -> httpx.Request:
        """Make a request for a path of the interface."""
        return self._http.build_request(method, f"/api/v1{path}", headers=self._headers, **given)

    def sent(self, request: httpx.Request, *, stream: bool = False) -> Any:
        """Send a request; return the answer, to be closed where it is a stream. Raises RefusedError."""
        try:
            answer = self._http.send(request, stream=stream)
            if answer.is_error and stream:
                answer.read()
        except httpx.HTTPError as error:
            where = str(request.url.copy_with(path="/", query=None))
            remedy = "see that the desk is running: servanda serve"
            raise RefusedError(where, f"it does not answer ({error})", remedy) from error
        if answer.is_error:
            raise _refused(answer)
        return _Closing(answer) if stream else answer


class _Closing:
    """An answer that is closed at the end."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer

    def __enter__(self) -> httpx.Response:
        return self._answer

    def __exit__(self, *error: object) -> None:
        self._answer.close()


def _refused(answer: httpx.Response) -> RefusedError:
    wait = answer.headers.get("retry-after", "")
    try:
        found = answer.json()
        parts = (found["subject"], found["reason"], found["remedy"])
    except (ValueError, KeyError, TypeError):  # whoever answered is no desk
        parts = ("the desk", f"it answered {answer.status_code}", "see that the address is right")
    seconds = int(wait) if wait.isdigit() else 0
    return RefusedError(*parts, status=answer.status_code, wait=seconds)


_NAMES = {"giver": "from", "receiver": "to"}


def written(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write what is asked as parameters of an address."""
    found = {}
    for name, value in asked.items():
        if value is None or value == ():
            continue
        plain = value.isoformat() if isinstance(value, date) else value
        found[_NAMES.get(name, name)] = plain
    return found


def part(text: str) -> str:
    """Write a text as one part of a path."""
    return quote(text, safe="")
