"""The review queue: what the record rests on, the weakest first, a part of the reports at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from servanda.errors import NotFoundError, UsageError
from servanda.model import ClaimId, EntityId
from servanda.review.decision_conflicts import review_words
from servanda.review.item_verdict import ItemVerdict, decision_on
from servanda.review.queue import ReviewItem, review
from servanda.server.deciding import keep
from servanda.server.kept_answers import kept_for
from servanda.server.page_templates import page, redirect
from servanda.server.visit import Judging, Looking, Visit

if TYPE_CHECKING:
    from servanda.resolution import Resolution

__all__ = ["items_of", "router"]


router = APIRouter()
_PART = 25  # reports looked through at a time
_ROWS = 60
_KINDS = {
    "decision": "A decision to look at again",
    "contradiction": "Two reports that cannot both be right",
    "claim": "A claim read with less confidence than usual",
    "tie": "Two entries taken to be tied",
    "match": "Claims of several reports taken to be about one thing",
}
_Token = Annotated[str, Form(alias="form_token")]
_Text = Annotated[str, Form(max_length=2000)]


def items_of(visit: Visit, reports: list[str]) -> list[ReviewItem]:
    """List what there is to judge in some reports, the weakest first."""
    selection = visit.questions.selection
    ids = selection.index.in_reports(reports)
    found = selection.entities(ids)
    mine = selection.of_reports(reports)
    claims = {**found.claims, **mine}
    within = dataclasses.replace(found, claims=claims)
    wanted: set[str] = set(mine)
    items = [one for one in review(within) if not wanted.isdisjoint(one.claims)]
    return sorted([*_about_decisions(visit, within, reports), *items], key=lambda one: one.score)


def _about_decisions(visit: Visit, within: Resolution, reports: list[str]) -> Iterator[ReviewItem]:
    """List the decisions on claims of some reports that lost these, or that others contradict."""
    words = visit.desk.record.words
    standing = words.standing()
    if not standing:
        return
    names = {line.name for line in visit.desk.record.entities.report_lines(reports)}
    for one in review_words(within, standing, words.carried(), today=visit.moment.today):
        if not names.isdisjoint(one.reports):
            yield one


@router.get("/review")
def show_review(visit: Looking, before: int | None = None, kind: str = "") -> HTMLResponse:
    """Draw the queue of the reports recorded last, or of those before a key."""
    index = visit.desk.record.entities
    lines = index.newest_reports(_PART + 1, before=before)
    more = len(lines) > _PART
    lines = lines[:_PART]
    reports = [line.id for line in lines]
    items = kept_for(visit, lambda: items_of(visit, reports), whatever=("kind",)) if lines else []
    shown = [one for one in items if not kind or one.kind == kind]
    counts = {name: sum(one.kind == name for one in items) for name in _KINDS}
    names = {line.name: line.id for line in lines}
    return page(
        visit,
        "review_page.html.j2",
        items=shown[:_ROWS],
        count=len(shown),
        counts=counts,
        kinds=_KINDS,
        kind=kind,
        more=more,
        lines=lines,
        last=lines[-1].key if lines else None,
        before=before,
        names=names,
    )


@router.post("/review/{verdict}")
def judge_item(
    visit: Judging,
    verdict: str,
    form_token: _Token = "",
    item: _Text = "",
    kind: _Text = "",
    about: _Text = "",
    before: _Text = "",
    reason: _Text = "",
) -> Response:
    """Keep the answer to an item, named by its kind, what it is about and its ids."""
    visit.prove_form(form_token)
    if verdict not in ("accept", "reject"):
        raise UsageError(verdict, "this is not a verdict", "accept or reject")
    ids = tuple(item.split())
    record = visit.desk.record
    entities = {one.id: one.claims for one in record.entities.all(map(EntityId, ids))}
    claims = tuple(one for each in ids for one in entities.get(EntityId(each), (ClaimId(each),)))
    if not claims:
        raise NotFoundError("the item", "it is not there any more", "reload the queue")
    made = ReviewItem(kind, about, 0.0, "", (), ids, claims, ())
    answer = ItemVerdict(verdict == "accept", visit.person.name, visit.now, reason.strip())
    word = decision_on(made, answer, entities)
    if word is None:
        raise UsageError(
            "the match",
            "it is of many claims, and it is not said which of them is another thing",
            f"servanda review split {ids[0]} CLAIM",
        )
    keep(visit, word)
    return redirect(
        f"/review?before={before}" if before.isascii() and before.isdigit() else "/review"
    )
