"""Wording: who used it when, its variants side by side, and the assurances that come back."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.indexed.record_drift import assured_by_index, drift_by_index
from servanda.analysis.wordings.assured_matters import assured
from servanda.analysis.wordings.wording_drift import Drift, drift
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import filters_of
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter()
_FEW = 3000  # reports of a record whose assurances are listed without being asked for
_USES = 100
_LONG = 300  # characters of a wording
_ALL = 60  # assurances


@router.get("/wording")
def show_wording(visit: Looking, words: str = "", assurances: bool = False) -> HTMLResponse:
    """Draw a wording through time, or the assurances that several reports contain."""
    filters = filters_of(visit)
    formula = " ".join(words[:_LONG].split())
    found = _drift(visit, formula) if formula else None
    many = _is_large(visit)
    listed = (
        ()
        if found or (many and not assurances)
        else _assured(visit, sorted(filters.wanted.sides.between))
    )
    return page(
        visit,
        "wording_page.html.j2",
        formula=formula,
        found=found,
        uses=found.uses[:_USES] if found else (),
        listed=listed,
        many=many and not assurances,
        filters=filters,
    )


def _is_large(visit: Visit) -> bool:
    newest = visit.desk.record.entities.newest_reports(1)
    return bool(newest) and newest[0].key > _FEW


def _drift(visit: Visit, formula: str) -> Drift:
    questions = visit.questions
    if questions.indexed:
        return drift_by_index(questions.selection, formula, lambda _: True)
    return drift(questions.resolution, list(questions.reports), formula)


def _assured(visit: Visit, parties: Collection[str]) -> tuple[Drift, ...]:
    questions = visit.questions
    if questions.indexed:
        return assured_by_index(questions.selection, lambda _: True, parties=parties, most=_ALL)
    return assured(questions.resolution, list(questions.reports), parties=parties)[:_ALL]
