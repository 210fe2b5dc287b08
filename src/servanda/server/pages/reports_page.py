"""All reports: the newest first, a part at a time; or those of some days."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.server.page_templates import page
from servanda.server.pages.today_page import brought_by
from servanda.server.visit import Looking, read_day

__all__ = ["router"]


router = APIRouter()
_PART = 40


@router.get("/reports")
def show_reports(visit: Looking, before: int | None = None) -> HTMLResponse:
    """Draw the list."""
    given = visit.request.query_params
    since, until = read_day(given, "since"), read_day(given, "until")
    index = visit.desk.record.entities
    if since or until:
        found = [row[0] for row in index.dated_reports(since, until)]
        lines = index.report_lines(found[: _PART * 5])
        lines.sort(key=lambda line: str(line.dating.when and line.dating.when.earliest))
        more, count = len(found) > len(lines), len(found)
    else:
        lines = index.newest_reports(_PART + 1, before=before)
        more, count = len(lines) > _PART, None
        lines = lines[:_PART]
    return page(
        visit,
        "reports_page.html.j2",
        brought=brought_by(visit, lines),
        more=more,
        count=count,
        last=lines[-1].key if lines else None,
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        before=before,
    )
