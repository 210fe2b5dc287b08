"""Compliance: a person's score of how far an obligor kept a commitment, beside what reports say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from servanda.errors import UsageError
from servanda.review.compliance_scores import Guideline, ScoreRow, guideline_of, scores
from servanda.server import scoring
from servanda.server.page_templates import redirect
from servanda.server.visit import Judging, Visit, read_day

if TYPE_CHECKING:
    from servanda.model import Entity
    from servanda.resolution import Resolution

__all__ = ["VALUES", "Scored", "router", "scored"]


router = APIRouter()

VALUES = {"+1": 1, "0": 0, "-1": -1, "none": None}
"""The scale of the G7 and G20 Research Groups, as forms write it."""

_WORDS = {1: "+1 full", 0: "0 in progress", -1: "−1 none", None: "cannot be said"}
_Field = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a commitment, and what its coders go by."""

    rows: tuple[ScoreRow, ...]
    guideline: Guideline | None

    @staticmethod
    def words(value: int | None) -> str:
        """Say a score in words."""
        return _WORDS[value]


def scored(visit: Visit, found: Resolution, entity: Entity) -> Scored:
    """Return what persons scored of a commitment: blind scores are their coders' until they agree."""
    rows = scores(found, visit.questions.view.scores())
    return Scored(tuple(one for one in rows if one.id == entity.id), guideline_of(found, entity))


@router.post("/commitments/{identity}/score")
def score_commitment(
    visit: Judging,
    identity: str,
    obligor: _Field = "",
    value: _Field = "",
    guideline: _Field = "",
    start: _Field = "",
    end: _Field = "",
    reason: _Field = "",
    form_token: _Field = "",
) -> Response:
    """Keep a score; another one by the same coder takes its place."""
    visit.prove_form(form_token)
    if value not in VALUES:
        raise UsageError("the score", "it is none of the scale", "+1, 0, -1 or none")
    days = {"from": start, "to": end}
    scoring.score(
        visit,
        identity,
        obligor,
        VALUES[value],
        guideline=guideline,
        start=read_day(days, "from"),
        end=read_day(days, "to"),
        reason=reason,
    )
    return redirect(f"/commitments/{identity}#compliance")
