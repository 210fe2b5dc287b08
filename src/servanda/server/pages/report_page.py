"""A report: its text with every claim marked in place, beside the claims; its dating, copies, briefing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.errors import NotFoundError
from servanda.model import Report
from servanda.model.text_marks import marked_text, spans_of
from servanda.review.adding_claims import ADDABLE
from servanda.server.kept_answers import kept_for
from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page, web_address
from servanda.server.pages.claim_rows import ClaimRow, claim_rows
from servanda.server.visit import Looking, Visit
from servanda.store import Judged

__all__ = ["found_report", "report_head", "router", "rows_of"]


router = APIRouter()

_PART = 40_000  # characters of a text on one page
_BRIEF = {
    "new": "New",
    "sharpened": "Said more exactly",
    "moved": "Moved",
    "met": "Met: announced or promised before",
    "contradicted": "Contradicted",
    "reworded": "Said before in other words",
    "repeated": "Repeated word for word",
    "silent": "Gone silent: in the last three readouts of this pair, and absent here",
}


def found_report(visit: Visit, name_or_id: str) -> Report:
    """Return one report by its id or very name. Raises NotFoundError."""
    report = visit.questions.selection.report(name_or_id)
    if report is None:
        reason = "the record has no such report"
        raise NotFoundError(name_or_id, reason, "see all reports, or search for its words")
    return report


def rows_of(visit: Visit, report: str) -> list[ClaimRow]:
    """List the claims of a report by its id, rejected ones too."""
    record = visit.desk.record
    claims = record.view(among=[report], judged=Judged.ALL).claims()
    index = record.entities
    return claim_rows(claims, index.all(index.in_reports([report])))


@router.get("/reports/{identity}")
def show_report(visit: Looking, identity: str, part: int = 1) -> HTMLResponse:
    """Draw a report with its claims."""
    report = found_report(visit, identity)
    rows = rows_of(visit, report.id)
    parts = max(1, -(-len(report.text.content) // _PART))
    part = min(max(1, part), parts)
    first, last = (part - 1) * _PART, part * _PART
    here = [row for row in rows if first <= row.claim.claim.evidence[0].start < last]
    return page(
        visit,
        "report_page.html.j2",
        **report_head(visit, report),
        blocks=marked_text(report.text, spans_of(row.claim for row in here), first, last),
        rows=[row for row in here if row.kind != "date"],
        dates=[row for row in here if row.kind == "date"],
        by_id={row.id: row for row in here},
        kinds=_kinds(rows),
        addable=[(one, words) for one, words in KIND_WORDS.items() if one in ADDABLE],
        part=part,
        parts=parts,
        tab="text",
    )


@router.get("/reports/{identity}/brief")
def show_brief(visit: Looking, identity: str) -> HTMLResponse:
    """Draw what a report says that the record did not know before its date."""
    report = found_report(visit, identity)
    found = kept_for(visit, lambda: visit.questions.brief(report.id))
    groups = [(title, found.of(change)) for change, title in _BRIEF.items() if found.of(change)]
    return page(
        visit,
        "report_brief.html.j2",
        **report_head(visit, report),
        brief=found,
        groups=groups,
        tab="brief",
    )


@router.get("/reports/{identity}/origin")
def show_origin(visit: Looking, identity: str) -> HTMLResponse:
    """Draw where a report comes from: its date with the reasons, its copies, its earlier dates."""
    report = found_report(visit, identity)
    selection = visit.questions.selection
    same = selection.copies_of(report.id)
    copies = [one for one in same if one.report != report.name]
    mine = next((one for one in same if one.report == report.name), None)
    held = visit.desk.record.datings(report.id)
    return page(
        visit,
        "report_origin.html.j2",
        **report_head(visit, report),
        copies=copies,
        mine=mine,
        held=held,
        tab="origin",
    )


def report_head(visit: Visit, report: Report) -> dict[str, Any]:
    """Give what every page of a report says of it."""
    source = [one for one in dict.fromkeys((report.wire, report.publisher)) if one]
    return {
        "report": report,
        "title": report.title or report.name,
        "source": ", ".join(source),
        "address": web_address(report.url),
        "stale": visit.questions.index is None,
    }


def _kinds(rows: list[ClaimRow]) -> list[tuple[str, str, int]]:
    """Count the claims of each kind, in the order of the legend."""
    count = Counter(row.kind for row in rows)
    return [(kind, words, count[kind]) for kind, words in KIND_WORDS.items() if count[kind]]
