"""What is due, the timeline, a snapshot, words, drift, and why: the questions of the command line."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from servanda import __version__
from servanda.analysis.decision_words import word_steps
from servanda.errors import NotFoundError, UsageError
from servanda.export.narrowing import Wanted
from servanda.model.serialization import plain_row
from servanda.record_answers import (
    AssuredWordings,
    completed,
    drift_answer,
    due_answer,
    explained,
    facets,
    picture_answer,
    search_answer,
    timeline_answer,
)
from servanda.server.api.api_asking import AskedForList, AskedForOne
from servanda.server.api.api_parameters import FoundKind, Paged
from servanda.server.api.api_replies import fresh, paged
from servanda.server.api.api_rows import (
    About,
    DriftAnswer,
    DueRow,
    Page,
    ReviewRow,
    SearchPage,
    SnapshotAnswer,
    StepRow,
    TimelineRow,
    WordingRow,
)
from servanda.server.pages.review_page import items_of
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter(tags=["questions"])
Awaited = Literal["commitment", "structure", "consultation"]
Judged = Literal["claim", "match", "tie", "contradiction", "decision"]
_NEWEST = 25  # reports whose judgements are listed
Dated = Literal["consultation", "incident", "structure", "deadline", "office", "report"]


@router.get("/about", response_model=None, responses={200: {"model": About}})
def show_about(visit: Looking) -> Response:
    """Say what is served and how much is in it."""

    def made() -> dict[str, Any]:
        counts = plain_row(visit.desk.record.counts())
        return {"servanda": __version__, "today": visit.moment.today.isoformat(), **counts}

    return fresh(visit, made)


@router.get("/due", response_model=None, responses={200: {"model": Page[DueRow]}})
def list_due(
    asked: AskedForList,
    within: Annotated[
        str | None,
        Query(max_length=20, description="Only what is due in that time: 90d, 6w, 3m, 1y."),
    ] = None,
    kind: Annotated[list[Awaited] | None, Query(max_length=3)] = None,
) -> Response:
    """List what is due on the day, the longest overdue first; with `status`, all of that status."""
    return asked.page(
        lambda: due_answer(asked.questions, asked.wanted, within=within, kinds=kind or ()),
    )


@router.get("/timeline", response_model=None, responses={200: {"model": Page[TimelineRow]}})
def list_timeline(
    asked: AskedForList,
    kind: Annotated[list[Dated] | None, Query(max_length=6)] = None,
) -> Response:
    """List everything dated, in order."""
    if asked.wanted.givers or asked.wanted.receivers:
        raise UsageError("from", "a timeline has no direction", "use party")
    return asked.page(lambda: timeline_answer(asked.questions, asked.wanted, kinds=kind or ()))


@router.get("/snapshot", response_model=None, responses={200: {"model": SnapshotAnswer}})
def show_snapshot(asked: AskedForOne) -> Response:
    """Put the system together as it stood on `as_of`, else on `today`: `servanda picture`."""
    return asked.answer(lambda: picture_answer(asked.questions, asked.wanted))


@router.get("/search", response_model=None, responses={200: {"model": SearchPage}})
def search(
    asked: AskedForList,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=500,
            description='Words that must all occur; "words in quotation marks" next to each other; '
            "a word that ends in * is a beginning.",
        ),
    ],
    kind: Annotated[
        FoundKind | None, Query(description="Only reports, or claims of a kind.")
    ] = None,
) -> Response:
    """Find words in reports and in what was read from them, with the number of hits by kind."""
    return asked.page(
        lambda: search_answer(asked.questions, q, asked.wanted, kind=kind),
        more=lambda rows: {"facets": facets(rows)},
    )


@router.get("/drift", response_model=None, responses={200: {"model": DriftAnswer}})
def show_drift(
    asked: AskedForOne,
    words: Annotated[str, Query(min_length=1, max_length=500, description="The wording.")],
) -> Response:
    """Say who used a wording, when, its variants, and the report where it changed."""
    _undirected(asked.wanted)
    return asked.answer(lambda: drift_answer(asked.questions, words, asked.wanted))


@router.get("/wordings", response_model=None, responses={200: {"model": Page[WordingRow]}})
def list_wordings(asked: AskedForList) -> Response:
    """List the assurances that several independent reports share: `servanda drift` without words."""
    _undirected(asked.wanted)
    found = cache(lambda: AssuredWordings(asked.questions, asked.wanted))
    return asked.page(lambda: found().rows, lambda rows: found().worded(rows))


def _undirected(wanted: Wanted) -> None:
    if wanted.status or wanted.givers or wanted.receivers:
        said = "status" if wanted.status else "from" if wanted.givers else "to"
        raise UsageError(said, "it says nothing to a wording", "leave it out")


@router.get("/review", response_model=None, responses={200: {"model": Page[ReviewRow]}})
def list_review(
    visit: Looking,
    paging: Paged,
    report: Annotated[
        str | None, Query(max_length=300, description="Only what rests on this report.")
    ] = None,
    kind: Annotated[Judged | None, Query(description="Only judgements of this kind.")] = None,
) -> Response:
    """List the judgements that the record rests on, the weakest first: `servanda review`.

    Without `report`, those of the reports recorded last.
    """

    def rows() -> list[dict[str, Any]]:
        if report is not None:
            ids = [visit.questions.report(report).id]
        else:
            ids = [line.id for line in visit.desk.record.entities.newest_reports(_NEWEST)]
        found: list[dict[str, Any]] = plain_row(items_of(visit, ids))
        return [one for one in found if kind is None or one["kind"] == kind]

    return paged(visit, paging, rows)


@router.get("/why/{identity}", response_model=None, responses={200: {"model": list[StepRow]}})
def show_why(visit: Looking, identity: str) -> Response:
    """Say what an entry rests on, step by step; the id may be of a claim, entity, report or decision.

    The beginning of an id is enough, where no other begins so.
    """
    return fresh(visit, lambda: _steps(visit, identity))


def _steps(visit: Visit, identity: str) -> Any:
    found = explained(visit.questions, identity)
    if not found:
        kept = {one.word.id: one for one in visit.desk.record.words.all()}
        word = kept.get(completed(identity, kept))  # type: ignore[call-overload]
        found = () if word is None else tuple(word_steps(word.word, word.undone))
    if not found:
        found = explained(visit.rejected_too, identity)
    if not found:
        raise NotFoundError(identity, "nothing in the record has that id", "search for its words")
    return plain_row(found)
