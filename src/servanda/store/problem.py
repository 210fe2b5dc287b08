"""What a check finds wrong with a record."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that is wrong: what (an id or a name), and why."""

    what: str
    why: str
