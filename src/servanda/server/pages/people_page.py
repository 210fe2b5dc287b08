"""People and offices: who held what on a day, and every office of one person."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.snapshot import list_holders
from servanda.errors import NotFoundError
from servanda.export.narrowing import narrowed
from servanda.model import EntityId, ResolvedClaim
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import Part, filters_of, part_of
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter()
_PART = 150
_LAST, _MENTIONS = (
    100,
    60,
)  # reports that are asked how they name somebody, and what is shown of them


@router.get("/people")
def show_people(visit: Looking) -> HTMLResponse:
    """Draw who held which office on the day."""
    filters = filters_of(visit)
    day = visit.moment.as_of or visit.moment.today

    def shown() -> Part:
        rows = narrowed(list_holders(visit.questions.standing, day, whole=False), filters.wanted)
        return part_of(visit, sorted(rows, key=_by_party), _PART)

    part = kept_for(visit, shown)
    groups = [(party, list(found)) for party, found in groupby(part.rows, lambda r: r["party"])]
    return page(visit, "people_page.html.j2", groups=groups, part=part, day=day, filters=filters)


def _by_party(row: dict[str, Any]) -> tuple[bool, str, str, str]:
    return row["party"] is None, row["party"] or "", row["title"], row["name"]


def _day(one: ResolvedClaim) -> date:
    when = one.published
    return (when and when.earliest) or date.min


@router.get("/people/{identity}")
def show_person(visit: Looking, identity: str) -> HTMLResponse:
    """Draw the offices of one person, and what they rest on."""
    return page(visit, "person_page.html.j2", **kept_for(visit, lambda: _person(visit, identity)))


def _person(visit: Visit, identity: str) -> dict[str, Any]:
    found, whole = None, True
    if identity.startswith("pe-"):
        found, whole = visit.questions.selection.person(EntityId(identity), last=_LAST)
    entity = next((one for one in found.entities if one.id == identity), None) if found else None
    if found is None or entity is None:
        reason = "the record has no such person"
        raise NotFoundError(identity, reason, "look under People, or search for the name")
    offices = [span for span in found.offices if span.person == identity]
    claims = [found.claims[one] for one in entity.claims]
    claims.sort(key=_day, reverse=True)
    return {
        "name": found.names[entity.id],
        "offices": offices,
        "claims": claims[:_MENTIONS],
        "count": len(claims) if whole else None,
        "called": sorted({name for (_, name), who in found.people.items() if who == identity}),
    }
