"""Every input of the hostile lists (`tests/hostile`): read or refused by name, within bounds, none stops the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hostile_inputs import Hostile, files, ordinary, pages, texts
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import Reading, read_items
from servanda.workers import Budget, Worker

SHORT = 1_000  # bytes: every day
FULL = 100_000  # bytes: the slow run
SECONDS = 2.0  # of processor time that FULL may take,
ORDINARY = 2.0  # or so many times what an ordinary text of that length takes on the same machine
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


def timed(hostile: Hostile, size: int) -> Iterator[float]:
    """Yield the seconds of processor time that reading takes; done in a worker."""
    begun = time.process_time()
    list(read_items([hostile.item(size)]))
    yield time.process_time() - begun


def opened(hostile: Hostile, size: int, folder: str) -> Iterator[float]:
    """Yield the seconds of processor time that opening a file and reading it takes."""
    begun = time.process_time()
    items = [one for one in hostile.items(size, Path(folder)) if isinstance(one, RawItem)]
    list(read_items(items[:50]))
    yield time.process_time() - begun


@cache
def _worker() -> Worker:
    budget = Budget(seconds=120.0, megabytes=MEGABYTES)
    return Worker(budget, "servanda.pipeline:warm_up")


@cache
def ordinary_takes() -> float:
    """Return the seconds that an ordinary text takes."""
    one = ordinary(FULL)
    return next(iter(list(_worker().do(f"{__name__}:timed", one, FULL))))  # type: ignore[no-any-return]


@pytest.fixture(scope="module", autouse=True)
def _end() -> Iterator[None]:
    yield
    _worker().close()


@pytest.mark.slow
@pytest.mark.parametrize("hostile", ALL, ids=lambda one: one.id)
def test_each_takes_little_and_its_time_grows_with_its_length(
    hostile: Hostile, tmp_path: Path
) -> None:
    def seconds(size: int) -> float:
        if hostile.id.startswith("file-"):
            (took,) = _worker().do(f"{__name__}:opened", hostile, size, str(tmp_path))
        else:
            (took,) = _worker().do(f"{__name__}:timed", hostile, size)
        return float(took)

    quarter, full = seconds(FULL // 4), seconds(FULL)
    assert full <= max(SECONDS, ORDINARY * ordinary_takes())
    assert full <= 4 * GROWTH * max(quarter, 0.1)
