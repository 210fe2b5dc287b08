"""What there is to judge, the weakest first, and what changed when reports were read again."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response

from servanda.model.serialization import plain_row
from servanda.review.reading_changes import change_rows
from servanda.server.api.api_area import api_area
from servanda.server.api.api_parameters import Paged
from servanda.server.api.api_replies import PAGED, paged
from servanda.server.api.api_rows import Page, ReviewRow
from servanda.server.api.judgement_rows import ChangeRow
from servanda.server.kept_answers import kept_for
from servanda.server.pages.review_page import items_of
from servanda.server.visit import Looking, read_instant

__all__ = ["router"]


router = api_area("judgements", asks=True)
Judged = Literal["claim", "match", "tie", "contradiction", "decision"]
_NEWEST = 25  # reports whose judgements are listed


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

    def every() -> list[dict[str, Any]]:
        if report is not None:
            ids = [visit.questions.report(report).id]
        else:
            ids = [line.id for line in visit.desk.record.entities.newest_reports(_NEWEST)]
        found: list[dict[str, Any]] = plain_row(items_of(visit, ids))
        return found

    def rows() -> list[dict[str, Any]]:
        found = kept_for(visit, every, whatever=(*PAGED, "kind"))
        return [one for one in found if kind is None or one["kind"] == kind]

    return paged(visit, paging, rows)


@router.get("/review/changes", response_model=None, responses={200: {"model": Page[ChangeRow]}})
def list_changes(
    visit: Looking,
    paging: Paged,
    since: Annotated[
        str | None,
        Query(
            max_length=40,
            description="Since then: a day (its beginning, UTC) or an instant. Else since `today` "
            "began.",
            examples=["2025-03-31", "2025-03-31T12:00:00Z"],
        ),
    ] = None,
) -> Response:
    """List what changed when reports were read again or corrected: claims gone, new and changed."""
    given = read_instant({"since": since or ""}, "since") or visit.moment.today
    begun = given if isinstance(given, datetime) else datetime.combine(given, time(), UTC)

    def rows() -> list[dict[str, Any]]:
        return [row for one in visit.desk.record.changes(begun) for row in change_rows(one)]

    return paged(visit, paging, rows)
