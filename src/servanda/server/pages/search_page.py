"""Search: words in reports and in what was read from them, with facets; an address for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from servanda.analysis.descriptions import claim_line
from servanda.errors import UsageError
from servanda.model.parties import parties_of
from servanda.server.page_templates import page
from servanda.server.pages.claim_rows import KIND_WORDS
from servanda.server.visit import Looking, Visit
from servanda.store import Hit
from servanda.store.index.entities import ReportLine

__all__ = ["Found", "router", "search"]


router = APIRouter()

MOST = 100
"""Reports that are looked into; of more, the newest."""

_HITS = 80  # shown
_LONG = 300  # characters of a query
_FACETS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: the report it is in, the claim if it is one, and the words around."""

    hit: Hit
    line: ReportLine

    @property
    def kind(self) -> str:
        """The claim's kind, or report."""
        return self.hit.claim.claim.kind if self.hit.claim else "report"

    @property
    def words(self) -> str:
        """What it is in a line."""
        return claim_line(self.hit.claim) if self.hit.claim else self.line.title or self.line.name

    @property
    def parties(self) -> frozenset[str]:
        """The parties that a claim names."""
        return frozenset(parties_of(self.hit.claim.claim.body)) if self.hit.claim else frozenset()

    @property
    def source(self) -> str:
        """Who put the report out."""
        return self.line.publisher or self.line.wire or "not named"

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The words around, with those found in the middle where they are a claim's."""
        words = " ".join(self._exact.split())
        before, middle, after = self.hit.snippet.partition(words) if words else ("", "", "")
        return (before, middle, after) if middle else (self.hit.snippet, "", "")

    @property
    def _exact(self) -> str:
        if self.hit.claim is None:
            return ""
        first = self.hit.claim.claim.evidence[0]
        start, end = self.hit.start - first.start, self.hit.end - first.start
        return first.exact[start:end] if 0 <= start < end <= len(first.exact) else ""


def search(visit: Visit, query: str) -> tuple[list[Found], int, int]:
    """Find words: the hits, in how many reports they are, and how many were looked into.

    Raises UsageError where the query has no word.
    """
    index = visit.desk.record.entities
    reports, count = index.newest_saying(query[:_LONG], MOST)
    if not reports:
        return [], 0, 0
    lines = {line.name: line for line in index.report_lines(reports)}
    hits = visit.desk.record.view(among=reports).search(query[:_LONG])
    return (
        [Found(hit, lines[hit.report]) for hit in hits if hit.report in lines],
        count,
        len(reports),
    )


@router.get("/search")
def show_search(
    visit: Looking, q: str = "", kind: str = "", party: str = "", source: str = ""
) -> HTMLResponse:
    """Draw what was found."""
    query = " ".join(q[:_LONG].split())
    fault = None
    found: list[Found] = []
    count = looked = 0
    if query:
        try:
            found, count, looked = search(visit, query)
        except UsageError as error:
            fault = error
    kept = [
        one
        for one in found
        if (not kind or one.kind == kind)
        and (not party or party in one.parties)
        and (not source or one.source == source)
    ]
    asked = {"q": query, "kind": kind, "party": party, "source": source}
    return page(
        visit,
        "search_page.html.j2",
        query=query,
        hits=kept[:_HITS],
        total=len(kept),
        count=count,
        looked=looked,
        fault=fault,
        asked=asked,
        facets=_facets(found),
        kinds=KIND_WORDS,
    )


def _facets(found: list[Found]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    kinds = Counter(one.kind for one in found)
    parties = Counter(party for one in found for party in one.parties)
    sources = Counter(one.source for one in found)
    named: list[tuple[str, str, Counter[Any]]] = [
        ("kind", "Kind", kinds),
        ("party", "Party", parties),
        ("source", "Source", sources),
    ]
    return [(key, title, count.most_common(_FACETS)) for key, title, count in named if count]
