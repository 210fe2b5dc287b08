"""A pool: results in order, one lost item costs no other, errors and interruptions end it all."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from servanda.errors import UsageError
from servanda.workers import Budget
from servanda.workers.pool import Pool


def results(batches: list[list[str]], processes: int = 2) -> list[str]:
    with Pool(processes, Budget(seconds=0.3)) as pool:
        return list(pool.results("misdoing:each", iter(batches), lambda item, _: f"{item}!"))


def test_results_come_in_the_order_of_the_items() -> None:
    batches = [[f"{n}a", f"{n}b"] for n in range(12)]
    assert results(batches) == [item.upper() for batch in batches for item in batch]
    assert results([]) == []


@pytest.mark.costly
@pytest.mark.parametrize("bad", ["spin", "leave"])
def test_only_the_item_that_costs_a_worker_is_refused(bad: str) -> None:
    assert results([["a", bad, "b"], ["c"], [bad], ["d"]], processes=1) == [
        *("A", f"{bad}!", "B", "C"),
        *(f"{bad}!", "D"),
    ]


def test_an_error_is_raised_where_its_result_would_stand() -> None:
    with Pool(1, Budget()) as pool:
        found = pool.results("misdoing:each", iter([["a"], ["raise"], ["b"]]), lambda *_: "")
        assert next(found) == "A"
        with pytest.raises(UsageError):
            next(found)


def test_an_error_of_the_source_ends_it() -> None:
    def source() -> Iterator[list[str]]:
        yield ["a"]
        raise KeyboardInterrupt

    with Pool(2, Budget()) as pool, pytest.raises(KeyboardInterrupt):
        list(pool.results("misdoing:each", source(), lambda *_: ""))
    assert not [one for one in threading.enumerate() if one.name.startswith("ThreadPool")]
