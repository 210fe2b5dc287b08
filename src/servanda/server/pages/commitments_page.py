"""Commitments: a table or a board by status, and each one with its history, wordings and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.commitment_board import history
from servanda.analysis.descriptions import entity_line
from servanda.analysis.listed import list_commitments
from servanda.analysis.wordings.wording_alignment import aligned
from servanda.errors import NotFoundError
from servanda.export.narrowing import begun, narrowed
from servanda.model import CommitmentStatus, EntityId, ResolvedClaim
from servanda.resolution import Resolution
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import filters_of, part_of
from servanda.server.pages.score_form import VALUES, scored
from servanda.server.visit import Looking, Visit

__all__ = ["board_rows", "router"]


router = APIRouter()
_PART = 60
_CARDS = 25  # of a column of the board
_WORDINGS = 12
_COLUMNS = (
    ("overdue", "Overdue", ("overdue",)),
    ("due", "Due", ("due",)),
    ("planned", "Planned", ("planned",)),
    ("done", "Done or begun", ("done", "partly_done")),
    ("revised", "Moved or dropped", ("revised", "dropped")),
    ("unknown", "Not heard of", ("unknown",)),
)
_URGENT = {status: place for place, (_, _, group) in enumerate(_COLUMNS) for status in group}


def board_rows(visit: Visit) -> list[dict[str, Any]]:
    """List the commitments that the address asks for, the pressing ones first."""
    questions = visit.questions
    rows = begun(questions.board(whole=False), visit.moment.as_of)
    rows = narrowed(rows, filters_of(visit).wanted)
    return sorted(rows, key=lambda row: _URGENT[row["status"]])


@router.get("/commitments")
def show_commitments(visit: Looking, view: str = "table") -> HTMLResponse:
    """Draw the commitments as a table, or as a board."""
    filters = filters_of(visit)
    rows = board_rows(visit)
    count = Counter(row["status"] for row in rows)
    statuses = [(one.value, count[one.value]) for one in CommitmentStatus if count[one.value]]
    if view == "board":
        grouped = [
            (key, title, [row for row in rows if row["status"] in group])
            for key, title, group in _COLUMNS
        ]
        shown = _with_history(visit, [row for _, _, mine in grouped for row in mine[:_CARDS]])
        by_id = {row["id"]: row for row in shown}
        columns = [
            (key, title, [by_id.get(row["id"], row) for row in mine])
            for key, title, mine in grouped
        ]
        return page(
            visit,
            "commitments_board.html.j2",
            columns=columns,
            cards=_CARDS,
            filters=filters,
            statuses=statuses,
            view=view,
            count=len(rows),
        )
    part = part_of(visit, rows, _PART)
    return page(
        visit,
        "commitments_table.html.j2",
        rows=_with_history(visit, part.rows),
        part=part,
        filters=filters,
        statuses=statuses,
        view="table",
        count=len(rows),
    )


def _with_history(visit: Visit, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give some rows their history besides."""
    owners = [row["id"] for row in rows]
    if not owners:
        return []
    questions = visit.questions
    whole = list_commitments(questions.standing, questions.day, owners=owners)
    by_id = {row["id"]: row for row in whole}
    return [{**row, **by_id.get(row["id"], {"history": []})} for row in rows]


@router.get("/commitments/{identity}")
def show_commitment(visit: Looking, identity: str) -> HTMLResponse:
    """Draw one commitment."""
    selection = visit.questions.selection
    found = selection.entities([EntityId(identity)])
    entity = next((one for one in found.entities if one.id == identity), None)
    if entity is None or entity.kind != "commitment":
        reason = "the record has no such commitment"
        raise NotFoundError(identity, reason, "look for it among all commitments, or search")
    row = history(found, entity, today=visit.moment.today)
    claims = [found.claims[one] for one in entity.claims]
    by_id = {one.id: one for one in found.entities}
    lines = visit.desk.record.entities.report_lines({one.claim.report for one in claims})
    return page(
        visit,
        "commitment_page.html.j2",
        row=row,
        to=_beneficiaries(claims),
        wordings=_wordings(claims),
        ties=[
            (tie, other, entity_line(found, other))
            for tie in row.links
            if (other := by_id.get(tie.to)) is not None
        ],
        stories=_stories(found, lines),
        reports={line.name: line for line in lines},
        compliance=scored(visit, found, entity),
        values=VALUES,
    )


def _beneficiaries(claims: list[ResolvedClaim]) -> list[str]:
    found = (getattr(one.claim.body, "beneficiary", None) for one in claims)
    return list(dict.fromkeys(one for one in found if one))


def _wordings(claims: list[ResolvedClaim]) -> list[tuple[ResolvedClaim, Any]]:
    """Lay the words of each report beside those of the one before it."""
    found = []
    before = ""
    for one in claims[:_WORDINGS]:
        words = one.claim.evidence[0].exact
        found.append((one, aligned(before, words) if before else None))
        before = words
    return found


def _stories(found: Resolution, lines: list[Any]) -> list[list[Any]]:
    """Group the reports by the story they carry: copies count once."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for line in lines:
        groups[found.stories.get(line.name, line.name)].append(line)
    return sorted(groups.values(), key=lambda group: -group[0].key)
