"""Pieces of whole pages judged again by many small signs together, where the rules are not enough.

The rules judge a line mostly by itself. On a page taken whole (menus, teasers, comments, footers)
what stands around a line, how much of the story is told by then, and how often short lines and
dates come near it tell more. The signs are weighed by small trees (`data/trees.tsv`, fitted by
`tools/fit_pieces.py`). Pages with little around the report are left to the rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from servanda.cleaning.headline import content_words
from servanda.cleaning.pieces import Piece
from servanda.cleaning.residue import Mark
from servanda.data_tables import rows, word_set
from servanda.model.report import BlockKind

__all__ = ["is_whole_page", "reclassify", "signs_of"]


_NOISE = 15  # pieces around the report that make a page a whole one
_SURE = 0.6  # above which what the rules took for residue is the report after all
_LEFT = 0.4  # of the report's words: where fewer would be left, the rules stand
_KINDS = [
    BlockKind.BODY,
    BlockKind.HEADING,
    BlockKind.LIST_ITEM,
    BlockKind.RESIDUE,
    BlockKind.DOUBLE,
    BlockKind.CAPTION,
    BlockKind.BYLINE,
    BlockKind.HEADER_DATE,
    BlockKind.DATELINE,
    BlockKind.HEADLINE,
]
_MARKS = {None: 0.0, Mark.SAY: 1.0, Mark.HEAD: 2.0, Mark.END: 3.0}
_TOLD = frozenset({BlockKind.BODY, BlockKind.LIST_ITEM})
_REPORT = _TOLD | {BlockKind.HEADING}
_PERSONAL = word_set("cleaning", "personal")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\bago\b|\b(?:19|20)\d\d\b")
_SAME = 60  # characters by which the copy of a paragraph is known
_STEM = 24  # characters by which lines that come again are known
_TITLE = 9  # words of a heading
_ITEM = "•·*–-"

_Tree = tuple[str, float, "_Tree", "_Tree"] | float


def is_whole_page(pieces: Sequence[Piece]) -> bool:
    """Whether so much stands around the report that the page was taken whole."""
    return sum(p.kind in {BlockKind.RESIDUE, BlockKind.DOUBLE} for p in pieces) >= _NOISE


def reclassify(pieces: Sequence[Piece]) -> None:
    """Mark as residue what is no part of the report, and as the report what is, on a whole page."""
    if not is_whole_page(pieces):
        return
    ordered = sorted(pieces, key=lambda piece: piece.line.start)
    weighed = list(zip(ordered, map(_weigh, signs_of(ordered)), strict=True))
    told = [(piece, weight) for piece, weight in weighed if piece.kind in _REPORT]
    if _left(weighed) < _LEFT * sum(piece.line.count for piece, _ in told):
        return
    residue = _above(_SURE, weighed, BlockKind.RESIDUE)
    copies = _above(0, weighed, BlockKind.DOUBLE)
    for piece, weight in told:
        if weight <= 0:
            piece.kind = BlockKind.RESIDUE
    _restore_copies(copies, {p.line.key[:_SAME] for p, weight in told if weight > 0})
    for piece in residue:
        piece.kind = _kind(piece)


def _above(bound: float, weighed: Sequence[tuple[Piece, float]], kind: BlockKind) -> list[Piece]:
    """Return the pieces of a kind that weigh more than `bound`."""
    return [piece for piece, weight in weighed if piece.kind is kind and weight > bound]


def _left(weighed: Sequence[tuple[Piece, float]]) -> int:
    """Count the words of the report that the trees would leave, copies included."""
    kinds = {*_REPORT, BlockKind.DOUBLE}
    return sum(p.line.count for p, weight in weighed if weight > 0 and p.kind in kinds)


def _restore_copies(copies: Sequence[Piece], known: set[str]) -> None:
    """Mark copies as the report whose other copy is a teaser, or a summary that is no part of it."""
    for piece in copies:
        key = piece.line.key[:_SAME]
        if key not in known and piece.line.is_prose:
            piece.kind = BlockKind.BODY
            known.add(key)


def signs_of(pieces: Sequence[Piece]) -> list[dict[str, float]]:
    """Return the signs of all pieces of a page, in the order of the text, by the trees' names."""
    return _Signs(pieces).all()


def _kind(piece: Piece) -> BlockKind:
    """Tell what a piece of the report is that the rules took for residue."""
    line = piece.line
    if line.text[0] in _ITEM:
        return BlockKind.LIST_ITEM
    short = line.count <= _TITLE and not line.terminal
    return BlockKind.HEADING if short else BlockKind.BODY


def _weigh(signs: dict[str, float]) -> float:
    """Add up what all trees say of a piece."""
    start, trees = _trees()
    total = start
    for tree in trees:
        node = tree
        while not isinstance(node, float):
            sign, bound, yes, no = node
            node = yes if signs[sign] <= bound else no
        total += node
    return total


@cache
def _trees() -> tuple[float, tuple[_Tree, ...]]:
    """Read the trees: what every sum begins with, and each tree."""
    lines = [row[0].split() for row in rows("cleaning", "trees")]
    return float(lines[0][0]), tuple(_tree(iter(line)) for line in lines[1:])


def _tree(words: Iterator[str]) -> _Tree:
    word = next(words)
    sign, _, bound = word.partition("<")
    if not bound:
        return float(sign)
    return sign, float(bound), _tree(words), _tree(words)


class _Signs:
    """The signs of all pieces of a page, sums over stretches kept ready."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        lines = [p.line for p in pieces]
        self.counts = [line.count for line in lines]
        self.body = [p.kind in _TOLD and p.line.count >= 8 for p in pieces]
        worth = [min(line.count, 60) * told for line, told in zip(lines, self.body, strict=True)]
        self.worth = _sums(worth)
        self.words = _sums(self.counts)
        self.short = _sums([line.count <= 6 and not line.terminal for line in lines])
        self.dates = _sums([p.kind is BlockKind.HEADER_DATE for p in pieces])
        self.personal = _sums([_personal(line.words) for line in lines])
        self.start, self.end = self._densest(worth)
        self.own = [content_words(line) for line in lines]
        self.vocabulary = self._vocabulary()
        self.stems = Counter(line.key[:_STEM] for line in lines if line.count >= 2)

    def _vocabulary(self) -> Counter[str]:
        """Count the words of the paragraphs within the densest stretch."""
        inside = range(self.start, self.end + 1)
        return Counter(word for i in inside if self.body[i] for word in self.own[i])

    def _densest(self, worth: Sequence[int]) -> tuple[int, int]:
        """Find the stretch with most words of paragraphs, each other piece costing six."""
        best, total, begun = (0, 0, 0), 0, 0
        for index, told in enumerate(self.body):
            if total <= 0:
                total, begun = 0, index
            total += worth[index] if told else -6
            if total > best[0]:
                best = total, begun, index
        return best[1], best[2]

    def all(self) -> list[dict[str, float]]:
        """Return the signs of each piece, by the names the trees use."""
        found = []
        ends = heads = 0
        for index, piece in enumerate(self.pieces):
            signs = {**self._itself(index), **self._around(index), **self._place(index)}
            signs["ends"], signs["heads"] = ends, heads
            found.append(signs)
            if self.worth[index] >= 40:
                ends += piece.mark is Mark.END
                heads += piece.mark is Mark.HEAD
        return found

    def _itself(self, index: int) -> dict[str, float]:
        line, words = self.pieces[index].line, self.own[index]
        text, inside = line.text, self.start <= index <= self.end and self.body[index]
        known = sum(self.vocabulary[word] > inside for word in words)
        again = self.stems[line.key[:_STEM]] - 1 if self.counts[index] >= 2 else 0
        return {
            "count": min(self.counts[index], 120),
            "low": line.low_share,
            "dots": text.endswith(("...", "…")),
            "digits": sum(ch.isdigit() for ch in text) / max(1, len(text)),
            "clock": bool(_CLOCK.search(text)),
            "mark": _MARKS[self.pieces[index].mark],
            "is_BODY": self.pieces[index].kind is BlockKind.BODY,
            "voc": known / len(words) if words else -1,
            "dup": min(3, again),
        }

    def _around(self, index: int) -> dict[str, float]:
        signs: dict[str, float] = {}
        for name, at in (("b1", index - 1), ("a1", index + 1)):
            there = 0 <= at < len(self.pieces)
            signs[f"{name}_kind"] = self._number(at) if there else -1
            signs[f"{name}_low"] = self.pieces[at].line.low_share if there else -1
        after = index + 1
        for wide in (2, 5, 12, 30):
            first, last = max(0, index - wide), min(len(self.pieces), index + wide + 1)
            before, behind = max(1, index - first), max(1, last - after)
            signs[f"dens_b{wide}"] = (self.worth[index] - self.worth[first]) / before
            signs[f"dens_a{wide}"] = (self.worth[last] - self.worth[after]) / behind
            signs[f"short_b{wide}"] = (self.short[index] - self.short[first]) / before
            signs[f"short_a{wide}"] = (self.short[last] - self.short[after]) / behind
            signs[f"dates_a{wide}"] = self.dates[last] - self.dates[index]
            words = self.words[last] - self.words[first]
            signs[f"you{wide}"] = (self.personal[last] - self.personal[first]) / max(1, words)
        return signs

    def _place(self, index: int) -> dict[str, float]:
        total = max(1, self.worth[-1])
        told = self.worth[self.end + 1] - self.worth[self.start]
        since = self.worth[index] - self.worth[self.start] if index >= self.start else -1
        return {
            "sofar": self.worth[index] / total,
            "total": total,
            "share": told / total,
            "from_start": index - self.start,
            "to_end": self.end - index,
            "place": index / len(self.pieces),
            "pieces": len(self.pieces),
            "words_since": since,
        }

    def _number(self, index: int) -> int:
        kind = self.pieces[index].kind
        return _KINDS.index(kind) if kind in _KINDS else _KINDS.index(BlockKind.RESIDUE)


def _personal(words: Sequence[str]) -> int:
    return sum(word.lower() in _PERSONAL for word in words)


def _sums(values: Sequence[float]) -> list[int]:
    """Return the sums of the first none, one, two … values."""
    return list(accumulate(map(int, values), initial=0))
