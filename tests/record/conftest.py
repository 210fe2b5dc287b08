"""Lets the tests here import `made`-up reports, and gives each test a record on every store."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.record import Record, open_record

_HELPERS = str(Path(__file__).parent)
if _HELPERS not in sys.path:
    sys.path.insert(0, _HELPERS)

from ledgers import by_words  # noqa: E402  (found through the path just set)

STORES = ("sqlite file", "sqlite memory")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Name a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'record.db'}"


@pytest.fixture(params=STORES)
def record(request: pytest.FixtureRequest, url: str) -> Iterator[Record]:
    """Open an empty record: the contract is the same on every store."""
    chosen = url if request.param == "sqlite file" else "sqlite://"
    with open_record(chosen, resolver=by_words) as opened:
        yield opened
