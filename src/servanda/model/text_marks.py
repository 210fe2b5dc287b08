"""A report's text cut where claims begin and end, so that each can be marked where it stands.

Spans overlap and nest as they like: the text is cut at every edge, and each piece says which spans
cover it and which begin there. Nothing of the text is lost or changed: the pieces in order are the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.model.claim import ResolvedClaim
from servanda.model.report import BlockKind, Text

__all__ = ["MarkedBlock", "MarkedPiece", "MarkedSpan", "marked_text", "spans_of"]


@dataclass(frozen=True, slots=True, order=True)
class MarkedSpan:
    """Words that say something: a place in a text, the claim's id, its kind.

    `first` is true for the evidence that tells most of its claim, and false for the others.
    """

    start: int
    end: int
    claim: str
    kind: str
    first: bool = True


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Words between two edges: `spans` cover all of it, `begins` are those of them that begin here."""

    start: int
    words: str
    spans: tuple[MarkedSpan, ...] = ()
    begins: tuple[MarkedSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of a page, or what stands between two (then without a kind), in pieces."""

    kind: BlockKind | None
    pieces: tuple[MarkedPiece, ...]

    @property
    def is_report(self) -> bool:
        """Whether readers read it."""
        return self.kind is not None and self.kind.is_report


def spans_of(claims: Iterable[ResolvedClaim]) -> list[MarkedSpan]:
    """Give every place that some claims rest on, in the order of the text."""
    return sorted(
        MarkedSpan(one.start, one.end, resolved.claim.id, resolved.claim.kind, first=number == 0)
        for resolved in claims
        for number, one in enumerate(resolved.claim.evidence)
    )


def marked_text(
    text: Text, spans: Sequence[MarkedSpan], first: int = 0, last: int | None = None
) -> list[MarkedBlock]:
    """Cut the part `first..last` of a text into blocks and pieces; spans outside it are left out."""
    end = len(text.content) if last is None else min(last, len(text.content))
    inside = [one for one in spans if one.start < end and one.end > first]
    return [
        MarkedBlock(kind, tuple(_pieces(text.content, start, stop, inside)))
        for start, stop, kind in _stretches(text, first, end)
    ]


def _stretches(text: Text, first: int, last: int) -> list[tuple[int, int, BlockKind | None]]:
    """List the blocks of a part of a text, and the gaps between them."""
    found: list[tuple[int, int, BlockKind | None]] = []
    at = first
    for block in text.blocks:
        start, end = max(block.start, at), min(block.end, last)
        if start >= end:
            continue
        if start > at:
            found.append((at, start, None))
        found.append((start, end, block.kind))
        at = end
    if at < last:
        found.append((at, last, None))
    return found


def _pieces(
    content: str, start: int, end: int, spans: Sequence[MarkedSpan]
) -> Iterable[MarkedPiece]:
    here = [one for one in spans if one.start < end and one.end > start]
    edges = {start, end}
    for one in here:
        edges.update(edge for edge in (one.start, one.end) if start < edge < end)
    cuts = sorted(edges)
    for at, to in pairwise(cuts):
        over = tuple(one for one in here if one.start <= at and one.end >= to)
        begins = tuple(one for one in over if one.start == at)
        yield MarkedPiece(at, content[at:to], over, begins)
