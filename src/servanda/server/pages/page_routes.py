"""All pages."""

from __future__ import annotations

from fastapi import APIRouter

from servanda.server.pages import (
    add_page,
    claim_forms,
    claim_places,
    commitments_page,
    explained_page,
    help_page,
    login_page,
    network_page,
    people_page,
    report_page,
    reports_page,
    review_page,
    saved_page,
    score_form,
    search_page,
    snapshot_page,
    sources_page,
    timeline_page,
    today_page,
    wording_page,
)

__all__ = ["pages"]


pages = APIRouter(include_in_schema=False)
for part in (
    today_page,
    reports_page,
    report_page,
    explained_page,
    commitments_page,
    timeline_page,
    network_page,
    snapshot_page,
    people_page,
    wording_page,
    sources_page,
    search_page,
    saved_page,
    score_form,
    review_page,
    add_page,
    claim_places,
    claim_forms,
    help_page,
    login_page,
):
    pages.include_router(part.router)
