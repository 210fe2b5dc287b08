"""Decisions: what persons said, and saying it: accept, reject, merge, split, amend, add, undo."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Body, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.errors import NotFoundError, UsageError
from servanda.model import Action, Decision, Evidence, LinkType, Word
from servanda.model.serialization import word_to_plain
from servanda.review.report_places import evidence_at
from servanda.server import deciding
from servanda.server.api.api_area import api_area
from servanda.server.api.api_parameters import Paged
from servanda.server.api.api_replies import fresh, one_answer, paged
from servanda.server.api.api_rows import DecisionRow, Page
from servanda.server.visit import Judging, Looking, Visit

__all__ = ["router"]


router = api_area("decisions")
Addable = Literal[
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "tenure",
    "omission",
    "quote",
]
Said = Literal["accept", "reject", "merge", "split", "amend", "add", "score", "grade"]
_Id = Annotated[str, Field(min_length=1, max_length=200)]
_Reason = Annotated[str, Field(max_length=2000, description="Why; kept with the decision.")]


class _Asked(BaseModel):
    """A decision that is asked for; whose it is and when is not asked but known."""

    model_config = ConfigDict(extra="forbid")
    reason: _Reason = ""


class Verdict(_Asked):
    """Whether reports do say so: `ids` are claims, or entities, which stand for all claims about them.

    With `tie_to`, whether the one entity in `ids` is tied to another; with `tie` of a type that was
    not found, accepting adds it.
    """

    action: Literal["accept", "reject"]
    ids: Annotated[list[_Id], Field(min_length=1, max_length=200)]
    tie_to: _Id | None = None
    tie: LinkType | None = None
    blind: bool = False


class Merge(_Asked):
    """That claims are about one entity, or that several persons are one."""

    action: Literal["merge"]
    ids: Annotated[list[_Id], Field(min_length=1, max_length=200)]
    blind: bool = False


class Split(_Asked):
    """That claims are not about one entity; of a person, that `others` mean another of that name."""

    action: Literal["split"]
    id: _Id
    others: Annotated[list[_Id], Field(max_length=200)] = []
    blind: bool = False


class Amendment(_Asked):
    """Other values for fields of a claim, as a person writes them (`{"due": "2025-03"}`).

    `{"status": "dropped"}` says what became of a commitment; `{"evidence": "120-180"}` lets a claim rest on
    other words of its report: offsets of characters, several with commas, or words that stand there once.
    """

    action: Literal["amend"]
    id: _Id
    fields: Annotated[
        dict[str, Annotated[str, Field(max_length=5000)]], Field(min_length=1, max_length=30)
    ]


class Place(BaseModel):
    """Words of a report: offsets of characters in its text as stored, and the very words there."""

    model_config = ConfigDict(extra="forbid")
    start: Annotated[int, Field(ge=0, le=2**31 - 1)]
    end: Annotated[int, Field(ge=1, le=2**31 - 1)]
    exact: Annotated[str | None, Field(max_length=20_000)] = None


class Addition(_Asked):
    """A claim that no reader found: what a report says, in cells as a person writes them.

    The words of a cell stand in those of `evidence`, a person and an office somewhere in the report; a time
    is written as the report has it, or in EDTF.
    """

    action: Literal["add"]
    report: Annotated[str, Field(min_length=1, max_length=300, description="Its name or id.")]
    kind: Addable
    cells: Annotated[
        dict[str, Annotated[str, Field(max_length=5000)]], Field(min_length=1, max_length=30)
    ]
    evidence: Annotated[list[Place], Field(min_length=1, max_length=20)]


Asked = Annotated[Verdict | Merge | Split | Amendment | Addition, Body(discriminator="action")]


@router.get("/decisions", response_model=None, responses={200: {"model": Page[DecisionRow]}})
def list_decisions(
    visit: Looking,
    paging: Paged,
    action: Annotated[Said | None, Query(description="Only what does that.")] = None,
    author: Annotated[
        str | None, Query(max_length=200, description="Only what this person decided.")
    ] = None,
    about: Annotated[
        str | None,
        Query(max_length=200, description="Only what is about this claim or entity, by its id."),
    ] = None,
    undone: Annotated[
        bool | None, Query(description="Only what was taken back, or only what was not.")
    ] = None,
) -> Response:
    """List everything that persons decided, scored and graded, in order, undone words too."""

    def rows() -> list[dict[str, Any]]:
        claims = None if about is None else {about, *deciding.claims_of(visit, about)}
        return [
            row
            for row in _words(visit)
            if action in (None, row.get("action", row["sort"]))
            and author in (None, row.get("author", row.get("coder")))
            and (claims is None or not claims.isdisjoint(_about(row)))
            and (undone is None or (row.get("undone") is not None) is undone)
        ]

    return paged(visit, paging, rows)


def _about(row: dict[str, Any]) -> list[str]:
    return [*row.get("targets", ()), *row.get("others", ()), str(row.get("subject", ""))]


@router.get("/decisions/{identity}", response_model=None, responses={200: {"model": DecisionRow}})
def show_decision(visit: Looking, identity: str) -> Response:
    """Give one decision, score or grade by its id."""

    def made() -> dict[str, Any]:
        found = next((row for row in _words(visit) if row["id"] == identity), None)
        if found is None:
            raise NotFoundError(identity, "there is no such decision", "see /api/v1/decisions")
        return found

    return fresh(visit, made)


def _words(visit: Visit) -> list[dict[str, Any]]:
    return [word_to_plain(word, undone) for word, undone in visit.questions.view.words()]


@router.post(
    "/decisions",
    status_code=201,
    response_model=None,
    responses={201: {"model": list[DecisionRow], "description": "What was kept."}},
)
def decide(visit: Judging, asked: Asked) -> Response:
    """Decide something; it is kept under the name of whoever asks, and the index follows at once."""
    kept = _decided(visit, asked)
    return one_answer([word_to_plain(word) for word in kept], 201)


def _decided(visit: Visit, asked: Verdict | Merge | Split | Amendment | Addition) -> list[Decision]:
    if isinstance(asked, Addition):
        return [_added(visit, asked)]
    if isinstance(asked, Verdict):
        return [_verdict(visit, asked)]
    if isinstance(asked, Merge):
        return [deciding.merge(visit, asked.ids, asked.reason, blind=asked.blind)]
    if isinstance(asked, Split):
        return [deciding.split(visit, asked.id, asked.others, asked.reason, blind=asked.blind)]
    claims = deciding.targets_of(visit, asked.id)
    if len(claims) > 1 and set(asked.fields) != {"status"}:
        reason = f"{len(claims)} claims are about it"
        raise UsageError(asked.id, reason, f"name one: {', '.join(claims[:5])}")
    one = deciding.claim_in_view(visit, claims[0])
    return deciding.amend(visit, one, asked.fields, asked.reason)


def _added(visit: Visit, asked: Addition) -> Decision:
    report = visit.questions.report(asked.report)
    evidence = evidence_at(report, [(one.start, one.end) for one in asked.evidence])
    for one in asked.evidence:
        if one.exact is not None:
            Evidence(report.id, one.start, one.end, one.exact).verify(report.text.content)
    return deciding.add(visit, report, asked.kind, asked.cells, evidence, asked.reason)


def _verdict(visit: Visit, asked: Verdict) -> Decision:
    action = Action(asked.action)
    if asked.tie_to is None:
        if asked.tie is not None:
            raise UsageError("tie", "it needs tie_to", "name the other entity")
        return deciding.judge_all(visit, asked.ids, action, asked.reason, blind=asked.blind)
    if len(asked.ids) > 1:
        raise UsageError(asked.ids[1], "a tie has two ends", "name one id")
    ends = (asked.ids[0], asked.tie_to)
    return deciding.judge_tie(visit, ends, asked.tie, action, asked.reason, blind=asked.blind)


@router.post(
    "/decisions/{identity}/undo", response_model=None, responses={200: {"model": DecisionRow}}
)
def undo_decision(
    visit: Judging, identity: str, reason: Annotated[str, Body(embed=True, max_length=2000)] = ""
) -> Response:
    """Take a decision back; that it was made, and by whom it was undone, stays."""
    word: Word = deciding.undo(visit, identity, reason)
    rows = (row for row in _words(visit) if row["id"] == word.id)
    return one_answer(next(rows))
