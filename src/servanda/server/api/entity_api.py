"""What the record holds of each kind, and one entity by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from fastapi.responses import Response

from servanda.errors import NotFoundError
from servanda.export.json_lines import json_line
from servanda.export.narrowing import EVERYTHING
from servanda.export.record_lines import entities_plain
from servanda.model import EntityId
from servanda.record_answers import KINDS, kind_answer, with_confidence
from servanda.record_parts import PARTED, KindParts, OfficeParts
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import AskedForList
from servanda.server.api.api_replies import Room, fresh
from servanda.server.api.api_rows import ROWS, EntityAnswer, Page
from servanda.server.api.paging.group_pages import paged_by_group
from servanda.server.visit import Looking, Visit

__all__ = ["router"]


router = api_area("entries", asks=True)


def _names(row: Mapping[str, Any]) -> int:
    """Count the reports and claims that a row names."""
    return len(row.get("reports") or ()) + len(row.get("claims") or ())


_ROOM = Room(10_000, _names)  # a minister is named in thousands of reports


def _lister(kind: str) -> Callable[..., Response]:
    def listed(asked: AskedForList) -> Response:
        if kind in PARTED:
            return asked.parts(KindParts(asked.questions, kind, asked.wanted))
        if kind == "offices" and asked.wanted == EVERYTHING:
            by_office = OfficeParts.of(asked.questions)
            if by_office is not None:
                return paged_by_group(asked.visit, asked.paging, by_office, _ROOM)
        return asked.page(
            lambda: kind_answer(asked.questions, kind, asked.wanted),
            lambda rows: with_confidence(asked.questions, rows),
            room=_ROOM,
        )

    listed.__name__ = f"list_{kind}"
    listed.__doc__ = f"List what the record holds of {kind}, as `servanda show {kind}` does."
    if kind not in PARTED:
        listed.__doc__ += (
            "\n\nA page has fewer rows than asked for where they name very many reports."
        )
    return listed


for _kind in KINDS:
    if _kind != "reports":
        router.add_api_route(
            f"/{_kind}",
            _lister(_kind),
            response_model=None,
            responses={200: {"model": Page[ROWS[_kind]]}},  # type: ignore[valid-type]
        )


@router.get("/entities/{identity}", response_model=None, responses={200: {"model": EntityAnswer}})
def show_entity(visit: Looking, identity: str) -> Response:
    """Give one entity of any kind by its id, as the export of the record has it."""
    return fresh(visit, lambda: _entity(visit, identity))


def _entity(visit: Visit, identity: str) -> dict[str, Any]:
    questions = visit.questions
    if questions.indexed:
        loads = questions.selection
        known = loads.has(identity)
        found = loads.entities([EntityId(identity)]) if known else loads.unindexed(identity)
        reports = loads.reports_of(found.claims.values()) if found else ()
    else:
        found, reports = questions.resolution, questions.reports
    entity = None if found is None else next((e for e in found.entities if e.id == identity), None)
    if found is None or entity is None:
        raise NotFoundError(identity, "the record has no such entry", "search for its words")
    rows = entities_plain(found, reports, today=questions.day, kinds=(entity.kind,))
    row: dict[str, Any] = next(
        orjson.loads(json_line(row)) for row in rows if row["id"] == identity
    )
    return row
