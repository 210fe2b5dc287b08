"""Which line is the headline: above the story, or below it, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.cleaning.page_lines import Line
from servanda.cleaning.pieces import Piece
from servanda.data_tables import word_set
from servanda.model.report import BlockKind

__all__ = ["choose_headline", "content_words"]

_FORMAL = word_set("cleaning", "formal")
_FUNCTION = word_set("cleaning", "function")
_OUTLET = word_set("cleaning", "outlet")
_PAPER = word_set("cleaning", "paper")
_INNER_END = re.compile(r"[a-z]{3}[.!?][\"”’)]*\s+[(\"“A-Z]")  # of a sentence within the line
_LONGEST = 40  # words
_ENOUGH = 0.9  # sum of the signs below which a line is no headline


def content_words(line: Line) -> frozenset[str]:
    """Return the words that a headline and its story share: no function words, no endings."""
    return frozenset(_stem(w) for w in line.words if len(w) > 2 and w.lower() not in _FUNCTION)


def _stem(word: str) -> str:
    word = word.casefold().removesuffix("'s").removesuffix("’s")
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def choose_headline(pieces: list[Piece], start: int, last: int, title: str | None) -> int | None:
    """Mark the headline and return its index; None where the page has none.

    `start` and `last` are the first and last piece of the story. Lines above it are weighed by the words they share
    with it; where none will do, a title-like line after the story's end may be the headline.
    """
    stated = Line(title, 0, len(title)).key if title is not None else ""
    body: set[str] = set()
    for piece in pieces[start : last + 1]:
        told = (piece.open and piece.prose) or piece.kind is BlockKind.LIST_ITEM
        if told and piece.mark is None:
            body |= content_words(piece.line)
    above = _best(pieces, range(start), body, stated, nearest=True)
    if above is None:
        below = [i for i in range(last + 1, len(pieces)) if _stands_apart(pieces, i)]
        above = _best(pieces, below, body, stated, nearest=False)
    if above is not None:
        pieces[above].kind = BlockKind.HEADLINE
        pieces[above].mark = None
    return above


def _stands_apart(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a line after the story may be its headline: no paragraph, and not the next one.

    In doubt it is the story's last paragraph, however odd or cut short.
    """
    line, before = pieces[index].line, pieces[index - 1]
    told = before.kind is BlockKind.LIST_ITEM or (before.open and before.prose)
    sentences = len(_INNER_END.findall(line.text)) + line.terminal
    return sentences == 0 and not told


def _best(
    pieces: Sequence[Piece],
    indices: Sequence[int],
    body: set[str],
    title: str,
    *,
    nearest: bool,
) -> int | None:
    best, best_score = None, _ENOUGH
    long = [i for i in indices if pieces[i].open and pieces[i].line.count >= 5]
    for index in indices:
        piece = pieces[index]
        if not piece.open or (piece.prose and not nearest):
            continue
        score = _score(piece.line, body, title, above=nearest)
        if nearest and long == [index] and (piece.line.has_verb or _is_paper(piece.line)):
            score += 0.4  # the only line of this length above the story
        if score > best_score + 1e-9:
            best, best_score = index, score
    return best


def _score(line: Line, body: set[str], title: str, *, above: bool) -> float:
    """Weigh a line as headline: the words it shares with the story, its length, its shape."""
    if _same(line.key, title):
        return 5.0
    own = content_words(line)
    if line.count > _LONGEST or len(own) < 2 or line.text.endswith((":", ",", ";")):
        return 0.0
    shared = len(own & body)
    if not above and (shared < 3 or shared < 0.5 * len(own)):
        return 0.0
    score = 1.3 * shared / len(own) + 0.1 * min(shared, 6)
    score += 0.1 * min(line.count, 8) + (0.3 if line.has_verb else 0.0)
    score += 0.5 * _is_paper(line) - 0.4 * line.text.endswith(".")
    if line.words[-1].lower() in _OUTLET or line.words[0].lower() == "the":
        score -= 0.3 if shared else 0.8
    return score if shared >= 1 else score - 0.5


def _is_paper(line: Line) -> bool:
    """Whether the line names an official paper: a readout, a statement, a fact sheet."""
    first = line.words[0].lower() in _FORMAL
    return first or bool(line.lower & _PAPER)


def _same(ours: str, theirs: str) -> bool:
    if not ours or not theirs:
        return False
    return ours == theirs or (
        len(ours) > 20 and (theirs.startswith(ours) or ours.startswith(theirs))
    )
