"""A browser at a desk: with a small record, on each database where the contract is tested; with a large one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desks import Browser, desk_at, put_three, served
from emptied import Emptied
from large_desks import large_desk
from servanda.store import Record, open_record
from servers import COSTLY, Server

# Every day the desk is tried on SQLite; on both where nothing may be left out, and in the slow run.
POSTGRES = pytest.param("postgresql", marks=COSTLY)
CONTRACT = frozenset(
    "test_api_reading test_claim_forms test_claim_places test_decision_api test_job_api test_pages "
    "test_report_page test_saved_page test_score_form test_today_page".split()
)
"""What has to be the same on every database; other tests are of what no database has a part in."""

LARGE = (
    ("sqlite", 120),
    pytest.param(("postgresql", 120), marks=POSTGRES.marks),
    pytest.param(("sqlite", 1000), marks=pytest.mark.slow),
    pytest.param(("postgresql", 1000), marks=[pytest.mark.slow, pytest.mark.postgres]),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the contract on SQLite and on PostgreSQL."""
    if (
        "browser" in metafunc.fixturenames
        and metafunc.module.__name__.rpartition(".")[2] in CONTRACT
    ):
        metafunc.parametrize("browser", ["sqlite", POSTGRES], indirect=True)


class _Kept:
    """A small record on a server that tests share for as long as none of them writes."""

    def __init__(self, emptied: Emptied) -> None:
        self._emptied = emptied
        self._open: tuple[Record, str, ExitStack] | None = None

    def record(self) -> Record:
        """Return the record as it was made, or one made anew."""
        if self._open is not None:
            record, mark, _ = self._open
            if record.mark() == mark:
                return record
            self.close()
        lent = ExitStack()
        url = lent.enter_context(self._emptied.lent())
        put_three(url)
        record = lent.enter_context(open_record(url))
        self._open = (record, record.mark(), lent)
        return record

    def close(self) -> None:
        """Take it away."""
        if self._open is not None:
            self._open[2].close()
            self._open = None


@pytest.fixture(scope="session")
def kept_on_postgres(emptied: Emptied) -> Iterator[_Kept]:
    """Keep one small record on the server."""
    found = _Kept(emptied)
    yield found
    found.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Browser]:
    """Open a browser at a desk with three reports."""
    if getattr(request, "param", "sqlite") == "sqlite":
        with served(tmp_path) as found:
            yield found
        return
    record = request.getfixturevalue("kept_on_postgres").record()
    with desk_at(record, searches=tmp_path / "desk.searches.json") as found:
        yield found


@pytest.fixture(scope="session", params=LARGE, ids=lambda one: f"{one[0]} {one[1]}")
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """Open a browser at a desk with as many reports as asked for, which no test may change."""
    database, reports = request.param
    if database == "sqlite":
        with large_desk(
            f"sqlite:///{tmp_path_factory.mktemp('large') / 'large.db'}", reports
        ) as found:
            yield found
        return
    postgres: Server = request.getfixturevalue("postgres")
    url = postgres.schema()
    with large_desk(url, reports) as found:
        postgres.pretend_large(url)
        yield found
    postgres.drop(url)
