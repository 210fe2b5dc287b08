"""Words: where they stand, who used a wording when, and what several reports assure of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query
from fastapi.responses import Response

from servanda.errors import UsageError
from servanda.export.narrowing import Wanted
from servanda.record_answers import AssuredWordings, drift_answer, facets, search_answer
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import AskedForList, AskedForOne, ListAsked
from servanda.server.api.api_parameters import FoundKind
from servanda.server.api.api_replies import Cursor, Room, cut, page_answer
from servanda.server.api.api_rows import DriftAnswer, Page, SearchPage, WordingRow

if TYPE_CHECKING:
    from servanda.store import Entities

__all__ = ["router"]


router = api_area("questions", asks=True)
_LOOKED_INTO = 200  # reports, for one page of hits
_USES = 800  # of wordings, on one page


@router.get("/search", response_model=None, responses={200: {"model": SearchPage}})
def search(
    asked: AskedForList,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=500,
            description='Words that must all occur; "words in quotation marks" next to each other; '
            "a word that ends in * is a beginning.",
        ),
    ],
    kind: Annotated[
        FoundKind | None, Query(description="Only reports, or claims of a kind.")
    ] = None,
) -> Response:
    """Find words in reports and in what was read from them, with the number of hits by kind.

    Of many reports some hundreds are looked into at a time, those recorded last first: `reports` says
    how many have the words, and the next page goes on where this one ends. `total` and `facets` count
    the hits in those that were looked into for this page; where there are more, it may have fewer hits
    than asked for, or none, and still a `next`.
    """
    questions, wanted = asked.questions, asked.wanted
    if questions.index is None or wanted.report is not None:
        return asked.page(lambda: search_answer(questions, q, wanted, kind=kind), more=_counted)
    return _newest(asked, questions.index, q, kind)


def _newest(asked: ListAsked, index: Entities, words: str, kind: str | None) -> Response:
    visit = asked.visit
    after = Cursor.read(visit, asked.paging.cursor) or Cursor()
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    found, count = index.newest_saying(words, _LOOKED_INTO + 1, before=after.key or None)
    here = [report for _, report in found[:_LOOKED_INTO]]
    rows = search_answer(asked.questions, words, asked.wanted, kind=kind, among=here)
    part, following = cut(rows, after, asked.paging.limit)
    if following is None and len(found) > _LOOKED_INTO:
        following = Cursor(key=found[_LOOKED_INTO - 1][0])
    extra = {"total": len(rows), **_counted(rows), "reports": count}
    return page_answer(visit, {"items": part}, following, tag, extra)


def _counted(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Count hits by kind, and the reports they are in."""
    return {"facets": facets(rows), "reports": len({row["report"] for row in rows})}


@router.get("/drift", response_model=None, responses={200: {"model": DriftAnswer}})
def show_drift(
    asked: AskedForOne,
    words: Annotated[str, Query(min_length=1, max_length=500, description="The wording.")],
) -> Response:
    """Say who used a wording, when, its variants, and the report where it changed."""
    _undirected(asked.wanted)
    return asked.answer(lambda: drift_answer(asked.questions, words, asked.wanted))


@router.get("/wordings", response_model=None, responses={200: {"model": Page[WordingRow]}})
def list_wordings(asked: AskedForList) -> Response:
    """List the assurances that several independent reports share: `servanda drift` without words.

    Each has every use of its wording, so a page has fewer rows than asked for where these are many.
    """
    _undirected(asked.wanted)
    found = cache(lambda: AssuredWordings(asked.questions, asked.wanted))
    room = Room(_USES, lambda row: found().uses(row))
    return asked.page(lambda: found().rows, lambda rows: found().worded(rows), room=room)


def _undirected(wanted: Wanted) -> None:
    if wanted.status or wanted.givers or wanted.receivers:
        said = "status" if wanted.status else "from" if wanted.givers else "to"
        raise UsageError(said, "it says nothing to a wording", "leave it out")
