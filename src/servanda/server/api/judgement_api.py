"""How persons judged: agreement of coders, scores of compliance, and what reading again changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.analysis.commitment_board import history
from servanda.errors import UsageError
from servanda.model import ClaimId, Word
from servanda.model.serialization import plain_row, word_to_plain
from servanda.review.coder_agreement import agreement, disagreements
from servanda.review.compliance_scores import ScoreRow, percentages, scores
from servanda.review.reading_changes import change_rows
from servanda.server import scoring
from servanda.server.api.api_parameters import Paged
from servanda.server.api.api_replies import one_answer, paged
from servanda.server.api.api_rows import DecisionRow, Page
from servanda.server.api.judgement_rows import (
    AgreementRow,
    ChangeRow,
    ComplianceRow,
    DisagreementRow,
    PercentageRow,
)
from servanda.server.visit import Judging, Looking, Visit, read_instant
from servanda.world.party_names import party_code, party_known

__all__ = ["deciding", "router"]


router = APIRouter(tags=["judgements"])
deciding = APIRouter(tags=["judgements"])
_Coders = Annotated[
    list[Annotated[str, Query(max_length=200)]] | None,
    Query(max_length=20, description="Only these coders: two or more."),
]
_Coder = Annotated[
    str | None, Query(max_length=200, description="Only this coder's scores, blind ones included.")
]
_Of = Annotated[str | None, Query(max_length=200, description="Only of the commitment of this id.")]
_Obligor = Annotated[
    str | None, Query(max_length=100, description="Only of this obligor, a code or a name.")
]
_Text = Annotated[str, Field(max_length=2000)]


# -- agreement -------------------------------------------------------------------------------


@router.get("/agreement", response_model=None, responses={200: {"model": Page[AgreementRow]}})
def list_agreement(visit: Looking, paging: Paged, coder: _Coders = None) -> Response:
    """Measure how far coders agree, by kind of judgement: raw, Cohen's kappa, Krippendorff's alpha.

    A measure that is not defined is null. Blind and open judgements count alike: `servanda agreement`.
    """
    coders = _two(coder)
    return paged(visit, paging, lambda: plain_row(agreement(_in_force(visit), coders)))


@router.get(
    "/disagreements", response_model=None, responses={200: {"model": Page[DisagreementRow]}}
)
def list_disagreements(visit: Looking, paging: Paged, coder: _Coders = None) -> Response:
    """List what coders judged differently, and who said what: `servanda agreement --list`."""
    coders = _two(coder)

    def rows() -> list[dict[str, Any]]:
        words = _in_force(visit)
        about = {ClaimId(one) for word in words for one in getattr(word, "claims", ())}
        home = visit.desk.record.entities.reports_of(about)
        view = visit.rejected_too.view.among(home)
        known = {one.claim.id: one for one in view.claims(ids=tuple(about))} if home else {}
        found: list[dict[str, Any]] = plain_row(disagreements(words, known, coders))
        return found

    return paged(visit, paging, rows)


def _two(coders: list[str] | None) -> list[str]:
    if coders and len(set(coders)) < 2:
        raise UsageError("coder", "agreement needs two coders", "name two, or none for all")
    return coders or []


def _in_force(visit: Visit) -> list[Word]:
    """Return the words in force at the moment, blind ones too, about the claims that stand now."""
    if visit.moment.recorded_by is None:
        return list(visit.desk.record.words.standing())
    return [word for word, undone in visit.questions.view.words() if undone is None]


# -- compliance ------------------------------------------------------------------------------


@router.get("/compliance", response_model=None, responses={200: {"model": Page[ComplianceRow]}})
def list_scores(
    visit: Looking,
    paging: Paged,
    commitment: _Of = None,
    obligor: _Obligor = None,
    coder: _Coder = None,
) -> Response:
    """List the scores of how far commitments were kept: `servanda compliance show`.

    Where coders differ, `disputed` has each one's score, and `value` is null.
    """
    return paged(visit, paging, lambda: plain_row(_scores(visit, commitment, obligor, coder)))


@router.get(
    "/compliance/percentages", response_model=None, responses={200: {"model": Page[PercentageRow]}}
)
def list_percentages(
    visit: Looking,
    paging: Paged,
    commitment: _Of = None,
    obligor: _Obligor = None,
    coder: _Coder = None,
) -> Response:
    """Sum the scores up by obligor, by commitment and overall: `servanda compliance show --sum`.

    A mean of -1 to +1 is the percentage (mean + 1) / 2; what is disputed is not counted.
    """

    def rows() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = plain_row(
            percentages(_scores(visit, commitment, obligor, coder))
        )
        return found

    return paged(visit, paging, rows)


def _scores(
    visit: Visit, commitment: str | None, obligor: str | None, coder: str | None
) -> list[ScoreRow]:
    """List the scores, of the commitments alone that they are about."""
    questions = visit.questions
    given = questions.view.scores()
    whom = (party_known(obligor) or obligor) if obligor else None
    if commitment is not None:
        scoring.commitment_of(visit, commitment)
    if questions.index is not None:
        about = questions.index.entities_of({one for score in given for one in score.targets})
        found = questions.selection.entities(about)
    else:
        found = questions.resolution
    return [
        one
        for one in scores(found, given, coder=coder)
        if commitment in (None, one.id) and whom in (None, one.obligor)
    ]


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


@deciding.post("/compliance", status_code=201, response_model=None, responses=_KEPT)
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


@deciding.post("/compliance/guidelines", status_code=201, response_model=None, responses=_KEPT)
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


# -- what reading again changed --------------------------------------------------------------


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
