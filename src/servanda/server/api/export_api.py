"""Exports, as `servanda export` writes them: sent piece by piece while they are made."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response, StreamingResponse

from servanda.errors import UsageError
from servanda.export.formats import EXPORTS, Export, Format
from servanda.review.written_options import written_days
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import named
from servanda.server.api.api_parameters import Filtered
from servanda.server.visit import Looking

__all__ = ["router"]


router = api_area("exports", asks=True)


def _one_file(export: Export) -> tuple[Format, ...]:
    return tuple(form for form in export.formats if form.files is None)


_OFFERED = {name: export for name, export in EXPORTS.items() if _one_file(export)}
_FORMATS = sorted({form.name for export in _OFFERED.values() for form in _one_file(export)})
_MEDIA = sorted({form.media for export in _OFFERED.values() for form in _one_file(export)})
What = StrEnum("What", {name: name for name in _OFFERED})  # type: ignore[misc]
FormatName = StrEnum("FormatName", {name: name for name in _FORMATS})  # type: ignore[misc]


def _shape(media: str) -> dict[str, str]:
    """Say what a body is: text, but of JSON, which each export has its own of."""
    return {} if media.endswith("json") else {"type": "string"}


@router.get(
    "/export/{what}",
    response_model=None,
    responses={
        200: {"content": {media: {"schema": _shape(media)} for media in _MEDIA}},
    },
)
def export(
    visit: Looking,
    what: What,
    wanted: Filtered,
    format_: Annotated[
        FormatName | None,
        Query(alias="format", description="Each export has its own; the first is the default."),
    ] = None,
    past: Annotated[
        bool | None, Query(description="Of a calendar: with what lies behind `today`.")
    ] = None,
    alarm: Annotated[
        str | None,
        Query(max_length=20, description="Of a calendar: remind so long before: 7d, 2w."),
    ] = None,
) -> Response:
    """Write part of the record for other programs; JSON lines are sent as they are made."""
    offered = {form.name: form for form in _one_file(_OFFERED[what.value])}
    form = next(iter(offered.values())) if format_ is None else offered.get(format_.value)
    if form is None:
        known = ", ".join(offered)
        raise UsageError("format", f"{what.value} has no such format", f"use {known}")
    if what.value != "calendar" and (past is not None or alarm is not None):
        name = "alarm" if past is None else "past"
        raise UsageError(name, f"{what.value} is no calendar", "it is for /export/calendar only")
    lead = None if alarm is None else written_days(alarm)
    same = unchanged(visit)
    if same is not None:
        return same
    tag = tag_of(visit)
    questions = visit.questions
    scope = questions.scope(named(visit, wanted))
    scope.past, scope.alarm = bool(past), lead
    pieces = _begun(form.pieces(scope))
    headers = {
        "ETag": tag,
        "Content-Disposition": f'attachment; filename="{what.value}{form.suffix}"',
    }
    text = form.media.startswith("text/")
    media = f"{form.media}; charset=utf-8" if text else form.media
    return StreamingResponse(pieces, media_type=media, headers=headers)


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Make the first piece at once, so that what cannot be made is answered as a problem."""
    first = next(pieces, b"")
    return chain((first,), pieces)
