"""Words looked for in reports and in what was read from them: what is asked, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.analysis.descriptions import claim_line
from servanda.model.parties import parties_of
from servanda.store import Hit
from servanda.store.index.entities import ReportLine

if TYPE_CHECKING:
    from servanda.store import Record

__all__ = ["LONG", "MOST", "Found", "WordSearch", "search"]


MOST = 100
"""Reports that are looked into; of more, the newest."""

LONG = 300
"""Characters of a query, or of a facet's value, that are read."""


@dataclass(frozen=True, slots=True)
class WordSearch:
    """What is asked: words, and what each hit must be, where that is not empty."""

    query: str
    kind: str = ""
    party: str = ""
    source: str = ""

    @classmethod
    def of(cls, query: str, kind: str = "", party: str = "", source: str = "") -> WordSearch:
        """Read what an address or a form asks for; what is longer than anybody writes is cut."""
        facets = (one[:LONG] for one in (kind, party, source))
        return cls(" ".join(query[:LONG].split()), *facets)

    def keeps(self, one: Found) -> bool:
        """Whether a hit is of the kind, the party and the source."""
        return (
            (not self.kind or one.kind == self.kind)
            and (not self.party or self.party in one.parties)
            and (not self.source or one.source.casefold() == self.source.casefold())
        )

    def plain(self) -> dict[str, str]:
        """Write it as the parameters of an address."""
        return {"q": self.query, "kind": self.kind, "party": self.party, "source": self.source}


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
        """The words around, with those found in the middle."""
        return self.hit.snippet.partition(self.hit.words)


def search(record: Record, query: str) -> tuple[list[Found], int, int]:
    """Find words: the hits, in how many reports they are, and how many were looked into.

    Raises UsageError where the query has no word.
    """
    index = record.entities
    newest, count = index.newest_saying(query[:LONG], MOST)
    if not newest:
        return [], 0, 0
    reports = [report for _, report in newest]
    lines = {line.name: line for line in index.report_lines(reports)}
    hits: Iterable[Hit] = record.view(among=reports).search(query[:LONG])
    found = [Found(hit, lines[hit.report]) for hit in hits if hit.report in lines]
    return found, count, len(reports)
