"""What agreement is worth, and what a model's word alone is: fitted to counts, judged group by group.

    python -m eval.second_reader.fitting            the weights, and how well they foretell a group left out
    python -m eval.second_reader.fitting --write    write them for the second reader

*Agreement* is what is added to the log-odds that a claim of the rules holds where the model says the same: a
logistic regression of one weight, drawn toward nothing. *Alone* is the share of claims that hold which only the
model proposed, kind by kind, each drawn toward the share of all by so many claims. Neither states a claim as
sure: the second reader sees to that.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.second_reader.counts import Count, Sort, load
from servanda.second_reader.reading_task import KINDS

__all__ = ["TABLE", "agreement", "alone", "log_loss", "main", "report", "table"]

TABLE = (
    Path(__file__).resolve().parents[2] / "src/servanda/second_reader/data/agreement_weights.tsv"
)

_DRAWN = 1.0  # the ridge on the weight of agreement
_PRIOR = 10  # claims of the share of all that each kind's own is drawn toward
_FARTHEST = 20.0  # in log-odds: beyond, nothing is uncertain
_HALVINGS = 60


def agreement(counts: Iterable[Count]) -> float:
    """Fit what agreement adds to the log-odds that a claim holds: where the likelihood stops growing."""
    agreed = [one for one in counts if one.sort is Sort.AGREES]

    def slope(weight: float) -> float:
        missed = (one.held - one.claims * _share(one.stated, weight) for one in agreed)
        return sum(missed) - _DRAWN * weight

    low, high = -_FARTHEST, _FARTHEST  # the slope only falls
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return (low + high) / 2


def alone(counts: Iterable[Count]) -> dict[str, float]:
    """Return the share of claims by a model alone that hold, of each kind; 0.5 where none was counted."""
    claims: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for one in counts:
        if one.sort is Sort.ALONE:
            claims[one.kind] += one.claims
            held[one.kind] += one.held
    total = claims.total()
    every = held.total() / total if total else 0.5
    return {kind: (held[kind] + _PRIOR * every) / (claims[kind] + _PRIOR) for kind in KINDS}


def log_loss(counts: Iterable[Count], weight: float, sort: Sort = Sort.AGREES) -> float:
    """Return the mean log loss of what is foretold of claims of a sort with a weight of agreement."""
    loss, total = 0.0, 0
    for one in counts:
        if one.sort is sort:
            share = _share(one.stated, weight)
            loss -= one.held * math.log(share) + (one.claims - one.held) * math.log(1 - share)
            total += one.claims
    return loss / max(1, total)


def _share(stated: float, weight: float) -> float:
    kept = min(max(stated, 0.01), 0.99)
    return 1 / (1 + math.exp(-math.log(kept / (1 - kept)) - weight))


def report(counts: Sequence[Count]) -> str:
    """Lay out what was counted, the weights, and how well they foretell each group left out."""
    lines = [f"{'':10}{'stated':>10}{'claims':>8}{'held':>6}{'share':>7}"]
    for sort in Sort:
        for name, low, high in (("below 0.9", 0.0, 0.895), ("0.9 and more", 0.895, 1.0)):
            of = [one for one in counts if one.sort is sort and low <= one.stated < high]
            claims = sum(one.claims for one in of)
            if claims:
                held = sum(one.held for one in of)
                stated = "" if sort is Sort.ALONE else name
                lines.append(f"{sort:10}{stated:>13}{claims:5}{held:6}{held / claims:7.3f}")
    lines.append(f"\nagreement adds {agreement(counts):.2f} to the log-odds")
    lines.append(f"{'left out':20}{'agreed':>7}{'weight':>8}{'loss':>7}{'at 0':>7}")
    for group in dict.fromkeys(one.group for one in counts):
        mine = [one for one in counts if one.group == group]
        weight = agreement(one for one in counts if one.group != group)
        agreed = sum(one.claims for one in mine if one.sort is Sort.AGREES)
        losses = f"{log_loss(mine, weight):7.3f}{log_loss(mine, 0.0):7.3f}"
        lines.append(f"{group:20}{agreed:7}{weight:8.2f}{losses}")
    lines += ["", f"{'by a model alone':20}{'claims':>7}{'held':>6}{'stated':>8}{'left out':>10}"]
    shares = alone(counts)
    for kind in KINDS:
        own = [one for one in counts if one.sort is Sort.ALONE and one.kind == kind]
        claims, held = sum(one.claims for one in own), sum(one.held for one in own)
        lines.append(f"{kind:20}{claims:7}{held:6}{shares[kind]:8.2f}{_foretold(counts, kind):>10}")
    return "\n".join(lines)


def _foretold(counts: Sequence[Count], kind: str) -> str:
    """Return the mean share that the other groups foretell of a kind's claims, group by group."""
    total, foretold = 0, 0.0
    for group in dict.fromkeys(one.group for one in counts):
        mine = [one for one in counts if one.group == group and one.kind == kind]
        claims = sum(one.claims for one in mine if one.sort is Sort.ALONE)
        total += claims
        foretold += claims * alone(one for one in counts if one.group != group)[kind]
    return f"{foretold / total:.2f}" if total else "–"


def table(counts: Sequence[Count]) -> str:
    """Write the weights as the table that the second reader loads."""
    agreed = [one for one in counts if one.sort is Sort.AGREES]
    claims, held = sum(one.claims for one in agreed), sum(one.held for one in agreed)
    lines = [
        "# What a second reader's word is worth. Made by python -m eval.second_reader.fitting --write, from",
        "# eval/second_reader/agreement.tsv: one large language model on keyed reports of seven publishers.",
        "# what, kind, weight (of agreement: log-odds; alone: the share that holds), claims judged, claims that held",
        f"agreement\t\t{agreement(counts):.2f}\t{claims}\t{held}",
    ]
    for kind, share in alone(counts).items():
        own = [one for one in counts if one.sort is Sort.ALONE and one.kind == kind]
        claims, held = sum(one.claims for one in own), sum(one.held for one in own)
        lines.append(f"alone\t{kind}\t{share:.2f}\t{claims}\t{held}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.second_reader.fitting")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args(arguments)
    counts = load()
    sys.stdout.write(f"{report(counts)}\n")
    if given.write:
        TABLE.write_text(table(counts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
