"""Trying a law on random histories, few or very many, on records that are emptied between them.

Emptying a record is quicker by far than making one, so that ten thousand histories are
tried in minutes. `SERVANDA_TEST_HISTORIES` sets how many a slow run tries; `SERVANDA_TEST_THOROUGH`
(`make test-all` sets it) has every law tried several times as often as every day.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete

from servanda.store import Record
from servanda.store.all_tables import metadata
from servanda.store.schema import meta, version

__all__ = ["FEW", "MANY", "THOROUGH", "Law", "emptied", "hold", "tries"]

Law = Callable[..., None]
THOROUGH = bool(os.environ.get("SERVANDA_TEST_THOROUGH"))
FEW = 50 if THOROUGH else 12
_EMPTY = tuple(
    f'DELETE FROM "{table.name}"'
    for table in reversed(metadata.sorted_tables)
    if table not in (meta, version)
)
MANY = int(os.environ.get("SERVANDA_TEST_HISTORIES", "10000"))


def tries(daily: int) -> int:
    """Return on how many examples a law is tried where it is tried on `daily` of them every day."""
    return daily * 5 if THOROUGH else daily


def emptied(record: Record) -> Record:
    """Delete every row of a record in memory, so that it is as a new one."""
    with record._store.writing() as connection:
        for statement in _EMPTY:
            connection.exec_driver_sql(statement)
        connection.execute(delete(meta).where(meta.c.key.not_in(["format", "schema"])))
        connection.exec_driver_sql("INSERT INTO text_words(text_words) VALUES ('delete-all')")
    return record


def hold(law: Law, drawn: st.SearchStrategy[Any], number: int) -> int:
    """Try a law on as many random histories; return on how many it was tried."""
    tries = 0

    @settings(
        max_examples=number, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(drawn)
    def tried(given: tuple[Any, ...]) -> None:
        nonlocal tries
        tries += 1
        law(*given)

    tried()
    return tries
