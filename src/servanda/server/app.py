"""The application: pages, the REST interface, the door for assistants and the files that pages load, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from starlette.middleware import Middleware

from servanda.errors import NotFoundError
from servanda.server import error_answers
from servanda.server.api.api_routes import api_routes
from servanda.server.assistant_door import AssistantDoor
from servanda.server.desk import Desk
from servanda.server.guard import Guard
from servanda.server.page_templates import ASSETS, asset_bytes
from servanda.server.pages.page_routes import page_routes

__all__ = ["create_app", "give_desk"]


def create_app(desk: Desk) -> FastAPI:
    """Make the application of a desk. It closes the desk when it is shut down, not the record."""
    return give_desk(_without_desk(), desk)


def give_desk(app: FastAPI, desk: Desk) -> FastAPI:
    """Let an application that serves nobody serve a desk; what it had worked out of its routes stays."""
    door = AssistantDoor(desk)
    app.router.routes[:] = [*app.state.routes, door.route]
    app.state.desk, app.state.door = desk, door
    app.user_middleware = [Middleware(Guard, settings=desk.settings)]
    app.middleware_stack = None  # made anew by the first request
    return app


def _without_desk() -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        desk: Desk = app.state.desk
        door: AssistantDoor = app.state.door
        desk.jobs.settle()
        async with door.open():
            yield
        desk.close()

    app = FastAPI(
        title="servanda",
        summary="The record of what states said and promised, with the words for every entry.",
        version=version("servanda"),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    error_answers.install(app)
    app.get("/static/{name}", include_in_schema=False)(static_file)
    app.router.routes += [*api_routes(), *page_routes()]
    app.state.routes = tuple(app.router.routes)
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    from servanda.server.api.api_description import describe

    return describe(app)


def static_file(name: str) -> Response:
    """Give one of our own files; an address that names its content never changes."""
    if name not in ASSETS:
        raise NotFoundError("this file", "there is no such file")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(asset_bytes(name), media_type=ASSETS[name], headers=headers)
