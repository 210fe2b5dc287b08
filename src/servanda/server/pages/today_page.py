"""Today: what came in and what it brought, what is due, what nobody answered, what waits to be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.analysis.descriptions import claim_line
from servanda.model import EntityId, ResolvedClaim
from servanda.record_parts import DueParts
from servanda.review.queue import SURE
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page, redirect
from servanda.server.visit import Looking, Visit
from servanda.store.index.entities import ReportLine

__all__ = ["Brought", "brought_by", "router"]


router = APIRouter()

SEEN = "servanda-seen"
"""The cookie with the key of the last report that this browser has marked as seen."""

_NEW = 15  # reports shown
_AHEAD = timedelta(days=120)
_ROWS = 10  # deadlines of a list
_NEXT = 5  # where none is near
_MONTHS_ROWS = 40  # of a month's list
_MONTH = timedelta(days=31)
_RECENT = timedelta(days=365)  # incidents without a response that are still shown
_BRIEF = 4  # of what a report brought, by name
_YEAR = 31_536_000


@dataclass(frozen=True, slots=True)
class Brought:
    """A report with what it was the first to tell, by place in its text, with the entity of each."""

    line: ReportLine
    first: list[tuple[ResolvedClaim, EntityId]]
    unsure: int

    @property
    def more(self) -> int:
        """How many things are not named."""
        return max(0, len(self.first) - _BRIEF)

    @property
    def named(self) -> list[tuple[str, str, EntityId]]:
        """The things that are named: kind, line, id."""
        few = self.first[:_BRIEF]
        return [(one.claim.kind, claim_line(one), entity) for one, entity in few]

    @property
    def claims(self) -> int:
        """How many claims it has, dates aside."""
        return sum(count for kind, count in self.line.claims.items() if kind != "date")


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in a stretch of days: its name, the entries that are shown, and how many there are."""

    title: str
    rows: list[dict[str, Any]]
    count: int


def brought_by(visit: Visit, lines: list[ReportLine]) -> list[Brought]:
    """Say of some reports what each was the first to tell."""
    record = visit.desk.record
    ids = [line.id for line in lines]
    first = record.entities.first_claims(ids)
    doubtful = record.entities.claims_below(SURE, ids)
    claims = record.view(among=ids).claims(ids={*first, *doubtful})
    mine: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for one in claims:
        mine[one.claim.report].append(one)
    return [
        Brought(
            line,
            [(one, first[one.claim.id]) for one in mine[line.id] if one.claim.id in first],
            sum(one.claim.id in doubtful and not one.judged for one in mine[line.id]),
        )
        for line in lines
    ]


@router.get("/")
def show_today(visit: Looking) -> HTMLResponse:
    """Draw the first page."""
    index = visit.desk.record.entities
    seen = _seen(visit)
    lines = index.newest_reports(_NEW + 1, after=seen)
    fresh = bool(lines)
    if not fresh:
        lines = index.newest_reports(5)
    if not lines:
        return page(visit, "today_empty.html.j2")
    shown = lines[:_NEW]
    brought = kept_for(visit, lambda: brought_by(visit, shown), what=f"brought {len(lines)} {seen}")
    return page(
        visit,
        "today_page.html.j2",
        brought=brought,
        fresh=fresh,
        more=len(lines) > _NEW,
        last=lines[0].key,
        seen=seen,
        unsure=sum(one.unsure for one in brought),
        jobs=[job for job in visit.desk.jobs.all() if not job.state.over],
        **kept_for(visit, lambda: _ahead(visit), what="ahead"),
    )


def _ahead(visit: Visit) -> dict[str, Any]:
    """Give the deadlines that passed and those ahead, and the incidents that nobody answered."""
    due, today = DueParts(visit.questions), visit.moment.today
    days = due.groups()
    passed = [one for one in days if one[0] < today.isoformat()]
    later = days[len(passed) :]
    ahead = [one for one in later if one[0] <= (today + _AHEAD).isoformat()]
    near = due.rows(ahead[0][0], ahead[-1][0], whole=False) if ahead else []
    return {
        "passed": _first(due, passed, _ROWS, backward=True),
        "passed_count": sum(count for _, count in passed),
        "ahead": _by_month(near, today),
        "ahead_count": len(near),
        "later": [] if ahead else _first(due, later, _NEXT),
        "incidents": _unanswered(visit),
    }


def _first(
    due: DueParts, days: Sequence[tuple[str, int]], most: int, *, backward: bool = False
) -> list[dict[str, Any]]:
    """Give the first entries of some days, or the last ones and these first; no other day is loaded."""
    order = days[::-1] if backward else days
    ends = accumulate(count for _, count in order)
    few = order[: next((at for at, end in enumerate(ends, 1) if end >= most), len(order))]
    names = sorted(name for name, _ in few)
    rows = due.rows(names[0], names[-1], whole=False) if names else []
    return (rows[::-1] if backward else rows)[:most]


@router.post("/seen")
def mark_seen(
    visit: Looking,
    form_token: Annotated[str, Form()] = "",
    last: Annotated[int, Form(ge=0, le=2**53)] = 0,
) -> Response:
    """Remember what this browser has seen."""
    visit.prove_form(form_token)
    answer = redirect("/")
    secure = visit.desk.settings.secure
    answer.set_cookie(
        SEEN, str(last), max_age=_YEAR, httponly=True, samesite="strict", secure=secure
    )
    return answer


def _seen(visit: Visit) -> int | None:
    text = visit.request.cookies.get(SEEN, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _by_month(rows: list[dict[str, Any]], today: date) -> list[Due]:
    """Sort what is ahead into this month, the next one, which is named though it has nothing, and later."""
    this, following = today.replace(day=1), (today.replace(day=1) + _MONTH).replace(day=1)
    after = (following + _MONTH).replace(day=1)
    bounds = ((this, following), (following, after), (after, date.max))
    found = [
        [row for row in rows if first.isoformat() <= row["due"]["latest"] < last.isoformat()]
        for first, last in bounds
    ]
    titles = (f"This month, {this:%B %Y}", f"Next month, {following:%B %Y}", "After that")
    most = (_MONTHS_ROWS, _MONTHS_ROWS, _ROWS)
    return [
        Due(title, mine[:few], len(mine))
        for title, mine, few in zip(titles, found, most, strict=True)
        if mine or title is titles[1]
    ]


def _unanswered(visit: Visit) -> list[dict[str, Any]]:
    """List the incidents of the last year to which no report tells of a response."""
    today = visit.moment.today
    since = (today - _RECENT).isoformat()
    rows = [cells for _, cells, _ in visit.questions.standing.on("incident", today)]
    recent = [
        row
        for row in rows
        if not row["responses"] and row["when"] and (row["when"]["earliest"] or "") >= since
    ]
    recent.sort(key=lambda row: row["when"]["earliest"], reverse=True)
    return recent[:_ROWS]
