"""The PostgreSQL server of a run: one for all tests of a process that ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from emptied import Emptied
from servanda.workers import kept_warm
from servers import MUST, NoServerError, Server, server
from trying import tries

# What is drawn at random differs from run to run, so that few examples a day come to many.
settings.register_profile("daily", max_examples=tries(30))
settings.load_profile("daily")


@pytest.fixture(scope="session")
def warm_workers() -> Iterator[None]:
    """Let workers be taken over by the next test: each loads the language model, which takes seconds."""
    with kept_warm(2):
        yield


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


@pytest.fixture(scope="session")
def emptied(postgres: Server) -> Iterator[Emptied]:
    """Keep a record on the server for whoever needs one that is there, and empty."""
    found = Emptied(postgres)
    yield found
    found.close()


@pytest.fixture
def postgres_url(emptied: Emptied) -> Iterator[str]:
    """Name an empty record on the server."""
    with emptied.lent() as found:
        yield found


@pytest.fixture
def postgres_place(postgres: Server) -> Iterator[str]:
    """Name a place on the server where there is no record yet."""
    made = postgres.schema()
    yield made
    postgres.drop(made)
