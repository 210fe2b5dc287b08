"""What days are read by: days, Mondays, months or years, as many as have room, within what is spanned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from made import day
from servanda.export.time_scale import WIDTH, Scale, far_ticks, fitted, ticks


@pytest.mark.parametrize(
    ("first", "days", "names"),
    [
        ("2031-03-03", 6, ["3 Mar", "4 Mar", "5 Mar", "6 Mar", "7 Mar", "8 Mar", "9 Mar"]),
        ("2030-12-30", 3, ["30 Dec", "31 Dec", "1 Jan 2031", "2 Jan"]),
        ("2031-03-01", 30, ["3 Mar", "10 Mar", "17 Mar", "24 Mar", "31 Mar"]),
        ("2031-02-15", 100, ["Mar", "Apr", "May"]),
        ("2030-11-15", 500, ["2031", "Apr", "Jul", "Oct", "2032"]),
        (
            "2021-07-02",
            1826,
            ["2022", "Jul", "2023", "Jul", "2024", "Jul", "2025", "Jul", "2026", "Jul"],
        ),
        ("9999-12-30", 1, ["30 Dec", "31 Dec"]),
    ],
)
def test_days_have_names_where_there_is_room(first: str, days: int, names: list[str]) -> None:
    begins = date.fromisoformat(first)
    scale = Scale(begins, begins + timedelta(days=days))
    found = list(ticks(scale))
    assert [one.name.replace("\u00a0", " ") for one in found] == names
    places = [one.x for one in found]
    assert places == sorted(places)
    assert all(scale.left <= x <= scale.right <= WIDTH for x in places)


def test_only_a_margin_names_days_beyond_the_scale() -> None:
    times = [day("1951-09-08"), *(day(f"2031-0{month}-03") for month in range(1, 7))]
    whole = fitted(times, date(2031, 6, 1))
    assert whole.before
    assert len(list(far_ticks(times, whole))) == 1
    assert not list(far_ticks(times, Scale(whole.first, whole.last)))
