"""Layers: lists that grow from day to day, kept as one list with the days of each item."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

__all__ = ["Layer", "kept_layers", "layered", "on_layer"]

T = TypeVar("T", bound=Hashable)
_LAST = (date.max - timedelta(days=1)).isoformat()

Layer = tuple[T, date, date]
"""An item with the day from which, and the day until before which, it is in the list."""


def layered(lists: Sequence[tuple[Sequence[T], date, date]]) -> list[Layer[T]] | None:
    """Lay lists, each with its days, over each other; None where no one order gives them all.

    The days must follow each other.
    """
    order: list[T] = []
    days: dict[T, tuple[date, date]] = {}
    for items, start, until in lists:
        at = 0
        for item in items:
            if item not in days:
                order.insert(at, item)
                days[item] = start, until
            elif item in order[at:] and days[item][1] == start:
                days[item] = days[item][0], until
            else:
                return None
            at = order.index(item, at) + 1
    return [(item, *days[item]) for item in order]


def kept_layers(layers: Sequence[Layer[Any]]) -> dict[str, list[Any]]:
    """Write layers as they are kept: `items`, the days `since`, and `until` where any end comes."""
    found: dict[str, list[Any]] = {
        "items": [item for item, _, _ in layers],
        "since": [since for _, since, _ in layers],
    }
    if any(until != date.max for _, _, until in layers):
        found["until"] = [until for _, _, until in layers]
    return found


def on_layer(kept: Mapping[str, list[Any]], day: str) -> list[Any]:
    """Return the list as it is on `day`; it and the layers' days are written in ISO 8601."""
    items, since, until = kept["items"], kept["since"], kept.get("until")
    if until is not None:
        end = min(day, _LAST)  # the calendar's last day stands for no end
        days = zip(items, since, until, strict=True)
        return [item for item, first, after in days if first <= day and end < after]
    if not since or max(since) <= day:
        return list(items)
    return [item for item, first in zip(items, since, strict=True) if first <= day]
