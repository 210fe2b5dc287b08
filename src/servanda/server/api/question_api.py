"""What is due, the timeline, a snapshot, words, drift, and why: the questions of the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from servanda import __version__
from servanda.analysis.decision_words import word_steps
from servanda.errors import NotFoundError, UsageError
from servanda.model.serialization import plain_row
from servanda.record_answers import (
    assured_answer,
    completed,
    drift_answer,
    due_answer,
    explained,
    facets,
    picture_answer,
    search_answer,
    timeline_answer,
)
from servanda.server.api.api_parameters import Filtered, Paged
from servanda.server.api.api_replies import fresh, paged
from servanda.server.api.api_rows import (
    About,
    DriftAnswer,
    DueRow,
    Page,
    SearchPage,
    SnapshotAnswer,
    StepRow,
    TimelineRow,
    WordingRow,
)
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = APIRouter(tags=["questions"])
Awaited = Literal["commitment", "structure", "consultation"]
Dated = Literal["consultation", "incident", "structure", "deadline", "office", "report"]
Found = Literal[
    "report",
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "tenure",
    "omission",
    "quote",
    "date",
]


@router.get("/about", response_model=None, responses={200: {"model": About}})
def show_about(visit: Looking) -> Response:
    """Say what is served and how much is in it."""

    def made() -> dict[str, Any]:
        counts = plain_row(visit.desk.record.counts())
        return {"servanda": __version__, "today": visit.moment.today.isoformat(), **counts}

    return fresh(visit, made)


@router.get("/due", response_model=None, responses={200: {"model": Page[DueRow]}})
def list_due(
    visit: Looking,
    wanted: Filtered,
    paging: Paged,
    within: Annotated[
        str | None,
        Query(max_length=20, description="Only what is due in that time: 90d, 6w, 3m, 1y."),
    ] = None,
    kind: Annotated[list[Awaited] | None, Query(max_length=3)] = None,
) -> Response:
    """List what is due on the day, the longest overdue first; with `status`, all of that status."""
    return paged(
        visit,
        paging,
        lambda: due_answer(visit.questions, wanted, within=within, kinds=kind or ()),
    )


@router.get("/timeline", response_model=None, responses={200: {"model": Page[TimelineRow]}})
def list_timeline(
    visit: Looking,
    wanted: Filtered,
    paging: Paged,
    kind: Annotated[list[Dated] | None, Query(max_length=6)] = None,
) -> Response:
    """List everything dated, in order."""
    if wanted.givers or wanted.receivers:
        raise UsageError("from", "a timeline has no direction", "use party")
    return paged(visit, paging, lambda: timeline_answer(visit.questions, wanted, kinds=kind or ()))


@router.get("/snapshot", response_model=None, responses={200: {"model": SnapshotAnswer}})
def show_snapshot(visit: Looking, wanted: Filtered) -> Response:
    """Put the system together as it stood on `as_of`, else on `today`: `servanda picture`."""
    return fresh(visit, lambda: picture_answer(visit.questions, wanted))


@router.get("/search", response_model=None, responses={200: {"model": SearchPage}})
def search(
    visit: Looking,
    wanted: Filtered,
    paging: Paged,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=500,
            description='Words that must all occur; "words in quotation marks" next to each other; '
            "a word that ends in * is a beginning.",
        ),
    ],
    kind: Annotated[Found | None, Query(description="Only reports, or claims of a kind.")] = None,
) -> Response:
    """Find words in reports and in what was read from them, with the number of hits by kind."""
    return paged(
        visit,
        paging,
        lambda: search_answer(visit.questions, q, wanted, kind=kind),
        more=lambda rows: {"facets": facets(rows)},
    )


@router.get("/drift", response_model=None, responses={200: {"model": DriftAnswer}})
def show_drift(
    visit: Looking,
    wanted: Filtered,
    words: Annotated[str, Query(min_length=1, max_length=500, description="The wording.")],
) -> Response:
    """Say who used a wording, when, its variants, and the report where it changed."""
    _undirected(wanted)
    return fresh(visit, lambda: drift_answer(visit.questions, words, wanted))


@router.get("/wordings", response_model=None, responses={200: {"model": Page[WordingRow]}})
def list_wordings(visit: Looking, wanted: Filtered, paging: Paged) -> Response:
    """List the assurances that several independent reports share: `servanda drift` without words."""
    _undirected(wanted)
    return paged(visit, paging, lambda: assured_answer(visit.questions, wanted))


def _undirected(wanted: Filtered) -> None:
    if wanted.status or wanted.givers or wanted.receivers:
        said = "status" if wanted.status else "from" if wanted.givers else "to"
        raise UsageError(said, "it says nothing to a wording", "leave it out")


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
