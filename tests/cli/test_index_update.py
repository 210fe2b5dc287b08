"""The index is brought up to date after something was written, and only then."""

from __future__ import annotations

from datetime import UTC, date, datetime

from servanda.cli.index_update import update_index
from servanda.store import open_record

from .conftest import FIRST, claims_of, report


def test_what_is_new_is_added_to_the_index(made_record: str) -> None:
    other = report("third.txt", FIRST.replace("ten ferries", "two tugs"), date(2024, 5, 9))
    with open_record(made_record) as record:
        update_index(record)
        assert record.index.stale() == 0
        record.put(other, [], at=datetime(2024, 9, 3, tzinfo=UTC), reader="test")
        assert record.index.stale() == 1
        update_index(record)
        assert record.index.stale() == 0


def test_updating_twice_changes_nothing(made_record: str) -> None:
    again = report("first.txt", FIRST, date(2024, 5, 8))
    with open_record(made_record) as record:
        record.put(again, claims_of(again), at=datetime(2024, 9, 3, tzinfo=UTC), reader="test")
        update_index(record)
        before = record.about().last
        update_index(record)
        assert record.about().last == before
