"""The index proves itself whatever the order in which reports were read, in how many calls, and by how many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

import servanda
from servanda.indexing.proof import prove_ready
from servanda.pipeline import READER, Reading, read_items, redate
from servanda.sources import open_path
from servanda.store import open_record
from trying import tries

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
NAMES = ("jpus04.txt", "jpus05.txt", "jpus06.txt", "jpus07.txt", "delt02.txt", "delt01.txt")
CALLS = st.lists(st.booleans(), min_size=len(NAMES), max_size=len(NAMES))


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Read some of the sample, none of it into a record yet."""
    folder = files(servanda) / "sample" / "reports"
    items = [item for name in NAMES for item in open_path(str(folder / name))]
    found = [one for one in read_items(items) if isinstance(one, Reading)]
    return {one.report.name: one for one in found}


@pytest.mark.costly
@settings(
    max_examples=tries(4),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(order=st.permutations(NAMES), calls=CALLS)
@example(order=["jpus06.txt", "jpus05.txt"], calls=[True, True])
def test_any_order_and_any_calls_prove_themselves(
    readings: dict[str, Reading], order: list[str], calls: list[bool]
) -> None:
    with open_record("sqlite://") as record:
        at = AT
        for name, last_of_call in zip(order, calls, strict=False):
            one = readings[name]
            at += timedelta(minutes=1)
            record.put(one.report, one.claims, at=at, reader=READER)
            if last_of_call:
                redate(record, at=at)
        redate(record, at=at)
        assert prove_ready(record, reader=READER) == []


@pytest.mark.costly
@settings(
    max_examples=tries(2),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(
    order=st.permutations(NAMES),
    calls=CALLS,
    writers=st.lists(st.integers(0, 1), min_size=len(NAMES), max_size=len(NAMES)),
)
@example(order=list(NAMES), calls=[True] * len(NAMES), writers=[0, 1] * (len(NAMES) // 2))
def test_several_writers_at_once_leave_what_proves_itself(
    tmp_path_factory: pytest.TempPathFactory,
    readings: dict[str, Reading],
    order: list[str],
    calls: list[bool],
    writers: list[int],
) -> None:
    """Each has a connection of its own, puts its share, and brings the index up to date now and then."""
    url = f"sqlite:///{tmp_path_factory.mktemp('several') / 'record.db'}"
    open_record(url).close()

    def write(writer: int) -> None:
        with open_record(url, create=False) as record:
            for name, last_of_call, own in zip(order, calls, writers, strict=True):
                if own == writer:
                    one = readings[name]
                    record.put(one.report, one.claims, at=datetime.now(tz=UTC), reader=READER)
                    if last_of_call:
                        redate(record, at=datetime.now(tz=UTC))

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, (0, 1)))
    with open_record(url, create=False) as record:
        assert record.counts().reports == len(NAMES)
        assert record.check() == []
        assert prove_ready(record, reader=READER) == []  # also where some is still to be done
        redate(record, at=datetime.now(tz=UTC))
        assert prove_ready(record, reader=READER) == []
