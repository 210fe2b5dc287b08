"""An area of the REST interface: its routes, with what holds at every address of it.

A route is worked out once, when its function is declared, with the prefix, the dependencies and the
failures of its area; a router included in another would have each of its routes worked out again.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from servanda.server.api.api_parameters import only_known, three_times
from servanda.server.api.api_routes import PREFIX
from servanda.server.api.api_rows import ProblemAnswer

__all__ = ["api_area"]


_FAILURES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemAnswer, "description": "What is wrong with the request."},
    "5XX": {"model": ProblemAnswer, "description": "The record cannot be used just now."},
}


def api_area(name: str, *, asks: bool = False) -> APIRouter:
    """Make the router of an area of this name; `asks` where the record is asked from a moment."""
    depends = [Depends(only_known), *([Depends(three_times)] if asks else [])]
    return APIRouter(prefix=PREFIX, tags=[name], dependencies=depends, responses=_FAILURES)
