"""Lists that grow from day to day, kept as one list with the days of each item."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.analysis.daily_states import kept_layers, layered, on_layer
from servanda.model.serialization import plain_row

FIRST, SECOND, THIRD = (date(2031, month, 1) for month in (1, 2, 3))


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("a", "ab"),
        ("b", "ab"),
        ("ab", "b"),
        ("", "a"),
        ("a", "aa"),
        ("aa", "a"),
        ("ab", "aab"),
        ("aa", "aba"),
    ],
)
def test_every_day_reads_as_its_own_list(early: str, late: str) -> None:
    layers = layered([(early, FIRST, SECOND), (late, SECOND, date.max)])
    assert layers is not None
    kept = plain_row(kept_layers(layers))
    assert on_layer(kept, FIRST.isoformat()) == list(early)
    assert on_layer(kept, THIRD.isoformat()) == list(late)


def test_a_list_with_equal_items_is_laid_by_itself() -> None:
    assert layered([("aa", FIRST, date.max)]) == [("a", FIRST, date.max)] * 2


def test_lists_in_opposite_orders_fit_no_one_list() -> None:
    assert layered([("ab", FIRST, SECOND), ("ba", SECOND, date.max)]) is None
