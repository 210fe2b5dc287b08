"""Fit confidence to counts: a logistic regression whose effects are drawn toward nothing.

Every kind, rule and sign of evidence has an effect on the log-odds that a claim holds, and so has
the reader's own number. How a set was met has one too (`seen` claims hold more often than claims on
a new report, because the readers were mended on them): it is fitted, and left out of what is
written, so that confidence is that of a first meeting. A ridge penalty draws effects with few
claims behind them toward 0; its strengths are those that foretold the left-out fifth of the reports best
(`python -m eval.calibration sweep`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.counts import FOLDS, Count
from servanda.extraction.confidence import Effects, own_logit

__all__ = [
    "FEWEST_SURE",
    "PENALTY",
    "Penalty",
    "fit",
    "holds_among_strangers",
    "log_loss",
    "with_unsure",
]

_STEPS = 50
_CLOSE = 1e-7
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Penalty:
    """How strongly effects are drawn toward nothing."""

    look: float = 0.1
    look_of_kind: float = 2.0
    kind: float = 1.0
    rule: float = 16.0
    cue: float = 1.0
    own: float = 1.0


PENALTY = Penalty()

Name = tuple[str, ...]


def fit(counts: Sequence[Count], penalty: Penalty = PENALTY) -> Effects:
    """Fit the effects to counts, by Newton's method."""
    names: dict[Name, int] = {("base",): 0, ("own",): 1}
    rows = [[names.setdefault(name, len(names)) for name in _names(one)] for one in counts]
    design = np.zeros((len(counts), len(names)))
    for number, (row, one) in enumerate(zip(rows, counts, strict=True)):
        design[number, row] = 1.0
        design[number, 1] = own_logit(one.own)
    drawn = np.array([_strength(name, penalty) for name in names])
    held = np.array([one.held for one in counts], float)
    claims = np.array([one.claims for one in counts], float)
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (held - claims * share) - drawn * weights
        curve = (design.T * (claims * share * (1 - share))) @ design + np.diag(drawn + _TINY)
        step = np.linalg.solve(curve, slope)
        weights += step
        if float(abs(step).max()) < _CLOSE:
            break
    found = {name: float(weights[at]) for name, at in names.items()}
    judged: Counter[tuple[str, str]] = Counter()
    for one in counts:
        judged[one.kind, one.rule] += one.claims
    return Effects(
        base=found["base",],
        own=found["own",],
        kinds={name[1]: value for name, value in found.items() if name[0] == "kind"},
        rules={name[1:]: value for name, value in found.items() if name[0] == "rule"},  # type: ignore[misc]
        cues={name[1:]: value for name, value in found.items() if name[0] == "cue"},  # type: ignore[misc]
        judged=dict(judged),
    )


FEWEST_SURE = 8
"""Claims of a kind stated as sure among strangers below which nothing is known of what that is worth."""
_SURE = 0.9
_GROUPS = "open-"  # sets of counts that are a group of publishers, each in two looks


def holds_among_strangers(stated: int, held: int) -> bool:
    """Whether of claims stated as sure enough were judged, and nine in ten of them hold."""
    return stated >= FEWEST_SURE and held >= _SURE * stated


def with_unsure(counts: Sequence[Count]) -> Effects:
    """Fit the effects, with the kinds that no claim is stated as sure of.

    Each group of publishers is judged by a fit without it. A kind of which no claim is stated as sure needs
    no bound.
    """
    tally: dict[str, list[int]] = {}
    for group in sorted({_group(one) for one in counts} - {""}):
        found = fit([one for one in counts if _group(one) != group])
        for one in counts:
            sure = found.confidence(one.kind, one.rule, one.cues, one.own)
            if _group(one) == group and round(sure, 2) >= _SURE:
                row = tally.setdefault(one.kind, [0, 0])
                row[0] += one.claims
                row[1] += one.held
    unsure = frozenset(kind for kind, row in tally.items() if not holds_among_strangers(*row))
    return replace(fit(counts), unsure=unsure)


def _group(one: Count) -> str:
    """Return the group of publishers of a count, empty for one of another set."""
    return one.set.rsplit("-", 1)[0] if one.set.startswith(_GROUPS) else ""


def log_loss(counts: Sequence[Count], penalty: Penalty = PENALTY) -> float:
    """Return the mean log loss on first meetings, each fold foretold by the other reports."""
    loss, total = 0.0, 0
    for fold in range(FOLDS):
        found = fit([one for one in counts if one.fold != fold], penalty)
        for one in _first(counts, fold):
            sure = found.confidence(one.kind, one.rule, one.cues, one.own)
            loss -= one.held * math.log(sure) + (one.claims - one.held) * math.log(1 - sure)
            total += one.claims
    return loss / max(1, total)


def _first(counts: Sequence[Count], fold: int) -> Iterable[Count]:
    return (one for one in counts if one.fold == fold and one.look == "first")


def _names(one: Count) -> list[Name]:
    names: list[Name] = [("base",), ("kind", one.kind), ("rule", one.kind, one.rule)]
    names += [("cue", one.kind, sign) for sign in one.cues]
    if one.look != "first":
        names += [("look", one.look), ("look_of_kind", one.look, one.kind)]
    return names


def _strength(name: Name, penalty: Penalty) -> float:
    return 0.0 if name[0] == "base" else float(getattr(penalty, name[0]))
