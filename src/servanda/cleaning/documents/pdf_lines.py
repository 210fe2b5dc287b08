"""The lines of a printed page put together: paragraphs, words parted at line ends, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.data_tables import word_set

__all__ = ["PAGE_BREAK", "PrintedLine", "running_text"]


PAGE_BREAK = "\f"
"""What stands in a text between two pages: as pdftotext writes it, and printers have taken it since 1963."""

_APART = 1.25  # of the usual distance between lines: a new paragraph begins
_LARGER = 1.15  # of the size of the type: a title
_EDGE = 2  # lines at the head and foot of a page that may run through the document
_SHORT = 5  # pages of a document in which a line that stands on two of them runs through
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_FOLIO = re.compile(
    r"(?:page\s)?[-–—|\s]*+(?:\d{1,3}|[ivxlc]++)(?:\s*(?:of|/|\|)\s*\d{1,3})?[-–—|\s]*",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?<![\w-])([^\W\d_]+(?:-[^\W\d_]+)*)([-\u00ad\u2010])$")
_REST = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"(?<!\w)\w++(?:-\w++)++")
_OVER_PAGES = re.compile(r"(?<!\S)(\S+[-\u00ad\u2010])(\n++\f)(\S+ ?)")
_ENDS = re.compile(r"[.!?:;…][\"”’'»)\]]*$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its words, how high it stands (in points), and the size of its type."""

    text: str
    height: float
    size: float


def running_text(pages: Sequence[Sequence[PrintedLine]]) -> str:
    """Put the lines of a document's pages together, a form feed between two pages.

    An empty line parts paragraphs, which the distance between lines shows. Page numbers and lines
    that stand at the head or foot of several pages are left out; a word that was parted at the end of a line is
    whole, on the first of the two.
    """
    through = _running(pages)
    kept = [[line for line in page if not _is_edge(line, page, through)] for page in pages]
    known = frozenset(
        word.lower() for page in kept for line in page for word in _HYPHENED.findall(line.text)
    )
    spacing = _spacing(kept)
    parts: list[str] = []
    for page in kept:
        text = "".join(_page(page, spacing, known))
        if parts:
            parts += (_break(parts[-1], text), PAGE_BREAK)
        parts.append(text)
    return _whole_words_between("".join(parts), known)


# -- What runs through the document


def _key(line: PrintedLine) -> str:
    return _NUMBER.sub("#", " ".join(line.text.lower().split()))


def _edges(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines at the head and at the foot of a page, by their place and not their order."""
    placed = sorted(page, key=lambda line: -line.height)
    return placed[:_EDGE] + placed[max(_EDGE, len(placed) - _EDGE) :]


def _running(pages: Sequence[Sequence[PrintedLine]]) -> frozenset[str]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = 2 if len(pages) <= _SHORT else 3
    return frozenset(key for key, count in counts.items() if count >= least)


def _is_edge(line: PrintedLine, page: Sequence[PrintedLine], through: frozenset[str]) -> bool:
    runs = _key(line) in through or bool(_FOLIO.fullmatch(line.text))
    return runs and line in _edges(page)


# -- A page


def _page(lines: Sequence[PrintedLine], spacing: float, known: frozenset[str]) -> Iterator[str]:
    """Write the lines of a page, each with a line break before it but the first."""
    carried = ""
    for index, line in enumerate(lines):
        text = line.text[len(carried) :].lstrip() if carried else line.text
        if index:
            yield "\n\n" if _apart(lines[index - 1], line, spacing) else "\n"
        carried = ""
        after = lines[index + 1] if index + 1 < len(lines) else None
        if after is not None:
            text, carried = _joined(text, after.text, known)
        yield text


def _spacing(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """Return how far apart lines of a paragraph stand, in sizes of their type; 0 if that is not known."""
    down = sorted(
        (above.height - line.height) / line.size
        for page in pages
        for above, line in pairwise(page)
        if line.size and 0 < above.height - line.height < 3 * line.size
    )
    return down[len(down) // 4] if down else 0.0


def _apart(above: PrintedLine, line: PrintedLine, spacing: float) -> bool:
    """Whether a paragraph begins; a column that goes on at the head of the page begins none."""
    down = above.height - line.height
    if max(above.size, line.size) > _LARGER * min(above.size, line.size):
        return True
    if down < 0:
        return bool(_ENDS.search(above.text)) or not line.text[:1].islower()
    return bool(spacing) and down > _APART * spacing * line.size


def _break(before: str, after: str) -> str:
    """Return what ends a page: a paragraph goes on over the break where its words show it."""
    last = before.rstrip()
    runs_on = bool(last) and not _ENDS.search(last) and after[:1].islower()
    return "\n" if runs_on else "\n\n"


# -- Words parted at the end of a line


def _joined(text: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    """Make a parted word whole; return the line, and what it takes from the line after it."""
    parted, rest = _PARTED.search(text), _REST.match(after)
    if parted is None or rest is None or not rest.group()[0].islower():
        return text, ""
    first, mark = parted.groups()
    hyphened = f"{first}-{rest.group()}"
    keeps = mark != "\u00ad" and (
        hyphened.lower() in known or first.lower() in word_set("cleaning", "compound")
    )
    tail = re.match(r"\S*", after)
    assert tail is not None  # it may be empty
    word = tail.group()
    return text[: parted.end(1)] + ("-" if keeps else "") + word, word


def _whole_words_between(text: str, known: frozenset[str]) -> str:
    """Make a word whole that was parted at the end of a page: it stands at the end of the first."""

    def whole(match: re.Match[str]) -> str:
        joined, taken = _joined(match[1], match[3], known)
        return joined + match[2] + match[3][len(taken) :].lstrip(" ") if taken else match.group()

    return _OVER_PAGES.sub(whole, text)
