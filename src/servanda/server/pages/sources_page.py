"""Sources: who put out how many reports, how reliable persons hold them, how much of it is copied."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.analysis.indexed.stored_copies import all_copies
from servanda.model import Grade, Scale
from servanda.model.decision import RELIABILITY
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page, redirect
from servanda.server.visit import Judging, Looking, Visit
from servanda.store.index.entities import SourceCount

__all__ = ["SourceRow", "router"]


router = APIRouter()
_FEW = 3000  # reports of a record whose copies are all looked for
_ROWS = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source: its reports, those that are of relations, its days, its copies, its grade."""

    name: str
    reports: int
    relevant: int
    first: str
    last: str
    copies: int | None
    firsts: int | None
    grade: Grade | None


@router.get("/sources")
def show_sources(visit: Looking) -> HTMLResponse:
    """Draw the table."""
    rows = kept_for(visit, lambda: _rows(visit), len)
    return page(
        visit, "sources_page.html.j2", rows=rows[:_ROWS], count=len(rows), grades=RELIABILITY
    )


@router.post("/sources/grade")
def grade_source(
    visit: Judging,
    form_token: Annotated[str, Form()] = "",
    source: Annotated[str, Form(max_length=300)] = "",
    grade: Annotated[str, Form(max_length=1)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Keep a person's grade of a source."""
    visit.prove_form(form_token)
    word = Grade.make(
        Scale.RELIABILITY, source, grade, author=visit.person.name, at=visit.now, reason=reason
    )
    visit.desk.record.words.add(word, at=visit.now)
    return redirect("/sources")


def _rows(visit: Visit) -> list[SourceRow]:
    record = visit.desk.record
    groups = defaultdict(list)
    for one in record.entities.sources():
        groups[(one.publisher or one.wire or "").casefold()].append(one)
    grades = record.view().grades(Scale.RELIABILITY)
    copied, first = _copies(visit, sum(one.reports for found in groups.values() for one in found))
    rows = [
        SourceRow(
            _written(found),
            sum(one.reports for one in found),
            sum(one.relevant for one in found),
            min((one.first for one in found if one.first), default=""),
            max((one.last for one in found if one.last), default=""),
            None if copied is None else copied[key],
            None if first is None else first[key],
            grades.get(key),
        )
        for key, found in groups.items()
    ]
    return sorted(rows, key=lambda row: (not row.name, -row.reports, row.name))


def _written(found: list[SourceCount]) -> str:
    """Return the name of a source that reports write in capitals or not: as most do, not in capitals."""
    names: Counter[str] = Counter()
    for one in found:
        names[one.publisher or one.wire or ""] += one.reports
    return min(names, key=lambda name: (name.isupper(), -names[name], name))


def _copies(visit: Visit, reports: int) -> tuple[Counter[str] | None, Counter[str] | None]:
    """Count, by source in small letters, the reports that repeat others, and those that others repeat."""
    if reports > _FEW or not visit.questions.indexed:
        return None, None
    record = visit.desk.record
    copies = [one for one in all_copies(record.view(), record.entities) if one.of != one.report]
    names = {one.report for one in copies} | {one.of for one in copies}
    lines = record.entities.report_lines(record.entities.reports_named(names))
    by_name = {line.name: (line.publisher or line.wire or "").casefold() for line in lines}
    repeated = Counter(by_name.get(one.report, "") for one in copies)
    return repeated, Counter(by_name.get(of, "") for of in {one.of for one in copies})
