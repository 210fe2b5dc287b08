"""How many entries stand under which days, as bars."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from servanda.export.drawings.day_amounts import HEIGHT, WIDTH, day_bars

FIRST, LAST = date(2031, 1, 1), date(2031, 12, 31)
SORTS = ("consultation", "incident")


def test_every_entry_of_the_days_is_counted_once_and_no_other() -> None:
    days = [FIRST + timedelta(days=number) for number in range(-5, 370)]
    bars = day_bars(((day, "incident") for day in days), (FIRST, LAST), SORTS, 48)
    assert len(bars) <= 48
    assert sum(bar.count for bar in bars) == 365
    assert (bars[0].first, bars[-1].last) == (FIRST, LAST)
    for one, other in pairwise(bars):
        assert other.first == one.last + timedelta(days=1)
        assert other.x > one.x + one.width
    assert bars[-1].x + bars[-1].width < WIDTH
    assert all(bar.first <= bar.middle <= bar.last for bar in bars)


def test_the_highest_bar_is_as_high_as_the_drawing_and_pieces_stand_on_each_other() -> None:
    entries = [(FIRST, "incident")] * 3 + [(FIRST, "consultation")] + [(LAST, "incident")] * 2
    first, *between, last = day_bars(entries, (FIRST, LAST), SORTS, 12)
    low, high = first.pieces
    assert [(one.sort, one.count) for one in first.pieces] == [("consultation", 1), ("incident", 3)]
    assert low.y + low.height == HEIGHT
    assert high.y + high.height == low.y
    assert high.y == 0
    assert last.pieces[0].height == HEIGHT / 2
    assert [bar.pieces for bar in between] == [()] * len(between)


def test_nothing_to_count_is_no_drawing() -> None:
    assert day_bars([], (FIRST, LAST), SORTS, 12) == ()
    assert day_bars([(FIRST - timedelta(days=1), "incident")], (FIRST, LAST), SORTS, 12) == ()


def test_fewer_days_than_bars_are_a_bar_each() -> None:
    week = day_bars([(FIRST, "incident")], (FIRST, FIRST + timedelta(days=6)), SORTS, 48)
    assert [bar.count for bar in week] == [1, 0, 0, 0, 0, 0, 0]
