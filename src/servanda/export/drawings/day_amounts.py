"""How many entries stand under which days: bars of equal stretches of days, made of pieces one above the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["HEIGHT", "WIDTH", "Bar", "Piece", "day_bars"]


WIDTH, HEIGHT = 1000, 90
"""The size of the drawing, in its own units."""

_GAP = 2.0  # between two bars
_LEAST = 1.5  # height of a piece, so that it can be seen


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a bar: of which sort its entries are, how many, and where it stands."""

    sort: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The entries of some days, both included; `middle` is the day between them."""

    first: date
    last: date
    count: int
    x: float
    width: float
    pieces: tuple[Piece, ...]

    @property
    def middle(self) -> date:
        """The day in the middle."""
        return self.first + (self.last - self.first) // 2


def day_bars(
    entries: Iterable[tuple[date, str]], days: tuple[date, date], sorts: Sequence[str], most: int
) -> tuple[Bar, ...]:
    """Count entries, each with its day and its sort, in at most so many bars between two days.

    What stands under another day is left out. `sorts` says what stands below what.
    """
    first, last = days
    whole = (last - first).days + 1
    each = -(-whole // most)
    number = -(-whole // each)
    counts: list[Counter[str]] = [Counter() for _ in range(number)]
    for day, sort in entries:
        if first <= day <= last:
            counts[(day - first).days // each][sort] += 1
    highest = max((found.total() for found in counts), default=0)
    if not highest:
        return ()
    width = WIDTH / number
    return tuple(
        Bar(
            begin,
            min(last, begin + timedelta(days=each - 1)),
            found.total(),
            round(at * width + _GAP / 2, 1),
            round(width - _GAP, 1),
            _pieces(found, sorts, HEIGHT / highest),
        )
        for at, found in enumerate(counts)
        for begin in (first + timedelta(days=at * each),)
    )


def _pieces(found: Counter[str], sorts: Sequence[str], unit: float) -> tuple[Piece, ...]:
    """Lay the pieces of a bar one above the other, the first sort at the bottom."""
    made, y = [], float(HEIGHT)
    for sort in sorts:
        if found[sort]:
            height = max(_LEAST, found[sort] * unit)
            y = max(0.0, y - height)
            made.append(Piece(sort, found[sort], round(y, 1), round(height, 1)))
    return tuple(made)
