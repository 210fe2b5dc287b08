"""Answers to what goes wrong: problem details (RFC 9457) for programs, a helpful page for people."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from servanda.errors import ServandaError
from servanda.export.safe_text import one_line
from servanda.server.failures import Problem, problem_of
from servanda.server.page_templates import failure_page

__all__ = ["API", "MCP", "answer_problem", "install"]


API = "/api/"
"""How the paths begin at which programs are answered."""

MCP = "/mcp"
"""The address at which assistants are."""

_LONG = 300  # characters of a path, in an answer


def install(app: FastAPI) -> None:
    """Let every error of an application come out in the one shape."""
    app.add_exception_handler(ServandaError, _answer)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(Exception, _unforeseen)


def _answer(request: Request, error: Exception) -> Response:
    return answer_problem(request, problem_of(error))


def answer_problem(request: Request, problem: Problem) -> Response:
    """Answer with what went wrong: to a program as data, to a person as a page."""
    headers = {"Retry-After": str(problem.wait)} if problem.status in (429, 503) else {}
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED and request.url.path == MCP:
        headers["Allow"] = "POST"
    path = one_line(request.url.path)[:_LONG]
    if request.url.path.startswith(API) or request.url.path == MCP:
        if problem.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = "Bearer"
        return JSONResponse(
            problem.plain(path),
            problem.status,
            headers=headers,
            media_type="application/problem+json",
        )
    return failure_page(request, problem, headers)


def _unforeseen(request: Request, error: Exception) -> Response:
    logging.getLogger("servanda.server").error("a request failed", exc_info=error)
    return _answer(request, error)
