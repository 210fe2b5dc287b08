"""Where names stand beside what they name, so that no name covers another or what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Named", "place_names"]

_LETTER, _LINE = 6.9, 15.0  # width of a letter and height of a line, of bold type of 12 units
_GAP = 3.0  # between a mark and its name

Place = tuple[float, float]
_Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Named:
    """A round mark and the name that is to stand beside it."""

    key: str
    name: str
    x: float
    y: float
    radius: float


def place_names(
    marks: Sequence[Named], width: float, height: float, silent: Sequence[Named] = ()
) -> Mapping[str, Place]:
    """Return for each mark the middle of its name and the line it stands on, in units of the drawing.

    A name stands below its mark, above it, at a side or at a corner, and where all of them are taken a line
    further off: where it covers least of the names placed so far and of all marks. `silent` are marks whose
    names stand elsewhere.
    """
    rounds = {one.key: _round(one) for one in (*marks, *silent)}
    taken: list[_Box] = []
    found: dict[str, Place] = {}
    for mark in marks:
        others = [box for key, box in rounds.items() if key != mark.key] + taken
        options = [
            (sum(_shared(box, other) for other in others) + _outside(box, width, height), at, box)
            for at, box in enumerate(_boxes(mark))
        ]
        _, _, best = min(options)
        taken.append(best)
        found[mark.key] = ((best[0] + best[2]) / 2, best[3] - _GAP)
    return found


def _boxes(mark: Named) -> Iterator[_Box]:
    """Give the boxes in which a name may stand, the best first: below, above, right, left, corners, further off."""
    half = len(mark.name) * _LETTER / 2
    aside = mark.radius + _GAP
    below, beside = aside + _LINE / 2, aside + half
    for across, down in (
        (0.0, below),
        (0.0, -below),
        (beside, 0.0),
        (-beside, 0.0),
        *((side * half, up * below) for up in (1, -1) for side in (1, -1)),
        *((side * half, up * (below + _LINE)) for up in (1, -1) for side in (0, 1, -1)),
    ):
        x, y = mark.x + across, mark.y + down
        yield x - half, y - _LINE / 2, x + half, y + _LINE / 2


def _round(mark: Named) -> _Box:
    return (
        mark.x - mark.radius,
        mark.y - mark.radius,
        mark.x + mark.radius,
        mark.y + mark.radius,
    )


def _shared(one: _Box, other: _Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: _Box, width: float, height: float) -> float:
    """Return the area of a box that lies outside the drawing, which counts tenfold: it would be cut off."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return 10 * (area - _shared(box, (0.0, 0.0, width, height)))
