"""Commitments: a table or a board by status, and each one with its history, wordings and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.commitment_board import history
from servanda.analysis.descriptions import entity_line
from servanda.analysis.wordings.wording_alignment import aligned
from servanda.errors import NotFoundError
from servanda.export.narrowing import begun, narrowed, with_status
from servanda.model import CommitmentStatus, EntityId, ResolvedClaim
from servanda.record_parts import KindParts
from servanda.resolution import Resolution
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import filters_of, part_of
from servanda.server.pages.score_form import VALUES, scored
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter()
_PART = 60
_CARDS = 25  # of a column of the board
_WORDINGS = 12
_COLUMNS = (
    ("Overdue", ("overdue",)),
    ("Due", ("due",)),
    ("Planned", ("planned",)),
    ("Done or begun", ("done", "partly_done")),
    ("Moved or dropped", ("revised", "dropped")),
    ("Not heard of", ("unknown",)),
)
_URGENT = {status: place for place, (_, group) in enumerate(_COLUMNS) for status in group}


def _order(visit: Visit) -> list[tuple[str, str]]:
    """List id and status of the commitments that the address asks for, the pressing ones first.

    Of all statuses: how many there are of each is told whichever is looked at.
    """
    questions = visit.questions
    rows = begun(questions.board(whole=False), visit.moment.as_of)
    rows = narrowed(rows, replace(filters_of(visit).wanted, status=None))
    rows.sort(key=lambda row: _URGENT[row["status"]])
    return [(row["id"], row["status"]) for row in rows]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the board: the statuses that stand in it, the first of its rows, and how many there are."""

    title: str
    statuses: tuple[str, ...]
    rows: list[dict[str, Any]]
    count: int


@router.get("/commitments")
def show_commitments(visit: Looking, view: str = "table") -> HTMLResponse:
    """Draw the commitments as a table, or as a board."""
    filters = filters_of(visit)
    every = kept_for(visit, lambda: _order(visit), len, whatever=("part", "view", "status"))
    count = Counter(status for _, status in every)
    order = [one for one in every if with_status(one[1], filters.wanted.status)]
    statuses = [(one.value, count[one.value]) for one in CommitmentStatus if count[one.value]]
    common: dict[str, Any] = {"filters": filters, "statuses": statuses, "count": len(order)}
    if view == "board":
        columns = kept_for(visit, lambda: _columns(visit, order), what="columns")
        return page(visit, "commitments_board.html.j2", columns=columns, view=view, **common)
    part = part_of(visit, order, _PART)
    rows = kept_for(visit, lambda: _rows(visit, part.rows), what="rows")
    return page(visit, "commitments_table.html.j2", rows=rows, part=part, view="table", **common)


def _columns(visit: Visit, order: list[tuple[str, str]]) -> list[_Column]:
    """Give the columns of the board that have something, each with its first cards."""
    grouped = [
        (title, statuses, [one for one in order if one[1] in statuses])
        for title, statuses in _COLUMNS
    ]
    shown = {
        row["id"]: row
        for row in _rows(visit, [one for _, _, mine in grouped for one in mine[:_CARDS]])
    }
    return [
        _Column(
            title, statuses, [shown[one] for one, _ in mine[:_CARDS] if one in shown], len(mine)
        )
        for title, statuses, mine in grouped
        if mine
    ]


def _rows(visit: Visit, some: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Give some of the commitments with their histories, in their order."""
    ids = [one for one, _ in some]
    return KindParts(visit.questions, "commitments").rows(ids) if ids else []


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
