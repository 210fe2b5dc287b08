"""What stands where: looked up among things in the order of the text, without walking over all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

__all__ = ["Marked", "begins_within", "ends_before", "span_at"]


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Thing = TypeVar("_Thing", bound=_Placed)


def begins_within(things: list[_Thing], start: int, end: int) -> list[_Thing]:
    """Return the things that begin at `start` or behind it, and before `end`; they ascend by where they begin."""
    first = bisect_left(things, start, key=lambda one: one.start)
    return things[first : bisect_left(things, end, lo=first, key=lambda one: one.start)]


def ends_before(things: Sequence[_Thing], place: int) -> _Thing | None:
    """Return the last of the things that has ended at a place, or None; they ascend by where they begin."""
    at = bisect_left(things, place, key=lambda one: one.start) - 1
    while at >= 0 and things[at].end > place:
        at -= 1
    return things[at] if at >= 0 else None


def span_at(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    """Return the span that holds a place, or None; spans ascend, and no two overlap."""
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and place < spans[at][1] else None


class Marked:
    """The characters of a text of given length, some of them marked."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in spans:
            self.mark(start, end)

    def mark(self, start: int, end: int) -> None:
        """Mark the characters of a span, as far as they are there."""
        self._marks[start:end] = b"\x01" * len(self._marks[start:end])

    def any(self, start: int, end: int) -> bool:
        """Whether a character of a span is marked."""
        return self._marks.find(1, start, end) >= 0
