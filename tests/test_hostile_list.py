"""Every input of the hostile lists (`tests/hostile`): read or refused by name, within bounds, none stops the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from hostile_costs import Cost, write_row
from hostile_inputs import Hostile, files, ordinary, pages, texts
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import Reading, read_items
from servanda.workers import Budget, Worker

SHORT = 1_000  # bytes: every day
FULL = 100_000  # bytes: the slow run
SECONDS = 2.0  # of processor time that FULL may take,
# Or so many times what an ordinary text of that length takes in the same run: sentences of two words, which
# are the dearest, take twice as long, and a busy machine measures a tenth more or less.
ORDINARY = 2.5
MEGABYTES = 600
GROWTH = (
    2.0  # how much faster than its length an input's time may grow, the noise of a machine included
)
ALL = [*texts(), *pages(), *files()]
PARTS = 4
"""Every day a quarter of the list is read, the whole in the slow run and before a change lands."""


def read(hostile: Hostile, size: int, folder: Path) -> list[Reading | InputError]:
    """Read an input as a file, and a text as what says that it is English."""
    text = hostile.id.startswith("text-")
    found: list[Any] = [hostile.item(size)] if text else hostile.items(size, folder)
    items = [one for one in found if isinstance(one, RawItem)]
    return [*(one for one in found if isinstance(one, InputError)), *read_items(items[:20])]


def test_the_list_is_long_enough() -> None:
    assert len(ALL) >= 250
    assert len({one.id for one in ALL}) == len(ALL)


@pytest.mark.costly
def test_many_are_read_or_refused_by_name(tmp_path: Path) -> None:
    read_or_refused(ALL[::PARTS], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(1, PARTS))
def test_each_is_read_or_refused_by_name(part: int, tmp_path: Path) -> None:
    read_or_refused(ALL[part::PARTS], tmp_path)


def read_or_refused(some: list[Hostile], tmp_path: Path) -> None:
    for hostile in some:
        found = read(hostile, SHORT, tmp_path)
        assert found, hostile.id
        assert len(found) <= 42, hostile.id
        for one in found:
            if isinstance(one, InputError):
                told = f"{hostile.id}: {one}"
                assert one.subject and one.reason and one.remedy, told  # noqa: PT018
                assert len(str(one)) < 1_500, told
                assert "defect" not in str(one), told
                assert "\x00" not in one.reason, told
                continue
            for claim in one.claims:
                for evidence in claim.evidence:
                    evidence.verify(one.report.text.content)


@cache
def _worker() -> Worker:
    budget = Budget(seconds=120.0, megabytes=MEGABYTES)
    return Worker(budget, "servanda.pipeline:warm_up")


def cost_of(hostile: Hostile, size: int, folder: Path) -> Cost:
    """Measure an input; its line is kept where `SERVANDA_TEST_COSTS` names a folder for that."""
    (cost,) = _worker().do("hostile_costs:measured", hostile, size, str(folder))
    lines = os.environ.get("SERVANDA_TEST_COSTS")
    if lines:
        write_row(Path(lines) / f"hostile-{size}.tsv", cost, {})
    return cast("Cost", cost)


@cache
def ordinary_takes(folder: Path) -> float:
    """Return the seconds that an ordinary text takes."""
    cost_of(ordinary(SHORT), SHORT, folder)  # what is loaded with the first is not counted
    return max(cost_of(ordinary(size), size, folder).seconds for size in (FULL // 4, FULL))


@pytest.fixture(scope="module", autouse=True)
def _end() -> Iterator[None]:
    yield
    _worker().close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.mark.slow
@pytest.mark.parametrize("hostile", ALL, ids=lambda one: one.id)
def test_each_takes_little_and_its_time_grows_with_its_length(
    hostile: Hostile, folder: Path
) -> None:
    most = max(SECONDS, ORDINARY * ordinary_takes(folder))
    quarter, full = cost_of(hostile, FULL // 4, folder), cost_of(hostile, FULL, folder)
    assert full.seconds <= most
    assert full.seconds <= 4 * GROWTH * max(quarter.seconds, 0.1)
    assert full.megabytes <= MEGABYTES
