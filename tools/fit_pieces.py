"""Fit the trees that judge the pieces of whole pages (`servanda.cleaning.piece_classifier`).

    python bench/pages.py WCXB OUT/blocks --no-news
    python bench/pages.py WCXB OUT/nodes --no-news --nodes
    python tools/fit_pieces.py OUT/blocks OUT/nodes > src/servanda/cleaning/data/trees.tsv

WCXB is a checkout of the benchmark of that name (Murrough Foley, CC BY 4.0); its news pages and
its test half are kept to measure on (`bench/residue.py`). Each argument is a folder of pages with
its keys beside it (`OUT/blocks.json`). A piece is the report where most of its words are; it counts
by its words. The trees are those of gradient boosting with a logistic loss, grown leaf by leaf on
sorted bins; nothing is drawn at random, so that the same pages give the same trees.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from servanda.cleaning.blocks import pieces_by_rule
from servanda.cleaning.piece_classifier import is_whole_page, signs_of

_TREES, _LEAVES, _RATE = 60, 8, 0.12
_BINS = 48  # at most, a sign
_LEAST = 300.0  # words in a leaf
_RIDGE = 60.0  # words
_LONG = 60  # words beyond which a piece counts no more

Array = NDArray[np.float64]
Bins = NDArray[np.int64]


@dataclass(slots=True)
class Leaf:
    """Some pieces, and the cut that would part them best: gain, sign and bin."""

    rows: NDArray[np.int64]
    gain: float
    sign: int
    bin: int
    value: float
    below: Leaf | None = None
    above: Leaf | None = None


def examples(folder: Path) -> Iterator[tuple[dict[str, float], bool, int]]:
    """Yield the signs of each piece of a folder's pages, whether it is the report, its words."""
    keys = json.loads(folder.with_suffix(".json").read_text(encoding="utf-8"))
    for name in sorted(keys):
        text = (folder / name).read_text(encoding="utf-8")
        pieces = sorted(pieces_by_rule(text), key=lambda piece: piece.line.start)
        if not is_whole_page(pieces):
            continue
        true = np.zeros(len(text) + 1, dtype=np.int64)
        for start, end in keys[name]:
            true[start:end] = 1
        before = np.concatenate(([0], np.cumsum(true)))
        for piece, signs in zip(pieces, signs_of(pieces), strict=True):
            line = piece.line
            if line.count:
                inside = before[line.end] - before[line.start]
                yield signs, bool(2 * inside > line.end - line.start), min(line.count, _LONG)


def binned(values: Array) -> tuple[Bins, Array]:
    """Return the bin of each value, and the bounds of the bins: a value at a bound lies below it."""
    distinct = np.unique(values)
    middles = (distinct[:-1] + distinct[1:]) / 2
    if len(middles) > _BINS:
        shares = np.linspace(0, 1, _BINS + 2)[1:-1]
        middles = np.unique(np.quantile(values, shares, method="lower"))
    bounds = np.unique([float(f"{bound:.4g}") for bound in middles])
    return np.searchsorted(bounds, values, side="left"), bounds


def leaf(rows: NDArray[np.int64], bins: list[Bins], slope: Array, weight: Array) -> Leaf:
    """Make a leaf of some rows, with its value and its best cut."""
    total, mass = slope[rows].sum(), weight[rows].sum()
    best = Leaf(rows, 0.0, -1, -1, float(total / (mass + _RIDGE)))
    score = total * total / (mass + _RIDGE)
    for sign, of in enumerate(bins):
        count = int(of.max()) + 1
        slopes = np.cumsum(np.bincount(of[rows], slope[rows], count))[:-1]
        masses = np.cumsum(np.bincount(of[rows], weight[rows], count))[:-1]
        left = slopes**2 / (masses + _RIDGE)
        right = (total - slopes) ** 2 / (mass - masses + _RIDGE)
        fits = (masses >= _LEAST / 4) & (mass - masses >= _LEAST / 4)
        gains = np.where(fits, left + right - score, 0.0)
        at = int(gains.argmax()) if len(gains) else 0
        if len(gains) and gains[at] > best.gain + 1e-9:
            best.gain, best.sign, best.bin = float(gains[at]), sign, at
    return best


def grown(bins: list[Bins], slope: Array, weight: Array) -> Leaf:
    """Grow a tree: the leaf is cut next whose cut gains most."""
    root = leaf(np.arange(len(slope)), bins, slope, weight)
    leaves = [root]
    while len(leaves) < _LEAVES:
        most = max(leaves, key=lambda one: one.gain)
        if most.sign < 0:
            break
        low = bins[most.sign][most.rows] <= most.bin
        most.below = leaf(most.rows[low], bins, slope, weight)
        most.above = leaf(most.rows[~low], bins, slope, weight)
        leaves = [one for one in leaves if one is not most] + [most.below, most.above]
    return root


def written(tree: Leaf, names: list[str], bounds: list[Array], score: Array) -> str:
    """Write a tree as the table has it, and add what it says to the score of each piece."""
    if tree.below is None or tree.above is None:
        value = round(_RATE * tree.value, 3)
        score[tree.rows] += value
        return f"{value:.3f}"
    question = f"{names[tree.sign]}<{bounds[tree.sign][tree.bin]:.4g}"
    parts = (written(one, names, bounds, score) for one in (tree.below, tree.above))
    return " ".join((question, *parts))


def main(folders: list[str]) -> int:
    """Print the table of trees for the pages of `folders`."""
    found = [one for folder in folders for one in examples(Path(folder))]
    names = sorted(found[0][0])
    truth = np.array([told for _, told, _ in found], dtype=np.float64)
    words = np.array([count for _, _, count in found], dtype=np.float64)
    columns = [np.array([signs[name] for signs, _, _ in found], dtype=np.float64) for name in names]
    bins, bounds = zip(*(binned(column) for column in columns), strict=True)
    share = float((truth * words).sum() / words.sum())
    start = round(float(np.log(share / (1 - share))), 4)
    print(
        "# Trees that weigh the signs of a piece of a whole page, one a line after the first number,"
    )
    print(
        '# which every sum begins with. A tree is a question "sign<bound" (at most, not less), the tree'
    )
    print(
        "# for yes, then the tree for no; a number is what it adds. Above 0 the piece is the report."
    )
    print(
        f"# Fitted by tools/fit_pieces.py to {len(found):,} pieces of WCXB's pages that are no news."
    )
    print(start)
    score = np.full(len(found), start)
    for _ in range(_TREES):
        odds = 1 / (1 + np.exp(-score))
        slope, weight = words * (truth - odds), words * odds * (1 - odds)
        print(written(grown(list(bins), slope, weight), names, list(bounds), score))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
