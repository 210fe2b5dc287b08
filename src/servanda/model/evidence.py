"""Evidence: the words that say so, checked byte for byte when it is made."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.errors import EvidenceError
from servanda.model.quote_places import around, quote_place

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span of a report's text: offsets in characters of the text as stored, and its exact words.

    Make it with `Evidence.of`, which reads the words itself, or check one that came from
    elsewhere with `verify`.
    """

    report: str
    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, report: str, text: str, start: int, end: int) -> Evidence:
        """Cut evidence out of `text`, without white space at either end.

        Raises EvidenceError where the span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(text):
            reason = f"no words at {start}..{end} of {len(text)} characters"
            raise EvidenceError(report, reason)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            raise EvidenceError(report, f"nothing but white space at {start}")
        return cls(report, start, end, text[start:end])

    def verify(self, text: str) -> None:
        """Raise EvidenceError unless the exact words stand at their place in `text`."""
        found = text[self.start : self.end]
        if found != self.exact or not self.exact:
            reason = f"expected {self.exact[:60]!r} at {self.start}, found {found[:60]!r}"
            raise EvidenceError(self.report, reason, "the text was changed after it was read")

    def placed(self, report: str, text: str, old: str = "") -> Evidence | None:
        """Return the same words in another text, that of `report`; None where they surely stand nowhere.

        `old` is the text that they are of, where it is at hand: it tells places apart.
        """
        place = quote_place(text, self.exact, *around(old, self.start, self.end))
        return None if place is None else Evidence.of(report, text, *place)

    def selectors(self, text: str) -> list[dict[str, str | int]]:
        """Render as W3C Web Annotation selectors: TextQuoteSelector and TextPositionSelector."""
        prefix, suffix = around(text, self.start, self.end)
        return [
            {
                "type": "TextQuoteSelector",
                "exact": self.exact,
                "prefix": prefix,
                "suffix": suffix,
            },
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]
