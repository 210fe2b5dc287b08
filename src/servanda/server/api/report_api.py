"""Reports: the list, one, its text, its claims, what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import PlainTextResponse, Response

from servanda.errors import NotFoundError
from servanda.export.claim_lines import report_plain
from servanda.export.narrowing import EVERYTHING
from servanda.model.serialization import plain_row
from servanda.record_answers import kind_answer
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import named
from servanda.server.api.api_parameters import Filtered, Paged, Paging
from servanda.server.api.api_replies import Cursor, fresh, page_answer, paged
from servanda.server.api.api_rows import BriefAnswer, CandidateRow, ClaimRow, Page, ReportRow
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = api_area("reports", asks=True)
Change = Literal[
    "new", "sharpened", "moved", "met", "contradicted", "reworded", "repeated", "silent"
]


@router.get("/reports", response_model=None, responses={200: {"model": Page[ReportRow]}})
def list_reports(
    visit: Looking,
    wanted: Filtered,
    paging: Paged,
    order: Annotated[
        Literal["recorded", "published"],
        Query(
            description="recorded: the last recorded first, without `copy_of`; published: by the "
            "day of publication, as `servanda show reports` lists them."
        ),
    ] = "recorded",
) -> Response:
    """List the reports. With a filter or an earlier moment the order is that of publication."""
    if order == "recorded" and wanted == EVERYTHING and visit.questions.indexed:
        return _newest(visit, paging)
    asked = named(visit, wanted)
    return paged(visit, paging, lambda: kind_answer(visit.questions, "reports", asked))


def _newest(visit: Visit, paging: Paging) -> Response:
    after = Cursor.read(visit, paging.cursor)
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    index = visit.desk.record.entities
    lines = index.newest_reports(paging.limit + 1, before=after.key if after else None)
    shown = lines[: paging.limit]
    texts = {one.id: one for one in visit.questions.selection.texts([one.id for one in shown])}
    rows = [report_plain(texts[one.id]) for one in shown if one.id in texts]
    following = Cursor(key=shown[-1].key) if len(lines) > paging.limit else None
    for row in rows:
        del row["copy_of"]
    return page_answer(visit, {"items": rows}, following, tag)


@router.get("/reports/{identity}", response_model=None, responses={200: {"model": ReportRow}})
def show_report(visit: Looking, identity: str) -> Response:
    """Give one report, by its id or name, without its text."""

    def made() -> dict[str, Any]:
        questions = visit.questions
        report = questions.report(identity)
        if not questions.indexed:
            return report_plain(report, copy_of=questions.copies().get(report.name))
        copies = questions.selection.copies_of(report.id)
        of = next((one.of for one in copies if one.report == report.name), None)
        return report_plain(report, copy_of=of if of != report.name else None)

    return fresh(visit, made)


@router.get(
    "/reports/{identity}/text",
    response_model=None,
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def show_text(visit: Looking, identity: str) -> Response:
    """Give the text of a report as stored, which offsets count characters in."""
    same = unchanged(visit)
    if same is not None:
        return same
    text = visit.questions.report(identity).text.content
    body = text.encode("utf-8", "replace")
    return Response(body, media_type="text/plain; charset=utf-8", headers={"ETag": tag_of(visit)})


@router.get(
    "/reports/{identity}/claims", response_model=None, responses={200: {"model": Page[ClaimRow]}}
)
def list_claims_of_report(visit: Looking, identity: str, paging: Paged) -> Response:
    """List the claims of a report, kind by kind, in the order of its text."""
    return paged(visit, paging, lambda: claims_of_report(visit, identity))


def claims_of_report(visit: Visit, identity: str) -> Sequence[dict[str, Any]]:
    """Give the claims of a report as the export has them. Raises NotFoundError."""
    import orjson

    from servanda.export.claim_lines import claims_jsonl

    report = visit.questions.report(identity)
    batches = visit.questions.view.batches([report.id])
    claims = next((found for _, found in batches), [])
    return [orjson.loads(line) for line in claims_jsonl((), claims)]


@router.get(
    "/reports/{identity}/candidates",
    response_model=None,
    responses={200: {"model": Page[CandidateRow]}},
)
def list_candidates(visit: Looking, identity: str, paging: Paged) -> Response:
    """List what was looked at in a report: what proposed it and what became of it: `servanda explain`.

    The report is read again for it, which takes some seconds.
    """
    report = visit.questions.report(identity)

    def rows() -> list[dict[str, Any]]:
        read = visit.desk.record.view(as_read=True, among=[report.id]).report(report.id)
        return visit.desk.explainer.candidates(read)

    return paged(visit, paging, rows)


@router.get(
    "/reports/{identity}/brief", response_model=None, responses={200: {"model": BriefAnswer}}
)
def brief_report(
    visit: Looking,
    identity: str,
    only: Annotated[
        list[Change] | None, Query(max_length=8, description="Only entries of these sorts.")
    ] = None,
) -> Response:
    """Say what a report says that the record did not know before its date."""

    def made() -> Any:
        row = plain_row(visit.questions.brief(identity))
        if only:
            row["rows"] = [one for one in row["rows"] if one["change"] in only]
        return row

    if not identity.strip():
        raise NotFoundError("the report", "none is named")
    return fresh(visit, made)
