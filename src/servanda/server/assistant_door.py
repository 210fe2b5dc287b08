"""The door for assistants: `/mcp`, the record over the Model Context Protocol, to whom the accounts let in.

Where there are accounts, a token with the right to look opens it, and nothing else: the session of a
browser does not, so that no page can ask in somebody's name. Without accounts only this machine can reach
the server at all. What it answers, and in what bounds, is `servanda.assistant_protocol`'s.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from servanda.errors import NotFoundError, ServandaError
from servanda.server.access.desk_roles import Means, Person, Right
from servanda.server.error_answers import MCP, answer_problem
from servanda.server.failures import NotAllowedError, Problem, problem_of
from servanda.server.visit import denied

if TYPE_CHECKING:
    from servanda.assistant_protocol.over_http import OverHttp
    from servanda.server.desk import Desk
    from servanda.server.guard import Receive, Scope, Send

__all__ = ["AssistantDoor"]


class AssistantDoor:
    """An ASGI application that lets in whoever may look, one question at a time, and nobody else."""

    def __init__(self, desk: Desk) -> None:
        """Take a desk; without the extra `mcp` there is a door that says what to install."""
        self._desk = desk
        self._assistants = _assistants(desk)

    @property
    def route(self) -> Route:
        """The address it stands at, for every method."""
        return Route(MCP, endpoint=self, include_in_schema=False)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer until left."""
        if self._assistants is None:
            yield
            return
        async with self._assistants.running():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        request = Request(scope)
        try:
            await run_in_threadpool(self._admit, request)
            if self._assistants is None:
                remedy = "pip install 'servanda[mcp]' where the server runs"
                raise NotFoundError(MCP, "assistants take more than is installed here", remedy)
        except ServandaError as error:
            await answer_problem(request, problem_of(error))(scope, receive, send)
            return
        if scope["method"] != "POST":  # no session is kept, so there is none to listen to or to end
            problem = Problem(405, MCP, "it only takes questions", "send them with POST")
            await answer_problem(request, problem)(scope, receive, send)
            return
        await self._assistants(scope, receive, send)

    def _admit(self, request: Request) -> None:
        """Count a request of somebody who may look. Raises NotAllowedError and TooMuchError."""
        person = self._person_of(request)
        if not person.may(Right.LOOK):
            raise denied(person, Right.LOOK)
        if person.means is not Means.MACHINE:
            self._desk.limits.ask(person.name, Right.LOOK, self._desk.now())

    def _person_of(self, request: Request) -> Person:
        person = self._desk.person_of(request)
        if person.means in (Means.MACHINE, Means.TOKEN):
            return person
        raise NotAllowedError(
            MCP,
            "it takes a token with the right to look",
            "make one with servanda account token NAME, and send it as Authorization: Bearer TOKEN",
            login=True,
        )


def _assistants(desk: Desk) -> OverHttp | None:
    if find_spec("mcp") is None:  # found, not imported: that is left to the first question
        return None
    from servanda.assistant_protocol.over_http import OverHttp

    hosts = desk.settings.answers_to
    return OverHttp(desk.record, lambda: desk.today, version("servanda"), hosts)
