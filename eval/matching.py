"""Find a key's anchor in a text, and say which sentences it touches.

Anchors are compared without regard to case, curly quotes, dashes and runs of white space, so that
a key survives the typography of a page. Offsets always count characters of the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

__all__ = ["Located", "anchors", "fold", "listed", "overlaps"]

Span = tuple[int, int]

_PLAIN = str.maketrans("’‘“”–—‑\u00a0", "''\"\"--- ")
_BREAK = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[A-Z•-])|\n\s*\n|\n(?=\S)")
# A point after one of these ends no sentence: "Oct. 5", "U.S. Army", "Brig. Gen. Doe".
_SHORT = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Brig|Lt|Col|Adm|Mr|Ms|Mrs|Dr|St|No|vs"
    r"|U\.S|U\.K|a\.m|p\.m|N|S|[A-Z])\.\s+$"
)
_LOOK_BACK = 8  # characters before a break in which an abbreviation is looked for


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text as it is compared, and for each of its characters the offset it came from."""
    kept: list[str] = []
    origin: list[int] = []
    for offset, char in enumerate(text.translate(_PLAIN)):
        if char.isspace():
            if kept and kept[-1] == " " and text[offset - 1].isspace():
                continue
            char = " "  # noqa: PLW2901  (one blank stands for the run)
        lowered = char.lower()
        kept.append(lowered if len(lowered) == 1 else char)
        origin.append(offset)
    return "".join(kept), origin


@dataclass(frozen=True, slots=True)
class Located:
    """A text prepared for looking up anchors; make it with `Located.of`."""

    raw: str
    folded: str
    origin: list[int]
    breaks: list[int]

    @classmethod
    def of(cls, raw: str) -> Located:
        """Prepare a text."""
        folded, origin = fold(raw)
        return cls(raw, folded, origin, _breaks(raw))

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds a character, from 0."""
        return bisect_right(self.breaks, offset)

    def all(self, phrase: str) -> list[Span]:
        """Give every place where the phrase stands, in order."""
        needle = fold(phrase)[0].strip()
        if not needle:
            return []
        starts = [hit.start() for hit in re.finditer(re.escape(needle), self.folded)]
        return [(self.origin[at], self.origin[at + len(needle) - 1] + 1) for at in starts]

    def nearest(self, phrase: str, offset: int | None) -> Span | None:
        """Give the place of the phrase nearest to an offset, the first where no offset is given."""
        spans = self.all(phrase)
        if not spans:
            return None
        return (
            min(spans, key=lambda span: abs(span[0] - offset)) if offset is not None else spans[0]
        )

    def sentences(self, spans: list[Span], *, between: bool) -> set[int]:
        """Return the sentences of the spans' two ends, with those `between` them if wanted."""
        found: set[int] = set()
        for start, end in spans:
            first, last = self.sentence(start), self.sentence(end - 1)
            found |= set(range(first, last + 1)) if between else {first, last}
        return found


def _breaks(raw: str) -> list[int]:
    found = set()
    for match in _BREAK.finditer(raw):
        end = match.end()
        abbreviated = _SHORT.search(raw[max(0, end - _LOOK_BACK) : end])
        if not abbreviated or "\n" in raw[max(0, end - 2) : end]:
            found.add(end)
    return sorted(found)


def anchors(item: dict[str, Any]) -> list[str]:
    """List the anchors of a key's item, the main one first."""
    return [item["anchor"], *listed(item.get("also"))]


def listed(value: Any) -> list[Any]:
    """Make a list of a value that may be missing, single or a list."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def overlaps(left: list[Span], right: list[Span]) -> bool:
    """Say whether any span on the left shares a character with one on the right."""
    return any(a < d and c < b for a, b in left for c, d in right)
