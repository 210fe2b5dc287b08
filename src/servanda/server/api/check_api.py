"""The record proved: every piece of evidence against its report, every reference, in the background."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi.responses import Response
from pydantic import BaseModel, Field

from servanda.model.serialization import plain_row
from servanda.server.api.api_area import api_area
from servanda.server.api.api_replies import one_answer
from servanda.server.api.api_rows import Row
from servanda.server.record_check import Checked, CheckState
from servanda.server.visit import Adding, Looking, Visit

__all__ = ["router"]


router = api_area("record")


class FoundProblem(Row):
    """Something that is wrong: an id or a name, and why."""

    what: str
    why: str


class CheckAnswer(BaseModel):
    """What the last check found, or how far it is."""

    state: CheckState
    author: str
    begun: datetime | None
    ended: datetime | None
    current: bool = Field(description="Whether the record is still the one that was checked.")
    problems: list[FoundProblem]
    reason: str = Field(description="Why a check failed that found nothing out.")


@router.get("/check", response_model=None, responses={200: {"model": CheckAnswer}})
def show_check(visit: Looking) -> Response:
    """Say what the last check of the record found, or that one goes on: `servanda check`."""
    return one_answer(_plain(visit, visit.desk.check.last))


@router.post(
    "/check",
    status_code=202,
    response_model=None,
    responses={202: {"model": CheckAnswer, "description": "It goes on in the background."}},
)
def begin_check(visit: Adding) -> Response:
    """Check every piece of evidence against its report, and every constraint of the record.

    It is done in the background; ask again with GET. While one goes on, no other is begun.
    """
    found = visit.desk.check.begin(visit.person.name)
    return one_answer(_plain(visit, found), 202, {"Location": "/api/v1/check"})


def _plain(visit: Visit, found: Checked) -> dict[str, Any]:
    plain: dict[str, Any] = plain_row(found)
    checked = plain.pop("mark")
    return {**plain, "current": bool(checked) and checked == visit.desk.record.mark()}
