"""What keyed reports bring: how well sentences are found among strangers, over the reports learned from.

    python -m eval.learning_curve                    100, 200, 300, 400 and all keyed reports
    python -m eval.learning_curve --sizes 50 250

Reports are drawn by a seed, each larger draw holding the smaller ones. Every group of publishers is scored by models
trained on the drawn reports of the other groups; from which score on a sentence counts is chosen on the other groups.
A figure is the F1 of sentences, all groups pooled; the last line is what so many more reports bring if the figures go
on to rise with the logarithm of the reports. Where the texts are not there, it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.keyed_reports import (
    GROUPS,
    KeyedReport,
    MissingTextsError,
    complete,
    load,
    texts_folder,
)
from servanda.extraction.detector.proposals import KINDS

if TYPE_CHECKING:
    from eval.detector_training import Corpus

__all__ = ["best_threshold", "drawn", "f1_of", "main", "row", "slope"]

_SIZES = (100, 200, 300, 400)
_SEED = 20301112
_MORE = 500
_LATE = 3  # points of the curve that its slope is read from


def drawn(reports: Sequence[KeyedReport], size: int) -> list[int]:
    """Draw the numbers of `size` reports, the same for the same reports; larger draws hold smaller ones."""
    order = sorted(range(len(reports)), key=lambda n: (reports[n].collection, reports[n].id))
    random.Random(_SEED).shuffle(order)  # noqa: S311  (a draw that can be repeated)
    return sorted(order[:size])


def best_threshold(scores: Any, told: Any) -> float:
    """Return the score from which on sentences count so that their F1 is highest."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(told[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + told.sum())
    return float(scores[order[int(np.argmax(f1))]])


def f1_of(found: Any, told: Any) -> float:
    """Return the F1 of sentences that were found against those that tell something."""
    return float(2 * (found & told).sum() / max(1, found.sum() + told.sum()))


def row(name: str, figures: Mapping[str, float]) -> str:
    """Lay out one line of the curve."""
    return f"{name:>8}" + "".join(f"{figures[kind]:13.3f}" for kind in (*KINDS, "mean"))


def slope(points: Iterable[tuple[int, float]]) -> float:
    """Return what a doubling of the reports brings: the slope of the figure over the binary logarithm."""
    line = list(points)
    places = [math.log2(size) for size, _ in line]
    middle, level = sum(places) / len(line), sum(value for _, value in line) / len(line)
    spread = sum((place - middle) ** 2 for place in places)
    rise = sum((p - middle) * (v - level) for p, (_, v) in zip(places, line, strict=True))
    return rise / spread if spread else 0.0


def _figures(corpus: Corpus, numbers: Sequence[int]) -> dict[str, float]:
    """Score each group by models of the other groups' drawn reports; return the F1 of every kind."""
    from eval.detector_training import likeliest, sentence_scores, train_detectors, word_scores

    scores = np.zeros((len(corpus.groups), len(KINDS)))
    for group in GROUPS:
        models = train_detectors(corpus, without=(group,), drawn=numbers)
        here = corpus.groups == group
        whole = sentence_scores(corpus, models["sentence"])
        whole = whole + likeliest(corpus, word_scores(corpus, models["word"]))
        scores[here] = np.asarray(whole)[here]
    judged = np.isin(corpus.groups, GROUPS)
    found: dict[str, float] = {}
    for at, kind in enumerate(KINDS):
        fires = np.zeros(len(judged), bool)
        for group in GROUPS:
            others = judged & (corpus.groups != group)
            least = best_threshold(scores[others, at], corpus.told[kind][others])
            fires |= (corpus.groups == group) & (scores[:, at] >= least)
        found[kind] = f1_of(fires[judged], corpus.told[kind][judged])
    found["mean"] = sum(found.values()) / len(KINDS)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.learning_curve")
    parser.add_argument("--texts", type=Path, default=texts_folder())
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))
    given = parser.parse_args(arguments)
    try:
        reports = load(given.texts)
        complete(reports, KINDS)
    except MissingTextsError as missing:
        sys.stdout.write(f"skipped: {missing}\n")
        return 0
    from eval.detector_training import Corpus

    corpus = Corpus(reports)
    points: dict[str, list[tuple[int, float]]] = {}
    sys.stdout.write(f"{'reports':>8}" + "".join(f"{k:>13}" for k in (*KINDS, "mean")) + "\n")
    for size in sorted({*(s for s in given.sizes if s < len(reports)), len(reports)}):
        figures = _figures(corpus, drawn(reports, size))
        for kind, value in figures.items():
            points.setdefault(kind, []).append((size, value))
        sys.stdout.write(row(str(size), figures) + "\n")
        sys.stdout.flush()
    doublings = math.log2((len(reports) + _MORE) / len(reports))
    gains = {kind: slope(line[-_LATE:]) * doublings for kind, line in points.items()}
    sys.stdout.write(row(f"+{_MORE}", gains) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
