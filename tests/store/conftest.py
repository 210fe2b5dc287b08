"""Gives each test a record on every store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledgers import by_words
from servanda.store import Record, open_record
from servers import MUST, NoServerError, Server, server

POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
STORES = ("sqlite file", "sqlite memory", POSTGRES)
SHARED = ("sqlite file", POSTGRES)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Give one server to all tests of a run; without one they are skipped, and say so."""
    try:
        found = server()
    except NoServerError as error:
        if os.environ.get(MUST):
            raise
        pytest.skip(str(error))
    yield found
    if found.ours:
        found.remove()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Name a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'record.db'}"


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """Name an empty schema on the server."""
    made = postgres.schema()
    yield made
    postgres.drop(made)


@pytest.fixture(params=SHARED)
def shared_url(request: pytest.FixtureRequest) -> str:
    """Name an empty place that several processes can open, on every database."""
    name = "url" if request.param == "sqlite file" else "postgres_url"
    found: str = request.getfixturevalue(name)
    return found


@pytest.fixture(params=STORES)
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """Open an empty record: the contract is the same on every store."""
    fixtures = {"sqlite file": "url", "postgresql": "postgres_url"}
    name = fixtures.get(request.param)
    chosen = request.getfixturevalue(name) if name else "sqlite://"
    with open_record(chosen, resolver=by_words) as opened:
        yield opened
