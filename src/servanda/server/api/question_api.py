"""What is due, the timeline, a snapshot, words, drift, and why: the questions of the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response

from servanda import __version__
from servanda.analysis.decision_words import word_steps
from servanda.errors import NotFoundError, UsageError
from servanda.model.serialization import plain_row
from servanda.record_answers import (
    completed,
    explained,
)
from servanda.record_parts import DueParts, TimelineParts
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import AskedForList
from servanda.server.api.api_replies import Room, fresh, paged
from servanda.server.api.api_rows import (
    About,
    DueRow,
    Page,
    SnapshotAnswer,
    StepRow,
    TimelineRow,
)
from servanda.server.api.paging.group_pages import paged_by_group
from servanda.server.kept_answers import kept_for
from servanda.server.snapshot_rows import SnapshotRows
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = api_area("questions", asks=True)
Awaited = Literal["commitment", "structure", "consultation"]
_TOLD = 5_000  # reports that the rows of a page name
Dated = Literal["consultation", "incident", "structure", "deadline", "office", "report"]


@router.get("/about", response_model=None, responses={200: {"model": About}})
def show_about(visit: Looking) -> Response:
    """Say what is served and how much is in it."""

    def made() -> dict[str, Any]:
        counts = kept_for(visit, lambda: plain_row(visit.desk.record.counts()), len)
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
    parts = DueParts(asked.questions, asked.wanted, within, tuple(kind or ()))
    return paged_by_group(asked.visit, asked.paging, parts)


@router.get("/timeline", response_model=None, responses={200: {"model": Page[TimelineRow]}})
def list_timeline(
    asked: AskedForList,
    kind: Annotated[list[Dated] | None, Query(max_length=6)] = None,
) -> Response:
    """List everything dated, in order."""
    if asked.wanted.givers or asked.wanted.receivers:
        raise UsageError("from", "a timeline has no direction", "use party")
    parts = TimelineParts(asked.questions, asked.wanted, tuple(kind or ()))
    return paged_by_group(asked.visit, asked.paging, parts)


@router.get("/snapshot", response_model=None, responses={200: {"model": SnapshotAnswer}})
def show_snapshot(asked: AskedForList) -> Response:
    """Put the system together as it stood on `as_of`, else on `today`: `servanda picture`.

    Its lists follow each other page by page; `counts` says how long each is, and a list that is
    empty on a page may stand on another. A page ends where its rows name very many reports.
    """
    drawn = SnapshotRows(asked.questions, asked.wanted)
    return paged(
        asked.visit,
        asked.paging,
        drawn.rows,
        more=lambda _: drawn.about(),
        lay=drawn.laid,
        room=Room(_TOLD, drawn.told),
    )


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
