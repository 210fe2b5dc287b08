"""Search: words in reports and in what was read from them, with facets; an address for each."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.errors import UsageError
from servanda.server.kind_words import KIND_WORDS
from servanda.server.page_templates import page
from servanda.server.searches.word_search import Found, WordSearch, search
from servanda.server.visit import Looking

__all__ = ["router"]


router = APIRouter()

_HITS = 80  # shown
_FACETS = 10


@router.get("/search")
def show_search(
    visit: Looking, q: str = "", kind: str = "", party: str = "", source: str = ""
) -> HTMLResponse:
    """Draw what was found."""
    asked = WordSearch.of(q, kind, party, source)
    fault = None
    found: list[Found] = []
    count = looked = 0
    if asked.query:
        try:
            found, count, looked = search(visit.desk.record, asked.query)
        except UsageError as error:
            fault = error
    kept = [one for one in found if asked.keeps(one)]
    return page(
        visit,
        "search_page.html.j2",
        query=asked.query,
        hits=kept[:_HITS],
        total=len(kept),
        count=count,
        looked=looked,
        fault=fault,
        asked=asked.plain(),
        keeps=visit.desk.searches is not None,
        facets=_facets(found),
        kinds=KIND_WORDS,
    )


def _facets(found: list[Found]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    kinds = Counter(one.kind for one in found)
    parties = Counter(party for one in found for party in one.parties)
    written: dict[str, str] = {}
    for one in sorted(found, key=lambda one: one.source.isupper()):
        written.setdefault(one.source.casefold(), one.source)
    sources = Counter(written[one.source.casefold()] for one in found)
    named: list[tuple[str, str, Counter[Any]]] = [
        ("kind", "Kind", kinds),
        ("party", "Party", parties),
        ("source", "Source", sources),
    ]
    return [(key, title, count.most_common(_FACETS)) for key, title, count in named if count]
