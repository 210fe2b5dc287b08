"""The description of the REST interface (OpenAPI), of all its areas."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from servanda.server.api.api_routes import api_routes

__all__ = ["describe"]


_PROBLEM = "application/problem+json"


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe the interface as OpenAPI: once, and kept."""
    if app.openapi_schema is None:
        found = get_openapi(
            title="servanda",
            version=app.version,
            summary=app.summary,
            routes=[route for area in api_routes() for route in area.app.routes],
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
