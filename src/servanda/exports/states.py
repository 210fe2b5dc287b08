"""Which parties are states, and their other code: ISO 3166-1 alpha-2 to alpha-3."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["alpha3_of", "is_state", "rows"]


def is_state(party: str) -> bool:
    """Whether a party is a state or territory by its alpha-2 code, and no organisation ("G7")."""
    return party in _codes()


def alpha3_of(party: str) -> str | None:
    """Give a state's alpha-3 code; None for anything else."""
    return _codes().get(party)


def rows(name: str) -> list[list[str]]:
    """Read a table of this package's data: cells by tabs, comments left out."""
    text = resources.files("servanda.exports.data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _codes() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries.tsv")}
