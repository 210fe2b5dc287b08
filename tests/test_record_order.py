"""Orders that were worked out: parts by status, after an entry or a place."""

from __future__ import annotations

from servanda.record_order import KnownOrder

ORDER = KnownOrder([("a", "due"), ("b", "done"), ("c", "due"), ("d", "partly_done")])


def test_parts_are_of_the_statuses_asked_for() -> None:
    assert ORDER.counts == {"due": 2, "done": 1, "partly_done": 1}
    assert list(ORDER.part(0, 2)) == ["a", "b"]
    assert list(ORDER.part(1, 9, status="Partly done, due")) == ["c", "d"]
    assert list(ORDER.part(0, 9, status="overdue")) == []


def test_a_part_follows_an_entry_or_a_place_where_it_is_gone() -> None:
    assert list(ORDER.part(1, 9, after="c")) == ["d"]
    assert list(ORDER.part(3, 9, after="gone")) == ["d"]
    assert KnownOrder.of("xyz").part(0, 2, after="x") == ["y", "z"]
