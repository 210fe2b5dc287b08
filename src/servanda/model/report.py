"""Report: one published text, and what its page is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from servanda.model.time import Basis, When

__all__ = ["Block", "BlockKind", "Dating", "RawItem", "Report", "Text"]


@dataclass(frozen=True, slots=True)
class RawItem:
    """Bytes with their provenance, as a source hands them over.

    `name` is what the report is called everywhere (a file's name or a row's id), `origin` where
    the bytes came from, `media_type` what they are said to be. `metadata` holds what the source
    itself states: title, published (ISO date), url, publisher, language, encoding.
    """

    name: str
    data: bytes
    media_type: str
    origin: str
    metadata: Mapping[str, str] = field(default_factory=dict)


class BlockKind(StrEnum):
    """What a stretch of a page is."""

    HEADLINE = "headline"
    HEADER_DATE = (
        "header_date"  # a line that is a date, a "Published:" line, a "date 2023-09-28" prefix
    )
    BYLINE = "byline"
    DATELINE = "dateline"  # "NAPLES, Italy (Kyodo) —" in front of the first sentence
    BODY = "body"
    HEADING = "heading"  # a heading within the body
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    RESIDUE = "residue"  # addresses, share bars, comments, teasers, footers
    DOUBLE = "double"  # text that already stood on the page

    @property
    def is_report(self) -> bool:
        """Whether readers should read it: the report itself, not what stands around it."""
        return self in _REPORT


_REPORT = frozenset(
    {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.CAPTION}
)


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of the text as stored, `start` included and `end` excluded."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was published, what that rests on, and why: one reason a line."""

    when: When | None = None
    basis: Basis = Basis.UNKNOWN
    reasons: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A report's text as stored, unchanged, and the blocks it is made of (ascending, not overlapping)."""

    report: str
    content: str
    blocks: tuple[Block, ...]

    def slice(self, block: Block) -> str:
        """Return the words of `block`."""
        return self.content[block.start : block.end]

    def page(self, offset: int) -> int | None:
        """Return the number of the page that holds `offset`, from 1; None where a text has no pages.

        A form feed stands between two pages.
        """
        if "\f" not in self.content:
            return None
        return self.content.count("\f", 0, offset) + 1

    def kind_at(self, offset: int) -> BlockKind | None:
        """Return the kind of block that holds `offset`, or None between blocks."""
        place = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        if place >= 0 and offset < self.blocks[place].end:
            return self.blocks[place].kind
        return None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text with what is known of it.

    `name` is the file's name or the row's id. `published` says when it appeared; `wire` is the
    agency whose story it is, `publisher` who put it out. `relevant` is false for a page that does not tell
    of relations between states; `irrelevant_because` then says why.
    """

    id: str
    name: str
    sha256: str
    origin: str
    text: Text
    dating: Dating = Dating()
    title: str | None = None
    publisher: str | None = None
    wire: str | None = None
    url: str | None = None
    language: str | None = None
    dateline_place: str | None = None
    relevant: bool = True
    irrelevant_because: str | None = None
