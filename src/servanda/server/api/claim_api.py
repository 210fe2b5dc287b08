"""Claims: all of them, report by report, and one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import orjson
from fastapi import Query
from fastapi.responses import Response

from servanda.errors import NotFoundError
from servanda.export.claim_lines import claims_jsonl
from servanda.export.narrowing import Wanted, narrowed
from servanda.server import deciding
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import AskedForList
from servanda.server.api.api_parameters import ClaimKind, Paging
from servanda.server.api.api_replies import Cursor, fresh, page_answer
from servanda.server.api.api_rows import ClaimRow, Page
from servanda.server.api.report_api import claims_of_report
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = api_area("claims", asks=True)
Row = dict[str, Any]
_PART = 25  # reports looked through at a time
_PARTS = 3  # in one answer, so that none takes long


@router.get("/claims", response_model=None, responses={200: {"model": Page[ClaimRow]}})
def list_claims(
    asked: AskedForList,
    kind: Annotated[ClaimKind | None, Query(description="Only claims of this kind.")] = None,
) -> Response:
    """List claims, those of the report recorded last first, each report's kind by kind.

    A page may have fewer rows than asked for, or none, and still have a `next`: no answer looks through
    more than some reports.
    """
    wanted, report = asked.wanted, asked.wanted.report
    if report is not None:
        return asked.page(lambda: _wanted(claims_of_report(asked.visit, report), wanted, kind))
    return _walked(asked.visit, asked.paging, wanted, kind)


def _wanted(rows: Iterable[Row], wanted: Wanted, kind: str | None) -> list[Row]:
    mine = [row for row in rows if kind is None or row["kind"] == kind]
    return narrowed(mine, wanted)


def _walked(visit: Visit, paging: Paging, wanted: Wanted, kind: str | None) -> Response:
    after = Cursor.read(visit, paging.cursor) or Cursor()
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    rows: list[Row] = []
    skip = after.position
    place: Cursor | None = after
    for _ in range(_PARTS):
        assert place is not None
        order = _reports_from(visit, place)
        found = dict(_claims_of(visit, [one for _, one in order[:_PART]]))
        for key, report in order[:_PART]:
            mine = _wanted(found.get(report, ()), wanted, kind)[skip:]
            room = paging.limit - len(rows)
            rows += mine[:room]
            if len(mine) > room:
                return page_answer(visit, {"items": rows}, Cursor(skip + room, report, key), tag)
            skip = 0
        if len(order) <= _PART:
            return page_answer(visit, {"items": rows}, None, tag)
        key, report = order[_PART]
        place = Cursor(0, report, key)
        if len(rows) == paging.limit:
            break
    return page_answer(visit, {"items": rows}, place, tag)


def _reports_from(visit: Visit, place: Cursor) -> list[tuple[int, str]]:
    """Give the next reports from a place on, and one more: a number that orders them, and the id."""
    if visit.questions.indexed:
        before = place.key + 1 if place.last else None
        lines = visit.desk.record.entities.newest_reports(_PART + 1, before=before)
        return [(line.key, line.id) for line in lines]
    order = [head.id for head in reversed(visit.questions.view.headers())]
    start = order.index(place.last) if place.last in order else place.key
    return list(enumerate(order[start : start + _PART + 1], start))


def _claims_of(visit: Visit, reports: list[str]) -> Iterable[tuple[str, list[Row]]]:
    for report, claims in visit.questions.view.batches(reports):
        yield report.id, [orjson.loads(line) for line in claims_jsonl((), claims)]


@router.get("/claims/{identity}", response_model=None, responses={200: {"model": ClaimRow}})
def show_claim(visit: Looking, identity: str) -> Response:
    """Give one claim by its id, rejected or not."""

    def made() -> Row:
        one = deciding.claim_in_view(visit, identity)
        for line in claims_jsonl((), [one]):
            row: Row = orjson.loads(line)
            return row
        raise NotFoundError(identity, "the record has no such claim")

    return fresh(visit, made)
