"""Measures of agreement between coders: raw, Cohen's kappa, Krippendorff's alpha.

Codings are a table: for each unit, what each coder said of it. A coder that said nothing of a unit
is not in its row.

- J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
  Measurement 20 (1960) 37–46: κ = (p_o − p_e) / (1 − p_e).
- K. Krippendorff, Content Analysis: An Introduction to Its Methodology, chapter on reliability, and
  Computing Krippendorff's Alpha-Reliability (2011): α = 1 − D_o / D_e, from the coincidences of
  values within units that two coders or more judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Any

__all__ = ["Codings", "Level", "cohen", "krippendorff", "raw"]

Value = Hashable
Codings = Mapping[Any, Mapping[str, Value]]
Difference = Callable[[Value, Value], float]


class Level(StrEnum):
    """Level of measurement: what makes two values more or less different."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def raw(codings: Codings) -> float | None:
    """Return the share of pairs of codings of one unit that are equal; None where there are none."""
    pairs = [a == b for row in codings.values() for a, b in combinations(row.values(), 2)]
    return sum(pairs) / len(pairs) if pairs else None


def cohen(codings: Codings, one: str, other: str) -> float | None:
    """Return Cohen's kappa of two coders over the units that both judged.

    None where there is no such unit, or where both gave one and the same value throughout: chance
    would do as well, and kappa is not defined.
    """
    both = [(row[one], row[other]) for row in codings.values() if one in row and other in row]
    if not both:
        return None
    total = len(both)
    observed = sum(a == b for a, b in both) / total
    left, right = Counter(a for a, _ in both), Counter(b for _, b in both)
    expected = sum(left[value] * right[value] for value in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff(codings: Codings, level: Level = Level.NOMINAL) -> float | None:
    """Return Krippendorff's alpha over any number of coders, whichever units each left out.

    None where no unit has two codings, or where all codings are equal: alpha is not defined.
    Values are numbers where the level is not nominal.
    """
    coincidences: defaultdict[tuple[Value, Value], float] = defaultdict(float)
    for row in codings.values():
        values = list(row.values())
        for at, left in enumerate(values):
            for other, right in enumerate(values):
                if at != other:
                    coincidences[left, right] += 1 / (len(values) - 1)
    totals: defaultdict[Value, float] = defaultdict(float)
    for (left, _), count in coincidences.items():
        totals[left] += count
    everything = sum(totals.values())
    differs = _difference(level, totals)
    observed = sum(n * differs(a, b) for (a, b), n in coincidences.items())
    expected = sum(totals[a] * totals[b] * differs(a, b) for a in totals for b in totals)
    return 1 - (everything - 1) * observed / expected if expected else None


def _difference(level: Level, totals: Mapping[Value, float]) -> Difference:
    """Return the squared difference of two values at a level of measurement."""
    if level is Level.NOMINAL:
        return lambda a, b: float(a != b)
    if level is Level.INTERVAL:
        return lambda a, b: (_number(a) - _number(b)) ** 2
    order: Sequence[Value] = sorted(totals, key=_number)
    place = {value: at for at, value in enumerate(order)}

    def ordinal(a: Value, b: Value) -> float:
        first, last = sorted((place[a], place[b]))
        between = sum(totals[one] for one in order[first : last + 1])
        return (between - (totals[a] + totals[b]) / 2) ** 2

    return ordinal


def _number(value: Value) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)
