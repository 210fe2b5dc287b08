"""Layers: lists that grow from day to day, kept as one list with the days of each item."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

__all__ = ["Layer", "layered", "on_layer"]

T = TypeVar("T", bound=Hashable)

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


def on_layer(layers: Iterable[Sequence[Any]], day: date) -> list[Any]:
    """Return the list as it is on `day`; the layers' days may be written in ISO 8601."""
    iso = day.isoformat()
    return [item for item, start, until in layers if str(start) <= iso < str(until)]
