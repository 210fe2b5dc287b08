"""Partial dates: as much of a day as is sure, for formats that know no intervals."""

from __future__ import annotations

from servanda.model import When

__all__ = ["partial"]


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
