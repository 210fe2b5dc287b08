"""Codes of states, and partial dates, for formats that know neither parties nor intervals."""

from __future__ import annotations

from functools import cache
from importlib import resources

from servanda.model import When

__all__ = ["alpha3_of", "is_state", "partial", "rows"]


def is_state(party: str) -> bool:
    """Whether a party is a state or territory by its alpha-2 code, and no organisation ("G7")."""
    return party in _codes()


def alpha3_of(party: str) -> str | None:
    """Give a state's alpha-3 code; None for anything else."""
    return _codes().get(party)


def rows(name: str, package: str = "servanda.world.data") -> list[list[str]]:
    """Read a table of a package's data: cells by tabs, comments left out."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _codes() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("countries.tsv")}


# -- Partial dates: as much of a day as is sure, for formats that know no intervals


def partial(when: When | None) -> str | None:
    """Return `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, whatever all days of `when` share; else None."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = when.earliest, when.latest
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return first.isoformat()[:4] if first.year == last.year else None
