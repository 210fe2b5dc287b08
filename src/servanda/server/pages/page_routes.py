"""All pages."""

from __future__ import annotations

from fastapi import APIRouter

from servanda.server.pages import claim_forms, help_page, report_page, reports_page, today_page

__all__ = ["pages"]


pages = APIRouter(include_in_schema=False)
for part in (today_page, reports_page, report_page, claim_forms, help_page):
    pages.include_router(part.router)
