"""Wording: who used it when, its variants side by side, and the assurances that come back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.indexed.record_drift import AssuredMatters, drift_by_index
from servanda.analysis.wordings.assured_matters import assured
from servanda.analysis.wordings.wording_drift import Drift, drift
from servanda.model import When
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import NO_PART, Part, filters_of, part_of
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter()
_FEW = 3000  # reports of a record whose assurances are listed without being asked for
_USES = 100
_LONG = 300  # characters of a wording
_PART = 60  # assurances of a page


@router.get("/wording")
def show_wording(visit: Looking, words: str = "", assurances: bool = False) -> HTMLResponse:
    """Draw a wording through time, or the assurances that several reports contain."""
    filters = filters_of(visit)
    formula = " ".join(words[:_LONG].split())
    found, uses = (
        kept_for(visit, lambda: _first_uses(_drift(visit, formula))) if formula else (None, 0)
    )
    many = not (found or assurances) and _is_large(visit)
    parties = sorted(filters.wanted.sides.between)
    part = NO_PART if found or many else kept_for(visit, lambda: _assured(visit, parties))
    return page(
        visit,
        "wording_page.html.j2",
        formula=formula,
        found=found,
        uses=uses,
        part=part,
        many=many,
        filters=filters,
        asked={"assurances": "true"} if assurances else {},
    )


def _is_large(visit: Visit) -> bool:
    newest = visit.desk.record.entities.newest_reports(1)
    return bool(newest) and newest[0].key > _FEW


def _first_uses(found: Drift) -> tuple[Drift, int]:
    """Leave out of a wording what the page has no room for; return how many uses there are, too."""
    variants = tuple(replace(one, reports=()) for one in found.variants)
    return replace(found, uses=found.uses[:_USES], variants=variants), len(found.uses)


def _drift(visit: Visit, formula: str) -> Drift:
    questions = visit.questions
    if questions.indexed:
        return drift_by_index(questions.selection, formula, lambda _: True, voiced=_USES)
    return drift(questions.resolution, list(questions.reports), formula)


@dataclass(frozen=True, slots=True)
class _Listed:
    """An assurance in the list: what it is of, who gives it, and how often it was told."""

    formula: str
    parties: tuple[str, ...]
    stories: int
    wordings: int
    last: When | None


def _assured(visit: Visit, parties: Collection[str]) -> Part:
    """List what several reports assure of; by the index no text is read for that."""
    questions = visit.questions
    if not questions.indexed:
        every = assured(questions.resolution, list(questions.reports), parties=parties)
        part = part_of(visit, list(every), _PART)
        rows = [
            _Listed(one.formula, one.parties, one.stories, len(one.variants), one.last)
            for one in part.rows
        ]
        return replace(part, rows=rows)
    found = AssuredMatters(questions.selection, parties=parties)
    part = part_of(visit, found.matters, _PART)
    rows = [
        _Listed(one.formula, one.parties, found.stories(one), one.wordings, last)
        for one, last in zip(part.rows, found.told_last(part.rows), strict=True)
    ]
    return replace(part, rows=rows)
