"""All routes of the REST interface, and their description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.openapi.utils import get_openapi

from servanda.server.api import (
    account_api,
    check_api,
    claim_api,
    decision_api,
    entity_api,
    export_api,
    job_api,
    judgement_api,
    question_api,
    report_api,
    search_api,
    times_api,
)
from servanda.server.api.api_parameters import only_known, three_times
from servanda.server.api.api_rows import ProblemAnswer

__all__ = ["api", "describe"]


_PROBLEM = "application/problem+json"
_FAILURES = {
    "4XX": {"model": ProblemAnswer, "description": "What is wrong with the request."},
    "5XX": {"model": ProblemAnswer, "description": "The record cannot be used just now."},
}

api = APIRouter(prefix="/api/v1", dependencies=[Depends(only_known)], responses=_FAILURES)  # type: ignore[arg-type]
for asked in (judgement_api, report_api, claim_api, entity_api, question_api, export_api):
    api.include_router(asked.router, dependencies=[Depends(three_times)])
for part in (decision_api, job_api, search_api, times_api, check_api, account_api):
    api.include_router(part.router)
api.include_router(judgement_api.deciding)


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe the interface as OpenAPI: once, and kept."""
    if app.openapi_schema is None:
        every = APIRouter()
        every.include_router(api)
        found = get_openapi(
            title="servanda", version=app.version, summary=app.summary, routes=every.routes
        )
        for path in found["paths"].values():
            for operation in path.values():
                _complete(operation)
        parts = found.setdefault("components", {})
        parts["securitySchemes"] = {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "A token of an account: servanda account token NAME.",
            },
            "session": {"type": "apiKey", "in": "cookie", "name": "servanda-session"},
        }
        found["security"] = [{}, {"token": []}, {"session": []}]
        app.openapi_schema = found
    return app.openapi_schema


def _complete(operation: dict[str, Any]) -> None:
    """Say that failures are problem details, and that an answer may be "not changed"."""
    responses = operation["responses"]
    for status in ("4XX", "5XX"):
        content = responses[status].get("content", {})
        if "application/json" in content:
            responses[status]["content"] = {_PROBLEM: content.pop("application/json")}
        elif "text/plain" in content:
            responses[status]["content"] = {_PROBLEM: content.pop("text/plain")}
    if "200" in responses and "get" in operation["operationId"]:
        responses["304"] = {"description": "The answer with that ETag still holds."}
