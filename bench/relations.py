"""How ties and the hottest relation grow with a record: a simulation, from ten thousand reports to ten million.

    python bench/relations.py [--reports 10000 100000 1000000 10000000] [--seed 1]

Relations are pairs of 193 states, and how often each is reported is assumed to follow a power law: a few pairs
have most of the reports. A claim can tie with those of its own relation only, as parties are part of every
blocking key, and of these with what shares an object, a place or a day. Two rules are compared: a claim
looks at all of its block, as where a promise has no last day, or at what lies within a window of time. Printed
are how many relations there are, the reports of the hottest and its share, its largest block under both rules, that of
the relation in which the median report lies, and the ties of all, scaled to the 334 that were found among 984
releases (`ties.py`). Only that last figure is measured: the rest says what grows, and what does not.
"""

from __future__ import annotations

import argparse

import numpy as np

STATES = 193
EXPONENT = 1.15  # of the power law; an assumption, as are all that follow
OBJECTS = 40.0  # objects of promises in a relation's first hundred reports; new ones come as in a vocabulary
GROWTH = 0.55  # Heaps' law: objects of a relation grow with its reports to this power
KEYED = 3.0  # claims of a report that have blocking keys, of some nine
A_DAY = 300.0  # reports a day on all relations: a hundred thousand a year
WINDOW = 180.0  # days
_FOUND, _AMONG = 334, 984  # ties, and the reports of one publisher among which they were found


def shares(relations: int) -> np.ndarray:
    """Return how much of all reports each relation has, the hottest first."""
    weights = np.arange(1, relations + 1, dtype=float) ** -EXPONENT
    return weights / weights.sum()


def block(reports: np.ndarray) -> np.ndarray:
    """Return how many claims share the commonest key of a relation with so many reports."""
    objects = np.maximum(1.0, OBJECTS * np.maximum(reports, 1.0) ** GROWTH / 100.0**GROWTH)
    commonest = 1.0 / np.log(objects + np.e)  # the head of Zipf's law over so many objects
    return KEYED * reports * commonest


def ties(held: np.ndarray) -> float:
    """Return how many ties there are, in a unit of its own."""
    return float((held * np.log1p(held)).sum())


def simulate(count: int, dice: np.random.Generator) -> dict[str, float]:
    """Return the figures of one size."""
    held = dice.multinomial(count, shares(STATES * (STATES - 1) // 2)).astype(float)
    days = count / A_DAY
    near = held * min(1.0, WINDOW / days)
    by_report = np.sort(held)[::-1]
    middle = by_report[np.searchsorted(np.cumsum(by_report), count / 2)]
    return {
        "reports": count,
        "relations": float((held > 0).sum()),
        "hottest": float(held.max()),
        "share": float(held.max() / count),
        "block, all": float(block(held).max()),
        "block, window": float(block(near).max()),
        "median's block, window": float(block(np.array([middle * min(1.0, WINDOW / days)]))[0]),
        "ties": ties(held) * _FOUND / ties(np.array([float(_AMONG)])),
    }


def main() -> None:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10**n for n in (4, 5, 6, 7)])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = np.random.default_rng(given.seed)
    rows = [simulate(count, dice) for count in given.reports]
    print(" | ".join(rows[0]))
    for row in rows:
        print(
            " | ".join(f"{value:.3f}" if value < 1 else f"{value:,.0f}" for value in row.values())
        )


if __name__ == "__main__":
    main()
