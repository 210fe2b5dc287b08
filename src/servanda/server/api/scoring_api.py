"""Scores of how far commitments were kept, and the guidelines they are given by: what persons send."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Body
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.analysis.commitment_board import history
from servanda.model.serialization import word_to_plain
from servanda.server import scoring
from servanda.server.api.api_area import api_area
from servanda.server.api.api_replies import one_answer
from servanda.server.api.api_rows import DecisionRow
from servanda.server.visit import Judging, Visit
from servanda.world.party_names import party_code

__all__ = ["router"]


router = api_area("judgements")
_Text = Annotated[str, Field(max_length=2000)]


class NewScore(BaseModel):
    """How far an obligor kept a commitment: 1 full, 0 in progress or partial, -1 none, null: cannot be said.

    What is left out of guideline and days is that of the commitment's guideline.
    """

    model_config = ConfigDict(extra="forbid")
    commitment: Annotated[str, Field(min_length=1, max_length=200)]
    obligor: Annotated[
        str, Field(min_length=1, max_length=100, description="A party's code or name.")
    ]
    value: Literal[1, 0, -1] | None
    guideline: _Text | None = None
    start: date | None = None
    end: date | None = None
    reason: _Text = ""
    blind: bool = False


class NewGuideline(BaseModel):
    """What counts as full, partial and no compliance with a commitment, and the days to look at."""

    model_config = ConfigDict(extra="forbid")
    commitment: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    start: date | None = None
    end: date | None = None
    reason: _Text = ""


_KEPT: dict[int | str, dict[str, Any]] = {
    201: {"model": DecisionRow, "description": "What was kept."}
}


@router.post("/compliance", status_code=201, response_model=None, responses=_KEPT)
def add_score(visit: Judging, asked: Annotated[NewScore, Body()]) -> Response:
    """Score how far an obligor kept a commitment; another score by the same coder takes its place.

    It is taken back like a decision.
    """
    word = scoring.score(
        visit,
        asked.commitment,
        _obligor(visit, asked),
        asked.value,
        guideline=asked.guideline,
        start=asked.start,
        end=asked.end,
        reason=asked.reason,
        blind=asked.blind,
    )
    return one_answer(word_to_plain(word), 201)


def _obligor(visit: Visit, asked: NewScore) -> str:
    """Return an obligor that the reports bind, as they name it, else the party of that name.

    Members are scored for what a group promised, so it need not be one that is bound by name.
    """
    found, entity = scoring.commitment_of(visit, asked.commitment)
    bound = history(found, entity, today=visit.moment.today).obligors
    return asked.obligor if asked.obligor in bound else party_code(asked.obligor)


@router.post("/compliance/guidelines", status_code=201, response_model=None, responses=_KEPT)
def add_guideline(visit: Judging, asked: Annotated[NewGuideline, Body()]) -> Response:
    """Write down what counts as compliance with a commitment; later scores go by it."""
    word = scoring.set_guideline(
        visit,
        asked.commitment,
        asked.text,
        start=asked.start,
        end=asked.end,
        reason=asked.reason,
    )
    return one_answer(word_to_plain(word), 201)
