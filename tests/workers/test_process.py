"""Workers: within a budget, replaced when they are lost, gone when their parent is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.errors import UsageError
from servanda.workers import Budget, Lost, Worker, kept_warm
from servanda.workers import process as processes

HERE = "misdoing"
SMALL = Budget(seconds=1.0, megabytes=300)
WARM_UP = f"{HERE}:warm_up"


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(SMALL) as one:
        yield one


def do(worker: Worker, function: str, *given: Any) -> list[Any]:
    return list(worker.do(f"{HERE}:{function}", *given))


def test_results_come_one_by_one_from_one_process(worker: Worker) -> None:
    assert do(worker, "count", 3) == [0, 1, 2]
    (number,) = do(worker, "number")
    assert do(worker, "number") == [number]
    assert number != os.getpid()


@pytest.mark.parametrize(
    ("function", "why"),
    [
        ("spin", "more than 1 s of processor time"),
        ("match", "more than 1 s of processor time"),
        ("fill", "more than 300 MB of memory"),
        ("fill_up", "more than 300 MB of memory"),
        ("crash", "ended the process that did it (SIG"),
        ("leave", "ended the process that did it (status 3)"),
        ("recurse", ""),
    ],
)
def test_a_job_that_takes_too_much_is_lost_and_the_next_is_done(
    worker: Worker, function: str, why: str
) -> None:
    if why:
        with pytest.raises(Lost) as lost:
            do(worker, function)
        assert why in str(lost.value)
    else:
        with pytest.raises(RecursionError):
            do(worker, function)
    assert do(worker, "count", 2) == [0, 1]


def test_what_the_function_raises_is_raised(worker: Worker) -> None:
    with pytest.raises(UsageError) as caught:
        do(worker, "refuse")
    assert caught.value.remedy == "remedy"
    assert do(worker, "count", 1) == [0]


def test_time_that_passes_is_no_time_of_the_processor(worker: Worker) -> None:
    assert do(worker, "sleep", 1.0) == [1.0]


def test_each_result_has_the_time_anew(worker: Worker) -> None:
    assert do(worker, "work", 4, 0.2) == [0, 1, 2, 3]


def test_what_a_library_prints_is_no_answer(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    assert do(worker, "chatter") == ["answer"]
    assert "chatter" in capfd.readouterr().err


def test_results_may_be_large(worker: Worker) -> None:
    (data,) = do(worker, "echo", b"x" * 5_000_000)
    assert len(data) == 5_000_000


def test_an_answer_that_nobody_waits_for_does_not_come_next(worker: Worker) -> None:
    for first in worker.do(f"{HERE}:count", 1000):
        assert first == 0
        break
    assert do(worker, "count", 1) == [0]


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
def test_a_worker_dies_with_its_parent(busy: bool) -> None:
    code = (
        "import sys\nfrom servanda.workers import Budget, Worker\n"
        "worker = Worker(Budget(seconds=60))\n"
        f"print(*worker.do('{HERE}:number'), flush=True)\n"
        + (f"list(worker.do('{HERE}:spin'))" if busy else "import time; time.sleep(60)")
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    ) as parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        time.sleep(0.2)
        assert alive(number)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 10.0
    while alive(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(number)


@pytest.fixture
def none_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no process be kept but those of the test: others of this run keep some, too."""
    monkeypatch.setattr(processes, "_WAITING", processes._Waiting())


@pytest.mark.usefixtures("none_kept")
def test_a_process_kept_warm_is_taken_over_by_the_next_worker_of_its_kind() -> None:
    with kept_warm(1):
        numbers = []
        for budget in (SMALL, SMALL, Budget(seconds=1.0, megabytes=301)):
            with Worker(budget, WARM_UP) as one:
                numbers += do(one, "number")
        assert numbers[0] == numbers[1] != numbers[2]
        os.kill(numbers[0], 0)
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


@pytest.mark.usefixtures("none_kept")
def test_no_process_is_kept_that_was_broken_off() -> None:
    with kept_warm(1):
        with Worker(SMALL, WARM_UP) as one:
            (number,) = do(one, "number")
            some = one.do(f"{HERE}:count", 3)
            assert next(some) == 0
        with Worker(SMALL, WARM_UP) as other:
            assert do(other, "number") != [number]


def test_no_process_is_kept_that_had_nothing_to_load() -> None:
    with kept_warm(1):
        with Worker(SMALL) as one:
            (number,) = do(one, "number")
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_without_being_asked_no_process_outlives_its_worker() -> None:
    with Worker(SMALL) as one:
        (number,) = do(one, "number")
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
