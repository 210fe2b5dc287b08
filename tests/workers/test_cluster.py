"""A cluster of real processes: in order, once each, whoever is killed on the way."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dask_workers import Started, started
from servanda.errors import ClusterError, UsageError
from servanda.fingerprint import fingerprint
from servanda.workers import Budget
from servanda.workers.cluster import Cluster, is_cluster
from servanda.workers.cluster_task import must_be_alike

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX has it"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, of sockets that it closes late
]
BUDGET = Budget(seconds=5)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Started]:
    with started(tmp_path) as found:
        yield found


def opened(found: Started) -> Cluster:
    return Cluster(found.place, BUDGET, "", fingerprint())


def test_results_come_in_order_and_a_poison_item_is_named(cluster: Started) -> None:
    batches = [[f"{n}a", f"{n}b"] for n in range(12)]
    batches[5] = ["x", "leave", "y"]
    with opened(cluster) as there:
        found = list(there.results("misdoing:each", iter(batches), lambda item, why: (item, why)))
    wanted: list[object] = [item.upper() for batch in batches for item in batch]
    place = found.index("X") + 1
    assert found[place] == ("leave", "reading it ended the process that did it (status 3)")
    del found[place], wanted[place]
    assert found == wanted


def test_a_worker_that_is_killed_costs_nothing(cluster: Started, tmp_path: Path) -> None:
    batches = [[f"{n}-{m}" for m in range(3)] for n in range(40)]

    def source() -> Iterator[list[str]]:
        for number, batch in enumerate(batches):
            if number in {8, 16, 24}:
                cluster.kill(-1)
                folder = tmp_path / f"again{number}"
                folder.mkdir()
                cluster.work(folder)
            yield batch

    with opened(cluster) as there:
        found = list(there.results("misdoing:slowly", source(), lambda *_: "lost"))
    assert found == [item.upper() for batch in batches for item in batch]


@pytest.mark.slow
def test_an_item_that_takes_every_worker_with_it_is_named(cluster: Started, tmp_path: Path) -> None:
    ended = threading.Event()

    def replace() -> None:
        number = 0
        while not ended.wait(0.2):
            if any(one.poll() is not None for one in cluster.workers[-2:]):
                number += 1
                folder = tmp_path / f"more{number}"
                folder.mkdir()
                cluster.work(folder)

    keeper = threading.Thread(target=replace)
    keeper.start()
    try:
        with opened(cluster) as there:
            batches = iter([["a"], ["b", "parent", "c"], ["d"]])
            found = list(
                there.results("misdoing:each", batches, lambda item, why: f"{item}: {why}")
            )
    finally:
        ended.set()
        keeper.join()
    assert found == ["A", "B", "parent: each of 4 processes that read it was killed", "C", "D"]


def test_what_the_function_raises_is_raised(cluster: Started) -> None:
    with opened(cluster) as there:
        found = there.results("misdoing:each", iter([["a"], ["raise"]]), lambda *_: "")
        assert next(found) == "A"
        with pytest.raises(UsageError):
            next(found)


@pytest.mark.slow
def test_where_all_workers_are_gone_it_says_so_and_does_not_wait_for_ever(cluster: Started) -> None:
    with opened(cluster) as there:
        there._patience = 4.0
        found = there.results("misdoing:each", iter([["a"]] * 50), lambda *_: "")
        assert next(found) == "A"
        for number in (0, 1):
            cluster.kill(number)
        with pytest.raises(ClusterError, match="no worker") as caught:
            list(found)
    assert "goes on where" in caught.value.remedy


def test_a_worker_with_another_program_is_refused(tmp_path: Path) -> None:
    other = {**fingerprint(), "weights": "0123456789ab"}
    with started(tmp_path, workers=1) as found, pytest.raises(ClusterError, match="weights"):
        Cluster(found.place, BUDGET, "", other).__enter__()
    with pytest.raises(ClusterError, match="model missing instead of 1"):
        must_be_alike({}, {"model": "1"}, "tcp://w")


@pytest.mark.slow
def test_a_worker_that_comes_later_is_looked_at_too(cluster: Started, tmp_path: Path) -> None:
    """The first two are of this program; a third, of one that lacks a file, is not to read a batch."""
    import shutil

    import servanda

    changed = tmp_path / "changed"
    shutil.copytree(Path(servanda.__file__).parent, changed / "servanda")
    (changed / "servanda" / "extra.py").write_text("")
    folder = tmp_path / "other"
    folder.mkdir()
    with opened(cluster) as there:
        for number in (0, 1):
            cluster.kill(number)
        path = os.pathsep.join([str(changed), cluster.environment["PYTHONPATH"]])
        cluster.work(folder, extra={"PYTHONPATH": path})
        with pytest.raises(ClusterError, match="servanda"):
            list(there.results("misdoing:each", iter([["a"]]), lambda *_: ""))


def test_without_a_scheduler_it_says_so() -> None:
    started_at = time.monotonic()
    with pytest.raises(ClusterError, match="no scheduler answers"):
        Cluster("tcp://127.0.0.1:9", BUDGET, "", {}, patience=2.0).__enter__()
    assert time.monotonic() - started_at < 60


def test_workers_of_this_machine_are_started_and_ended() -> None:
    with Cluster("local:2", BUDGET, "", fingerprint()) as there:
        found = list(there.results("misdoing:each", iter([["a"], ["b"]]), lambda *_: ""))
        assert there.ahead() == 6
    assert found == ["A", "B"]


@pytest.mark.parametrize("place", ["tcp://10.0.0.1:8786", "tls://head:8786", "local:2", "local:64"])
def test_places_of_clusters(place: str) -> None:
    assert is_cluster(place)


@pytest.mark.parametrize("place", ["local:0", "local:", "local:100", "http://x", "head:8786", ""])
def test_other_words_are_no_clusters(place: str) -> None:
    assert not is_cluster(place)
