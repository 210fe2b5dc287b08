"""Reliability: whether of claims marked 0.9 nine in ten hold.

The expected calibration error is the gap between stated and observed share, averaged over bins of
stated confidence by their claims (Guo et al. 2017, "On calibration of modern neural networks");
the Brier score is the mean squared difference between confidence and outcome, 0 or 1.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.judged import Judged

__all__ = ["Bin", "Reliability", "bins", "measure", "render"]

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
_NINETY_FIVE = 1.96  # standard deviations


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of about one confidence: the mean of what was stated, and what was found."""

    low: float
    high: float
    claims: int
    held: int
    stated: float

    @property
    def share(self) -> float:
        """The share that holds."""
        return self.held / self.claims

    def interval(self) -> tuple[float, float]:
        """Give the 95% interval of the share (Wilson 1927)."""
        square = _NINETY_FIVE**2
        middle = (self.held + square / 2) / (self.claims + square)
        spread = self.share * (1 - self.share) / self.claims + square / (4 * self.claims**2)
        half = _NINETY_FIVE * math.sqrt(spread) / (1 + square / self.claims)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far stated confidence agrees with what holds."""

    claims: int
    held: int
    stated: float
    error: float
    brier: float
    loss: float


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """Sort claims by stated confidence into bins; empty ones are left out."""
    found = []
    every = list(judged)
    for low, high in itertools.pairwise(_EDGES):
        inside = [one for one in every if low <= one.claim.confidence < high]
        if inside:
            stated = sum(one.claim.confidence for one in inside) / len(inside)
            held = sum(one.holds for one in inside)
            found.append(Bin(low, min(high, 1.0), len(inside), held, stated))
    return found


def measure(judged: Sequence[Judged]) -> Reliability:
    """Measure the agreement over all claims. Raises ValueError where there are none."""
    if not judged:
        message = "no claims to measure"
        raise ValueError(message)
    number = len(judged)
    sure = [min(max(one.claim.confidence, 1e-6), 1 - 1e-6) for one in judged]
    return Reliability(
        claims=number,
        held=sum(one.holds for one in judged),
        stated=sum(sure) / number,
        error=sum(abs(one.share - one.stated) * one.claims for one in bins(judged)) / number,
        brier=sum((p - one.holds) ** 2 for p, one in zip(sure, judged, strict=True)) / number,
        loss=-sum(math.log(p if one.holds else 1 - p) for p, one in zip(sure, judged, strict=True))
        / number,
    )


def render(judged: Sequence[Judged], *, rules: bool = False) -> str:
    """Lay out the reliability table, a line a kind and, where wanted, a line a rule."""
    lines = [f"{'stated':13}{'claims':>7}{'held':>6}{'mean':>7}{'share':>7}  95%"]
    for one in bins(judged):
        low, high = one.interval()
        span = f"{one.low:.2f}–{one.high:.2f}"
        numbers = f"{one.claims:7}{one.held:6}{one.stated:7.3f}{one.share:7.3f}"
        lines.append(f"{span:13}{numbers}  {low:.2f}–{high:.2f}")
    whole = measure(judged)
    lines.append(
        f"claims {whole.claims} · hold {whole.held / whole.claims:.3f} · stated {whole.stated:.3f} · "
        f"calibration error {whole.error:.3f} · Brier {whole.brier:.4f} · log loss {whole.loss:.4f}"
    )
    lines += ["", f"{'kind':14}{'claims':>7}{'held':>6}{'share':>7}{'stated':>8}"]
    lines += _grouped(judged, lambda one: one.claim.kind, 14)
    if rules:
        lines += ["", f"{'rule':40}{'claims':>7}{'held':>6}{'share':>7}{'stated':>8}"]
        lines += _grouped(judged, lambda one: one.claim.rule, 40)
    return "\n".join(lines)


def _grouped(judged: Sequence[Judged], name: Callable[[Judged], str], width: int) -> list[str]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(name(one), []).append(one)
    lines = []
    for key, members in sorted(groups.items()):
        held = sum(one.holds for one in members)
        stated = sum(one.claim.confidence for one in members) / len(members)
        share = held / len(members)
        lines.append(f"{key:{width}}{len(members):7}{held:6}{share:7.3f}{stated:8.3f}")
    return lines
