"""All pages: in which modules they are, by the first word of their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module

from fastapi import APIRouter

from servanda.server.later_routes import LaterRoutes

__all__ = ["page_routes"]


_MODULES = (
    (("", "seen"), ("today_page",)),
    (
        ("reports", "claims", "decisions", "why"),
        ("reports_page", "report_page", "explained_page", "claim_places", "claim_forms"),
    ),
    (("commitments",), ("commitments_page", "score_form")),
    (("timeline",), ("timeline_page",)),
    (("network",), ("network_page",)),
    (("snapshot",), ("snapshot_page",)),
    (("people",), ("people_page",)),
    (("wording",), ("wording_page",)),
    (("sources",), ("sources_page",)),
    (("search",), ("search_page",)),
    (("searches",), ("saved_page",)),
    (("review",), ("review_page",)),
    (("add",), ("add_page",)),
    (("help",), ("help_page",)),
    (("login", "logout", "account"), ("login_page",)),
)


def page_routes() -> tuple[LaterRoutes, ...]:
    """Make the routes of all pages; a page is loaded when it is first asked for."""
    return tuple(LaterRoutes(words, partial(_routers, modules)) for words, modules in _MODULES)


def _routers(modules: tuple[str, ...]) -> Iterator[APIRouter]:
    for name in modules:
        yield import_module(f"servanda.server.pages.{name}").router
