"""Keys and words: how the desk is worked, and what its words mean."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page
from servanda.server.visit import Looking

__all__ = ["router"]


router = APIRouter()


@router.get("/help")
def show_help(visit: Looking) -> HTMLResponse:
    """Draw the page."""
    return page(visit, "help_page.html.j2", kinds=KIND_WORDS)
