"""Any order, any split into calls, any number of writing processes: the record proves itself, on every database."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

import servanda
from servanda.indexing.proof import prove_ready
from servanda.pipeline import READER, Reading, read_items, redate
from servanda.sources import open_path
from servanda.store import open_record
from servers import COSTLY, Server

PROGRAM = Path(__file__).parents[1] / "helpers" / "write_readings.py"
NAMES = ("jpus04.txt", "jpus05.txt", "jpus06.txt", "jpus07.txt", "delt02.txt", "delt01.txt")
MOST = 4  # writers
STORES = [
    pytest.param(store, number, id=f"{store}-{number}", marks=marks)
    for store, mark in (("sqlite", ()), ("postgresql", COSTLY))
    for number, marks in (
        (1, mark),
        (20, (*mark, pytest.mark.slow)),
    )
]
PLANS = st.fixed_dictionaries(
    {
        "order": st.permutations(NAMES),
        "calls": st.lists(st.booleans(), min_size=len(NAMES), max_size=len(NAMES)),
        "writers": st.lists(st.integers(1, MOST), min_size=len(NAMES), max_size=len(NAMES)),
    }
)
ALL_AT_ONCE = {"order": list(NAMES), "calls": [True] * 6, "writers": [1, 2, 3, 4, 1, 2]}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Read some of the sample, none of it into a record yet."""
    folder = files(servanda) / "sample" / "reports"
    items = [item for name in NAMES for item in open_path(str(folder / name))]
    found = [one for one in read_items(items) if isinstance(one, Reading)]
    return {one.report.name: one for one in found}


def write(url: str, plans: list[list[tuple[Reading, bool]]]) -> None:
    """Let a process for each plan write into the record, all at once."""
    started = []
    for plan in plans:
        writer = subprocess.Popen(
            [sys.executable, str(PROGRAM), url],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert writer.stdin is not None
        writer.stdin.write(pickle.dumps(plan))
        writer.stdin.close()
        writer.stdin = None
        started.append(writer)
    told = [writer.communicate()[1].decode() for writer in started]
    assert [writer.returncode for writer in started] == [0] * len(started), told


@pytest.mark.costly
@pytest.mark.parametrize(("store", "examples"), STORES)
def test_whoever_writes_and_when_the_record_proves_itself(
    store: str,
    examples: int,
    readings: dict[str, Reading],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    server: Server | None = None if store == "sqlite" else request.getfixturevalue("postgres")
    made: list[str] = []

    @settings(
        max_examples=examples,
        phases=[Phase.explicit] if examples == 1 else [*Phase],
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(PLANS)
    @example(ALL_AT_ONCE)
    def whatever_is_planned(plan: dict[str, list[object]]) -> None:
        place = (
            f"sqlite:///{tmp_path / f'{len(made)}.db'}?timeout=300"  # a busy machine's writers wait
        )
        url = place if server is None else server.schema()
        made.append(url)
        open_record(url).close()
        steps = zip(plan["order"], plan["calls"], plan["writers"], strict=True)
        by_writer: dict[object, list[tuple[Reading, bool]]] = {}
        for name, last_of_call, writer in steps:
            by_writer.setdefault(writer, []).append((readings[str(name)], bool(last_of_call)))
        write(url, list(by_writer.values()))
        with open_record(url, create=False) as record:
            assert record.counts().reports == len(NAMES)
            assert record.check() == []
            assert prove_ready(record, reader=READER) == []  # also where some is still to be done
            redate(record, at=datetime.now(tz=UTC))
            assert prove_ready(record, reader=READER) == []

    try:
        whatever_is_planned()
    finally:
        for url in made if server is not None else ():
            server.drop(url)  # type: ignore[union-attr]
