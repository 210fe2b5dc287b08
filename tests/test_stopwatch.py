"""Stages: each has its own time and not that of one within it, and all together are the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from servanda.stopwatch import OTHER, Stopwatch, measured, stage


def work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_stage_within_another_is_not_counted_twice() -> None:
    watch = Stopwatch()
    with watch.running():
        work(0.02)
        with stage("outer"):
            work(0.02)
            with stage("inner"):
                work(0.06)
            work(0.02)
    spent = {name: one.processor for name, one in watch.stages.items()}
    assert set(spent) == {OTHER, "outer", "inner"}
    assert 0.06 <= spent["inner"] < 0.09
    assert 0.04 <= spent["outer"] < 0.06
    assert watch.stages["inner"].times == 1


def test_items_are_counted_where_they_are_made_and_not_where_they_are_used() -> None:
    def source() -> Iterator[int]:
        for number in range(3):
            work(0.02)
            yield number

    watch = Stopwatch()
    with watch.running():
        found = []
        for one in measured("make", source()):
            with stage("use"):
                work(0.01)
            found.append(one)
    assert found == [0, 1, 2]
    assert watch.stages["make"].times == 4  # the end of it is looked for too
    assert watch.stages["make"].processor >= 0.06
    assert 0.03 <= watch.stages["use"].processor < 0.05


def test_an_error_ends_its_stage() -> None:
    watch = Stopwatch()
    with watch.running():
        with pytest.raises(ValueError, match="invalid"), stage("fails"):
            int("not a number")
        work(0.01)
    assert watch.stages[OTHER].processor >= 0.01


def test_without_a_stopwatch_nothing_is_kept() -> None:
    with stage("alone"):
        assert list(measured("alone", [1, 2])) == [1, 2]
    watch = Stopwatch()
    with watch.running():
        pass
    assert set(watch.stages) == {OTHER}
