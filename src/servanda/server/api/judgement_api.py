"""How persons judged: agreement of coders, scores of compliance, and what reading again changed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from servanda.errors import UsageError
from servanda.model import ClaimId, Word
from servanda.model.serialization import plain_row
from servanda.review.coder_agreement import agreement, disagreements
from servanda.review.compliance_scores import ScoreRow, percentages, scores
from servanda.server import scoring
from servanda.server.api.api_area import api_area
from servanda.server.api.api_parameters import Paged
from servanda.server.api.api_replies import paged
from servanda.server.api.api_rows import Page
from servanda.server.api.judgement_rows import (
    AgreementRow,
    ComplianceRow,
    DisagreementRow,
    PercentageRow,
)
from servanda.server.visit import Looking, Visit
from servanda.world.party_names import party_known

__all__ = ["router"]


router = api_area("judgements", asks=True)
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
