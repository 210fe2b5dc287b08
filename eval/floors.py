"""Floors: the figures servanda once reached on the sample, and must not fall below again.

A baseline is a JSON file: the floors, rounded down to three decimals, and the SHA-256 of the key
and of every sample report they were measured on. A floor is raised on request, lowered only by
name, and never in silence; other texts make every floor meaningless, so they are refused.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Baseline", "Fall", "fingerprints"]

_STEP = 1000  # floors are kept in thousandths
_SLIP = 1e-9  # what floating point may lose between two runs


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure below its floor; `reached` is None where the figure is no longer measured."""

    name: str
    floor: float
    reached: float | None

    def __str__(self) -> str:
        """Say what fell, from where to where."""
        reached = "not measured" if self.reached is None else f"{self.reached:.3f}"
        return f"{self.name}: {reached}, floor {self.floor:.3f}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Floors by figure, and fingerprints by file of what they were measured on."""

    floors: Mapping[str, float] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline; a missing file is one without floors or pins."""
        if not path.is_file():
            return cls()
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(floors=dict(data["floors"]), pins=dict(data["sha256"]))

    def save(self, path: Path) -> None:
        """Write the baseline, in an order that makes changes easy to review."""
        data = {
            "floors": dict(sorted(self.floors.items())),
            "sha256": dict(sorted(self.pins.items())),
        }
        path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def falls(self, figures: Mapping[str, float]) -> list[Fall]:
        """List the figures below their floor, those no longer measured among them."""
        found = []
        for name, floor in sorted(self.floors.items()):
            reached = figures.get(name)
            if reached is None or reached < floor - _SLIP:
                found.append(Fall(name, floor, reached))
        return found

    def raised(self, figures: Mapping[str, float]) -> Baseline:
        """Lift every floor that its figure has passed, and add new figures. Nothing is lowered."""
        floors = dict(self.floors)
        for name, reached in figures.items():
            floors[name] = max(floors.get(name, 0.0), _down(reached))
        return Baseline(floors, self.pins)

    def lowered(self, figures: Mapping[str, float], names: Iterable[str]) -> Baseline:
        """Bring the named floors down to what is reached; drop those no longer measured.

        Raises KeyError where no floor has that name.
        """
        floors = dict(self.floors)
        for name in names:
            floor = floors.pop(name)
            if name in figures:
                floors[name] = min(floor, _down(figures[name]))
        return Baseline(floors, self.pins)

    def pinned(self, pins: Mapping[str, str]) -> Baseline:
        """Keep the floors and say that they hold for these files from now on."""
        return Baseline(self.floors, dict(pins))

    def changed(self, pins: Mapping[str, str]) -> list[str]:
        """Name the files that were added, removed or changed since the floors were measured."""
        names = sorted({*self.pins, *pins})
        return [name for name in names if self.pins.get(name) != pins.get(name)]


def fingerprints(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Give the SHA-256 of each file, by its path below `root`."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


def _down(value: float) -> float:
    return math.floor(value * _STEP + _SLIP) / _STEP
