"""Whether a thing was told before, among the last ones."""

from __future__ import annotations

from servanda.extraction.retelling import LOOKED_AT, told_before


def test_the_first_of_those_that_are_the_same_is_found() -> None:
    assert told_before(["a", "b", "b"], lambda one: one == "b") == 1
    assert told_before(["a", "b"], lambda one: one == "c") is None
    assert told_before([], lambda _: True) is None


def test_no_more_are_looked_at_than_a_report_can_tell() -> None:
    asked: list[int] = []
    told_before(range(10 * LOOKED_AT), lambda one: bool(asked.append(one)))
    assert asked == list(range(9 * LOOKED_AT, 10 * LOOKED_AT))
