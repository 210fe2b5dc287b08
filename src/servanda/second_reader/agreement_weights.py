"""What a second reader's word is worth, as data (`data/agreement_weights.tsv`), fitted on keyed reports."""

from __future__ import annotations

from functools import cache

from servanda.data_tables import rows

__all__ = ["agreement_weight", "confidence_alone"]


def agreement_weight() -> float:
    """Return what it adds to the log-odds that a claim holds when a model says the same."""
    return _weights()["agreement", ""]


def confidence_alone(kind: str) -> float:
    """Return the confidence of a claim of a kind that only a model proposes."""
    return min(_UNSURE, _weights()["alone", kind])


_UNSURE = 0.89  # few claims of each kind were judged, all of one model: none is stated as sure


@cache
def _weights() -> dict[tuple[str, str], float]:
    found = {}
    for row in rows("second_reader", "agreement_weights"):
        found[row[0], row[1]] = float(row[2])
    return found
