"""The order of entries of one kind: by their time, those that bear none at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

__all__ = ["ORDERED_BY", "in_time", "place_of"]


Row = Mapping[str, Any]
Place = tuple[date, date, str]
"""A first and a last day, and the report that told of it first."""

ORDERED_BY = ("when", "due")
"""The times by which entries are listed, each by the first of them that it has."""


def place_of(row: Row, reports: Iterable[str]) -> Place:
    """Say where an entry stands among those of its kind; `reports` are the names of those that tell of it.

    What has no time at all comes after what has one without days.
    """
    told = next(iter(reports), "")
    time = next((row[key] for key in ORDERED_BY if row.get(key)), None)
    if time is None:
        return date.max, date.min, told
    first, last = time["earliest"] or time["latest"], time["latest"]
    return _day(first), _day(last), told


def in_time(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort entries of one kind by their places, and by their ids within these."""
    return sorted(rows, key=lambda row: (*place_of(row, row["reports"]), row["id"]))


def _day(iso: str | None) -> date:
    return date.fromisoformat(iso) if iso else date.max
