"""Routes that are loaded when the first request for them comes, so that a desk is up before all of it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match

if TYPE_CHECKING:
    from servanda.server.guard import Receive, Scope, Send

__all__ = ["LaterRoutes"]


class LaterRoutes(BaseRoute):
    """All routes whose paths begin with one of some words: `reports` stands for `/reports`, `/reports/…`, `/reports.…`.

    The empty word stands for `/`; `prefix` is what comes before the word's own slash. `load` imports their modules and returns their routers. No other route may
    begin so: what a path means that none of them has, or a method that it does not take, is theirs to say.
    """

    def __init__(
        self, words: Iterable[str], load: Callable[[], Iterable[APIRouter]], prefix: str = ""
    ) -> None:
        self.words = frozenset(words)
        self.prefix = prefix
        self._load = load
        self._lock = threading.Lock()
        self._app: APIRouter | None = None

    @property
    def app(self) -> APIRouter:
        """The routes; they are loaded by now."""
        return self._loaded()

    def _loaded(self) -> APIRouter:
        with self._lock:
            if self._app is None:
                made = APIRouter()
                for router in self._load():
                    made.routes += router.routes  # one that is included is worked out anew
                self._app = made
            return self._app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a request is for these routes; nothing is loaded for that."""
        if scope["type"] == "http" and self.word(scope["path"]) in self.words:
            return Match.FULL, {}
        return Match.NONE, {}

    def word(self, path: str) -> str | None:
        """Return the word that a path begins with behind the prefix; None where it lacks that."""
        if not path.startswith(f"{self.prefix}/"):
            return None
        return path[len(self.prefix) + 1 :].partition("/")[0].partition(".")[0]

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. The first ones wait until the routes are loaded; those for others need not."""
        app = self._app
        if app is None:
            app = await run_in_threadpool(self._loaded)
        await app(scope, receive, send)
