"""What stands where, looked up without walking over everything."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.parsing.spans import Marked, begins_within, ends_before, span_at


@dataclass(frozen=True)
class Thing:
    start: int
    end: int


def _apart(gaps: list[tuple[int, int]]) -> list[Thing]:
    found: list[Thing] = []
    for gap, length in gaps:
        start = (found[-1].end if found else 0) + gap
        found.append(Thing(start, start + length))
    return found


APART = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), max_size=12).map(_apart)
PLACE = st.integers(-3, 60)


@settings(deadline=None)
@given(APART, PLACE, PLACE)
def test_a_look_up_finds_what_a_walk_finds(things: list[Thing], start: int, end: int) -> None:
    assert begins_within(things, start, end) == [t for t in things if start <= t.start < end]
    assert ends_before(things, start) == next((t for t in things[::-1] if t.end <= start), None)
    spans = [(t.start, t.end) for t in things]
    assert span_at(spans, start) == next(((a, b) for a, b in spans if a <= start < b), None)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), PLACE, PLACE)
def test_marked_characters_are_found(spans: list[tuple[int, int]], start: int, end: int) -> None:
    marked = Marked(25, spans)
    start, end = max(0, start), max(0, end)
    told = {at for a, b in spans for at in range(a, min(b, 25))}
    assert marked.any(start, end) == any(at in told for at in range(start, end))
