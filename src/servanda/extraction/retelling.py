"""Retelling: whether what a place in a report tells has been told before, among the last things it told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["LOOKED_AT", "told_before"]

LOOKED_AT = 300
"""Things of one kind that a further telling is compared with, the last ones: as many as a report can tell."""

_Thing = TypeVar("_Thing")


def told_before(things: Sequence[_Thing], same: Callable[[_Thing], bool]) -> int | None:
    """Return the number of the first of the last things of which `same` holds, or None."""
    first = max(0, len(things) - LOOKED_AT)
    return next((number for number in range(first, len(things)) if same(things[number])), None)
