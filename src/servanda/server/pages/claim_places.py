"""Words selected in a report: a claim added to them, or a claim that is anchored at them anew.

Both are pages of their own, with the words in their surroundings: their ends are moved by dragging, by
arrow keys, or by writing where they stand, so that neither needs a script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from servanda.errors import EvidenceError, ServandaError, UsageError
from servanda.model import Evidence, Report
from servanda.model.amendment import EVIDENCE
from servanda.review.adding_claims import ADDABLE, suggested
from servanda.review.report_places import evidence_of, evidence_seen
from servanda.server import deciding
from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page, redirect
from servanda.server.pages.claim_fields import fields_of_kind
from servanda.server.pages.report_page import found_report, rows_of
from servanda.server.visit import Judging, Visit

__all__ = ["Excerpt", "excerpt", "router"]


router = APIRouter()
_Offset = Annotated[str, Query(max_length=12)]
_Words = Annotated[str, Query(max_length=6000)]
_AROUND = 600  # characters shown on either side of words whose ends are moved
_MOST = 6000  # characters of a field of a form


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in their surroundings: `first` is where these begin, `start..end` where the words stand."""

    first: int
    start: int
    end: int
    before: str
    words: str
    after: str


def excerpt(report: Report, one: Evidence) -> Excerpt:
    """Cut words out of a report with what stands around them."""
    content = report.text.content
    first, last = max(0, one.start - _AROUND), min(len(content), one.end + _AROUND)
    parts = (content[first : one.start], one.exact, content[one.end : last])
    return Excerpt(first, one.start, one.end, *parts)


# -- adding ----------------------------------------------------------------------------------


@router.get("/reports/{identity}/add")
def draw_addition(
    visit: Judging,
    identity: str,
    start: _Offset = "",
    end: _Offset = "",
    words: _Words = "",
    kind: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """Draw the form that adds a claim: first its words and kind, then its cells."""
    report = found_report(visit, identity)
    given = {"start": start, "end": end, "words": words}
    try:
        place = _place(report, given)
        cells = suggested(report, kind, place) if place and kind else {}
    except ServandaError as fault:
        return _addition(visit, report, given, fault=fault)
    return _addition(visit, report, given, place=place, kind=kind, cells=cells)


@router.post("/reports/{identity}/add")
async def add_claim(visit: Judging, identity: str) -> Response:
    """Add a claim."""
    from starlette.concurrency import run_in_threadpool

    form = await visit.request.form()
    given = {key: str(value)[:_MOST] for key, value in form.items()}
    return await run_in_threadpool(_add, visit, identity, given)


def _add(visit: Visit, identity: str, given: dict[str, str]) -> Response:
    visit.prove_form(given.get("form_token"))
    report = found_report(visit, identity)
    kind = given.get("kind", "")
    cells = {
        name.removeprefix("field."): text
        for name, text in given.items()
        if name.startswith("field.")
    }
    place: tuple[Evidence, ...] = ()
    try:
        place = _place(report, given)
        word = deciding.add(visit, report, kind, cells, place, given.get("reason", ""))
    except (EvidenceError, UsageError) as fault:
        kind = kind if kind in ADDABLE else ""
        return _addition(visit, report, given, place=place, kind=kind, cells=cells, fault=fault)
    return redirect(f"/reports/{report.id}#c-{word.targets[0]}")


def _addition(
    visit: Visit,
    report: Report,
    given: Mapping[str, str],
    *,
    place: tuple[Evidence, ...] = (),
    kind: str = "",
    cells: Mapping[str, str] | None = None,
    fault: ServandaError | None = None,
) -> HTMLResponse:
    """Draw the form with what is known of the claim so far, and what is wrong with it."""
    ready = bool(place and kind)
    return page(
        visit,
        "add_claim.html.j2",
        status=422 if fault else 200,
        report=report,
        title=report.title or report.name,
        excerpt=excerpt(report, place[0]) if place else None,
        given=given,
        kind=kind,
        kinds=[(one, KIND_WORDS[one]) for one in KIND_WORDS if one in ADDABLE],
        fields=fields_of_kind(kind, cells or {}) if ready else [],
        fault=fault,
    )


# -- anchoring anew --------------------------------------------------------------------------


@router.get("/claims/{identity}/anchor")
def draw_anchor(
    visit: Judging, identity: str, start: _Offset = "", end: _Offset = "", words: _Words = ""
) -> HTMLResponse:
    """Draw a claim's words in their surroundings, their ends to be moved."""
    return _anchor(visit, identity, {"start": start, "end": end, "words": words})


@router.post("/claims/{identity}/anchor")
async def keep_anchor(visit: Judging, identity: str) -> Response:
    """Let a claim rest on other words."""
    from starlette.concurrency import run_in_threadpool

    form = await visit.request.form()
    given = {key: str(value)[:_MOST] for key, value in form.items()}
    return await run_in_threadpool(_keep_anchor, visit, identity, given)


def _keep_anchor(visit: Visit, identity: str, given: dict[str, str]) -> Response:
    visit.prove_form(given.get("form_token"))
    one = deciding.claim_in_view(visit, identity)
    report = found_report(visit, one.claim.report)
    try:
        text = _anchored_at(one.claim.evidence, _place(report, given))
        deciding.amend(visit, one, {EVIDENCE: text}, given.get("reason", ""))
    except (EvidenceError, UsageError) as fault:
        return _anchor(visit, identity, given, fault)
    return redirect(f"/reports/{report.id}#c-{identity}")


def _anchored_at(held: Sequence[Evidence], place: Sequence[Evidence]) -> str:
    """Write the places of a claim whose first words are others now. Raises UsageError."""
    if not place:
        raise UsageError(EVIDENCE, "no words are selected", "say where they begin and end")
    if place[0] == held[0]:
        raise UsageError(EVIDENCE, "it rests on these words already", "select others")
    return ",".join(f"{one.start}-{one.end}" for one in (place[0], *held[1:]))


def _anchor(
    visit: Visit, identity: str, given: Mapping[str, str], fault: ServandaError | None = None
) -> HTMLResponse:
    one = deciding.claim_in_view(visit, identity)
    report = found_report(visit, one.claim.report)
    place: tuple[Evidence, ...] = ()
    try:
        place = _place(report, given)
    except (EvidenceError, UsageError) as error:
        fault = fault or error
    row = next(each for each in rows_of(visit, report.id) if each.id == identity)
    values: dict[str, Any] = {"row": row, "given": given, "fault": fault}
    return page(
        visit,
        "anchor_claim.html.j2",
        status=422 if fault else 200,
        excerpt=excerpt(report, place[0] if place else one.claim.evidence[0]),
        report=report,
        **values,
    )


def _place(report: Report, given: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Return the words that were selected, or written, which count for more; none where nothing says which.

    Raises UsageError and EvidenceError where they do not stand there.
    """
    start, end, words = (given.get(name, "").strip() for name in ("start", "end", "words"))
    if not start and not end:
        return evidence_of(report, words) if words else ()
    try:
        first, last = int(start), int(end)
    except ValueError:
        remedy = "count characters of the text from 0"
        raise UsageError("the place", f"{start!r} to {end!r} is no place", remedy) from None
    return evidence_seen(report, first, last, words)
