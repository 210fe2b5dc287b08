"""Gives each test a record on every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledgers import by_words
from servanda.store import Record, open_record

POSTGRES = pytest.param("postgresql", marks=pytest.mark.postgres)
STORES = ("sqlite file", "sqlite memory", POSTGRES)
SHARED = ("sqlite file", POSTGRES)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Name a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'record.db'}"


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
