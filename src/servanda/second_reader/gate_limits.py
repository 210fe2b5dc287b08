"""The limits of the gate: numbers, as data (`data/gate_limits.tsv`)."""

from __future__ import annotations

from functools import cache

from servanda.data_tables import rows

__all__ = ["limit"]


@cache
def limit(name: str) -> int:
    """Return a limit by its name. Raises KeyError where there is none."""
    return {key: int(number) for key, number in rows("second_reader", "gate_limits")}[name]
