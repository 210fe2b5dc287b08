"""Words: where they stand, who used a wording when, and what several reports assure of."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from servanda.errors import UsageError
from servanda.export.narrowing import Wanted
from servanda.record_answers import AssuredWordings, drift_answer, facets, search_answer
from servanda.server.api.api_area import api_area
from servanda.server.api.api_asking import AskedForList, AskedForOne
from servanda.server.api.api_parameters import FoundKind
from servanda.server.api.api_rows import DriftAnswer, Page, SearchPage, WordingRow

__all__ = ["router"]


router = api_area("questions", asks=True)


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
    """Find words in reports and in what was read from them, with the number of hits by kind."""
    return asked.page(
        lambda: search_answer(asked.questions, q, asked.wanted, kind=kind),
        more=lambda rows: {"facets": facets(rows)},
    )


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
    """List the assurances that several independent reports share: `servanda drift` without words."""
    _undirected(asked.wanted)
    found = cache(lambda: AssuredWordings(asked.questions, asked.wanted))
    return asked.page(lambda: found().rows, lambda rows: found().worded(rows))


def _undirected(wanted: Wanted) -> None:
    if wanted.status or wanted.givers or wanted.receivers:
        said = "status" if wanted.status else "from" if wanted.givers else "to"
        raise UsageError(said, "it says nothing to a wording", "leave it out")
