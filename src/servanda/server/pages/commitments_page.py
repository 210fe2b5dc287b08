"""Commitments: a table or a board by status, and each one with its history, wordings and sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.commitment_board import history
from servanda.analysis.descriptions import entity_line
from servanda.analysis.wordings.wording_alignment import aligned
from servanda.errors import NotFoundError
from servanda.export.narrowing import with_status
from servanda.model import CommitmentStatus, EntityId, ResolvedClaim
from servanda.record_parts import KindParts, commitments_in_order
from servanda.resolution import Resolution
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page
from servanda.server.pages.page_filters import filters_of, part_among
from servanda.server.pages.score_form import VALUES, scored
from servanda.server.visit import Looking, Visit

if TYPE_CHECKING:
    from servanda.record_order import InOrder

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


def _order(visit: Visit) -> InOrder:
    """Return the commitments that the address asks for, the pressing ones first.

    Of all statuses: how many there are of each is told whichever is looked at.
    """
    return commitments_in_order(visit.questions, filters_of(visit).wanted, _URGENT)


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
    order = kept_for(
        visit, lambda: _order(visit), lambda one: one.size, whatever=("part", "view", "status")
    )
    counts, asked = order.counts, filters.wanted.status
    statuses = [(one.value, counts[one.value]) for one in CommitmentStatus if one.value in counts]
    count = sum(number for status, number in counts.items() if with_status(status, asked))
    common: dict[str, Any] = {"filters": filters, "statuses": statuses, "count": count}
    if view == "board":
        columns = kept_for(visit, lambda: _columns(visit, order, asked), what="columns")
        return page(visit, "commitments_board.html.j2", columns=columns, view=view, **common)
    part = kept_for(
        visit,
        lambda: part_among(
            visit, count, _PART, lambda start: order.part(start, _PART, status=asked)
        ),
        what="part",
    )
    rows = kept_for(visit, lambda: _rows(visit, part.rows), what="rows")
    return page(visit, "commitments_table.html.j2", rows=rows, part=part, view="table", **common)


def _columns(visit: Visit, order: InOrder, asked: str | None) -> list[_Column]:
    """Give the columns of the board that have something, each with its first cards."""
    found = []
    for title, statuses in _COLUMNS:
        mine = [one for one in statuses if one in order.counts and with_status(one, asked)]
        if mine:
            cards = order.part(0, _CARDS, status=",".join(mine))
            found.append((title, statuses, cards, sum(order.counts[one] for one in mine)))
    shown = {
        row["id"]: row for row in _rows(visit, [one for _, _, cards, _ in found for one in cards])
    }
    return [
        _Column(title, statuses, [shown[one] for one in cards if one in shown], count)
        for title, statuses, cards, count in found
    ]


def _rows(visit: Visit, ids: list[str]) -> list[dict[str, Any]]:
    """Give some of the commitments with their histories, in their order."""
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
