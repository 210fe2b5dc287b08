"""The texts of a dossier's sources with the evidence of its rows marked in them, and the ways there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from servanda.export.dossier import Dossier, Graded
from servanda.export.page_rows import EventRow
from servanda.model import BlockKind, ClaimId, Report
from servanda.resolution import OfficeSpan

__all__ = ["MARKED", "MarkedTexts", "Piece", "SourceText"]


MARKED = {
    "commitment": "Commitment",
    "assurance": "Assurance",
    "consultation": "Consultation",
    "incident": "Incident",
    "structure": "Change of a unit",
    "tenure": "Office",
}
"""What is marked in a text, and the label that it bears besides its colour."""

_ASIDE = frozenset({BlockKind.RESIDUE, BlockKind.DOUBLE})
_SHORT = {"structure": "Unit"}


@dataclass(frozen=True, slots=True)
class Tag:
    """The label in front of marked words: the claim's kind, and the row that it leads back to.

    `anchor` is where the row leads to: the claim's first evidence; "" at its further ones.
    """

    anchor: str
    kind: str
    label: str
    row: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `kind` is what it is marked as, "" where it is not, and `tags` begin it."""

    words: str
    kind: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a text in its pieces; `aside` says that it is residue, or a copy of other lines."""

    pieces: tuple[Piece, ...]
    aside: bool


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source with its text; `marks` counts the marked places."""

    source: Graded
    paragraphs: tuple[Paragraph, ...]
    marks: int


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    kind: str
    tag: Tag


class MarkedTexts:
    """The texts of all sources, and where in them a row's evidence stands."""

    def __init__(self, dossier: Dossier, events: Sequence[EventRow]) -> None:
        self._dossier = dossier
        self._rows = _rows(dossier, events)

    def anchor(self, claims: Iterable[ClaimId], report: str) -> str:
        """Return the anchor of a row's first evidence in a report; "" where it has none there."""
        return next(
            (f"x-{one}" for one in claims if one in self._rows and self._source(one) == report), ""
        )

    @cached_property
    def texts(self) -> tuple[SourceText, ...]:
        """The texts, in the order of the sources."""
        spans: defaultdict[str, list[_Span]] = defaultdict(list)
        for claim, row in self._rows.items():
            spans[self._source(claim)] += self._spans(claim, row)
        return tuple(_marked(one, spans.get(one.report.name, ())) for one in self._dossier.sources)

    def _source(self, claim: ClaimId) -> str:
        return self._dossier.scope.resolution.claims[claim].source

    def _spans(self, claim: ClaimId, row: str) -> Iterator[_Span]:
        found = self._dossier.scope.resolution.claims[claim].claim
        if found.kind not in MARKED:
            return
        label = _SHORT.get(found.kind, MARKED[found.kind])
        for number, one in enumerate(found.evidence):
            tag = Tag("" if number else f"x-{claim}", found.kind, label, row)
            yield _Span(one.start, one.end, found.kind, tag)


def _rows(dossier: Dossier, events: Sequence[EventRow]) -> dict[ClaimId, str]:
    """Return the row that each claim is shown in: on the board and the like, else in the timeline."""
    rows: dict[ClaimId, str] = {}
    for event in events:
        rows |= dict.fromkeys(event.claims, f"e{event.mark.number}")
    shown: list[tuple[str, tuple[ClaimId, ...]]] = [(row.id, row.claims) for row in dossier.rows]
    shown += [(row.id, row.claims) for row in dossier.units]
    shown += [(row.id, row.claims) for row in dossier.incidents]
    shown += [(office_row(span), span.claims) for span in dossier.offices]
    for name, claims in shown:
        rows |= dict.fromkeys(claims, name)
    for event in events:  # a participant's office counts, and his meeting is the nearer row
        if not event.row:
            rows |= dict.fromkeys(event.claims, f"e{event.mark.number}")
    numbers: Mapping[str, int] = dossier.numbers
    known = dossier.scope.resolution.claims
    return {claim: row for claim, row in rows.items() if known[claim].source in numbers}


def office_row(span: OfficeSpan) -> str:
    """Name the row of one person in one office."""
    return f"{span.id or span.office}-{span.person}".replace(" ", "_")


def _marked(source: Graded, spans: Sequence[_Span]) -> SourceText:
    report = source.report
    content = report.text.content
    bounds = sorted({0, len(content), *_edges(spans), *_line_ends(content)})
    order = sorted(spans, key=lambda one: (one.start, -one.end, list(MARKED).index(one.kind)))
    paragraphs: list[Paragraph] = []
    pieces: list[Piece] = []
    begun = 0
    running: list[_Span] = []
    waiting = list(reversed(order))
    for start, end in pairwise(bounds):
        running = [one for one in running if one.end > start]
        tags: list[Tag] = []
        while waiting and waiting[-1].start <= start:
            span = waiting.pop()
            running.append(span)
            tags.append(span.tag)
        words = content[start:end]
        kind = _kind_of(running)
        if words.strip("\r\n\f\v") or tags:
            pieces.append(Piece(words.strip("\r\n\f\v"), kind, tuple(tags)))
        if words.endswith(("\n", "\r", "\f")) or end == len(content):
            if any(piece.words.strip() or piece.tags for piece in pieces):
                paragraphs.append(Paragraph(tuple(pieces), _aside(report, begun, end)))
            pieces, begun = [], end
    return SourceText(source, tuple(paragraphs), len(spans))


def _edges(spans: Iterable[_Span]) -> Iterator[int]:
    for one in spans:
        yield one.start
        yield one.end


def _line_ends(content: str) -> Iterator[int]:
    at = 0
    for line in content.splitlines(keepends=True):
        at += len(line)
        yield at


def _kind_of(running: Sequence[_Span]) -> str:
    """Return what words are marked as: of several, the narrowest."""
    return min(running, key=lambda one: one.end - one.start).kind if running else ""


def _aside(report: Report, start: int, end: int) -> bool:
    inside = [b for b in report.text.blocks if b.start < end and b.end > start]
    return bool(inside) and all(block.kind in _ASIDE for block in inside)
