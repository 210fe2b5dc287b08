"""Followed addresses in the record: once each, closed and not deleted, each visit kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from servanda.errors import NotFoundError
from servanda.store import Outcome, Record, Visit, open_record

AT = datetime(2031, 5, 1, tzinfo=UTC)
ADDRESS = "https://example.org/feed"


def test_an_address_is_followed_once(record: Record) -> None:
    assert record.followed.add(ADDRESS, at=AT)
    assert not record.followed.add(ADDRESS, at=AT)
    (one,) = record.followed.all()
    assert (one.address, one.since, one.last, one.asked) == (ADDRESS, AT, None, None)


def test_the_last_visit_counts_and_the_record_is_sound(record: Record) -> None:
    record.followed.add(ADDRESS, at=AT)
    first = Visit(ADDRESS, Outcome.READ, 3, None, '"a"', "Sun, 28 Jul 2024 10:00:00 GMT")
    failed = Visit(ADDRESS, Outcome.FAILED, 0, "the server answered 503", '"a"')
    record.followed.keep([first], at=AT + timedelta(hours=1))
    record.followed.keep([failed], at=AT + timedelta(hours=2))
    (one,) = record.followed.all()
    assert one.last == failed
    assert one.asked == AT + timedelta(hours=2)
    assert record.check() == []


def test_what_is_followed_no_more_begins_anew(record: Record) -> None:
    record.followed.add(ADDRESS, at=AT)
    record.followed.keep([Visit(ADDRESS, Outcome.READ, 3, None, '"a"')], at=AT)
    record.followed.remove(ADDRESS, at=AT)
    assert record.followed.all() == ()
    record.followed.keep([Visit(ADDRESS, Outcome.READ, 3)], at=AT)
    with pytest.raises(NotFoundError, match="not followed"):
        record.followed.remove(ADDRESS, at=AT)
    record.followed.add(ADDRESS, at=AT)
    (one,) = record.followed.all()
    assert one.last is None
    assert record.check() == []


def test_following_makes_no_index_stale(record: Record) -> None:
    before = record.index.stale()
    record.followed.add(ADDRESS, at=AT)
    assert record.index.stale() == before


def test_a_copy_follows_what_the_record_does(url: str, tmp_path: object) -> None:
    with open_record(url) as record:
        record.followed.add(ADDRESS, at=AT)
        record.followed.keep([Visit(ADDRESS, Outcome.UNCHANGED, 0, None, '"a"')], at=AT)
        record.back_up(f"{tmp_path}/copy.db")
        kept = record.followed.all()
    with open_record(f"{tmp_path}/copy.db") as copy:
        assert copy.followed.all() == kept
