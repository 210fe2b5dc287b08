"""What one report may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Budget"]


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that reading one report may take.

    `seconds` are of processor time, so that a busy machine refuses nothing that an idle one reads;
    `megabytes` are of memory, the language model's included. Where the system cannot bound one of
    them (the memory on anything but Linux, both on Windows), it is not bound.
    """

    seconds: float = 60.0
    megabytes: int = 1_000
