"""The PostgreSQL server of a run: one for all tests of a process that ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from servers import MUST, NoServerError, Server, server


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
def postgres_url(postgres: Server) -> Iterator[str]:
    """Name an empty schema on the server."""
    made = postgres.schema()
    yield made
    postgres.drop(made)
