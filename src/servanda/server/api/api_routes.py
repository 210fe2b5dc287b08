"""All routes of the REST interface: in which modules they are, by the first word of their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from servanda.server.later_routes import LaterRoutes

if TYPE_CHECKING:
    from fastapi import APIRouter

__all__ = ["api_routes"]


PREFIX = "/api/v1"
"""How every address of the interface begins."""


_AREAS = (
    (("agreement", "disagreements", "compliance"), ("judgement_api", "scoring_api")),
    (("claims",), ("claim_api",)),
    (
        (
            *("assurances", "capabilities", "commitments", "consultations", "dates", "entities"),
            *("incidents", "offices", "omissions", "quotes", "structures"),
        ),
        ("entity_api",),
    ),
    (
        ("about", "due", "snapshot", "timeline", "why"),
        ("question_api",),
    ),
    (("drift", "search", "wordings"), ("wording_api",)),
    (("review",), ("review_api",)),
    (("export",), ("export_api",)),
    (("decisions",), ("decision_api",)),
    (("reports", "jobs"), ("report_api", "job_api")),
    (("searches",), ("search_api",)),
    (("times",), ("times_api",)),
    (("check",), ("check_api",)),
    (("accounts", "me"), ("account_api",)),
)


def api_routes() -> tuple[LaterRoutes, ...]:
    """Make the routes of the interface; an area is loaded when it is first asked for."""
    return tuple(
        LaterRoutes(words, partial(_routers, modules), PREFIX) for words, modules in _AREAS
    )


def _routers(modules: Iterable[str]) -> Iterator[APIRouter]:
    for name in modules:
        yield import_module(f"servanda.server.api.{name}").router
