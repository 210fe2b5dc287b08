"""Lists in parts: all parts together are the whole answer, in its order, whatever filters are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexed import READINGS, indexed, put_readings
from servanda.analysis.listed import due_day
from servanda.analysis.timeline_list import entry_day
from servanda.errors import NotFoundError, UsageError
from servanda.export.narrowing import EVERYTHING, Wanted, with_status
from servanda.indexing.update import update_index
from servanda.model import CommitmentStatus
from servanda.record_answers import due_answer, kind_answer, timeline_answer, with_confidence
from servanda.record_order import StoredDay
from servanda.record_parts import (
    PARTED,
    DueParts,
    KindParts,
    OfficeParts,
    TimelineParts,
    commitments_in_order,
)
from servanda.record_questions import Moment, RecordQuestions
from servanda.store import Record, open_record

TODAY = date(2032, 2, 1)
MOMENTS = (
    Moment(TODAY),
    Moment(TODAY, as_of=date(2031, 7, 1)),
    Moment(TODAY, known_by=date(2031, 5, 31)),
    Moment(TODAY, judged="all"),
)
FILTERS = (
    EVERYTHING,
    Wanted(parties=("NO",)),
    Wanted(since=date(2031, 6, 1)),
    Wanted(since=date(2031, 6, 8), until=date(2031, 6, 30)),
    Wanted(report="n1"),
)


@pytest.fixture(scope="module")
def record() -> Iterator[Record]:
    with indexed(READINGS) as made:
        yield made


@pytest.fixture(params=MOMENTS, ids=("now", "as of", "known by", "rejected too"))
def asked(record: Record, request: pytest.FixtureRequest) -> RecordQuestions:
    return RecordQuestions(record, request.param, lambda _: None)


def ids_of(of: KindParts, most: int = 2) -> list[str]:
    """Go through a list part by part, each time after the last id of the one before."""
    order, found = of.order(), list[str]()
    while part := order.part(len(found), most, status=of.status, after=found[-1] if found else ""):
        found += part
    counted = (n for status, n in order.counts.items() if with_status(status, of.status))
    assert len(found) == len(set(found)) == sum(counted)
    assert list(order.part(0, len(found) + 1, status=of.status)) == found
    assert list(order.part(1, 3, status=of.status, after="co-gone")) == found[1:4]
    return found


def one_by_one(of: KindParts) -> list[dict[str, Any]]:
    return [row for one in ids_of(of) for row in of.rows([one])]


def day_by_day(of: DueParts) -> list[dict[str, Any]]:
    days = of.groups()
    found = [of.rows(day, day) for day, _ in days]
    assert [len(rows) for rows in found] == [count for _, count in days]
    assert all(
        of.group_of(row) == day for (day, _), rows in zip(days, found, strict=True) for row in rows
    )
    return [row for rows in found for row in rows]


@pytest.mark.parametrize("kind", PARTED)
@pytest.mark.parametrize("wanted", FILTERS)
def test_a_list_of_one_kind(asked: RecordQuestions, kind: str, wanted: Wanted) -> None:
    whole = with_confidence(asked, kind_answer(asked, kind, wanted))
    parts = KindParts(asked, kind, wanted)
    assert one_by_one(parts) == whole
    assert parts.rows([*reversed(ids_of(parts)), "co-gone"]) == whole[::-1]


STATUSES = (Wanted(status="overdue"), Wanted(status="done,due"), Wanted(status="unknown, planned"))


@pytest.mark.parametrize("wanted", [*STATUSES, Wanted(status="overdue", parties=("JP",))])
def test_commitments_of_some_statuses_the_pressing_ones_first(
    asked: RecordQuestions, wanted: Wanted
) -> None:
    parts = KindParts(asked, "commitments", wanted)
    assert one_by_one(parts) == with_confidence(asked, kind_answer(asked, "commitments", wanted))
    urgent = {one.value: place for place, one in enumerate(reversed(CommitmentStatus))}
    rows = kind_answer(asked, "commitments", wanted)
    found = commitments_in_order(asked, wanted, urgent)
    ids = [row["id"] for row in sorted(rows, key=lambda row: urgent[row["status"]])]
    assert list(found.part(0, 99, status=wanted.status)) == ids
    assert list(found.part(1, 2, status=wanted.status)) == ids[1:3]


@pytest.mark.parametrize("wanted", [*FILTERS, *STATUSES, Wanted(status="day passed")])
@pytest.mark.parametrize(("within", "kinds"), [(None, ()), ("90d", ()), (None, ("structure",))])
def test_what_is_due(
    asked: RecordQuestions, wanted: Wanted, within: str | None, kinds: tuple[str, ...]
) -> None:
    whole = due_answer(asked, wanted, within=within, kinds=kinds)
    parts = DueParts(asked, wanted, within, kinds)
    assert day_by_day(parts) == whole
    for (one, _), (other, _) in pairwise(parts.groups()):
        found = parts.rows(one, other)
        assert found == [row for row in whole if one <= due_day(row) <= other]


@given(
    st.dates(date(2030, 1, 1), date(2036, 12, 31)),
    st.sampled_from([EVERYTHING, Wanted(parties=("NO",)), Wanted(givers=("NO",)), *STATUSES]),
)
def test_on_any_day_the_database_says_what_the_rows_say(
    record: Record, today: date, wanted: Wanted
) -> None:
    asked = RecordQuestions(record, Moment(today), lambda _: None)
    order = KindParts(asked, "commitments", wanted).order()
    assert isinstance(order, StoredDay)
    rows = kind_answer(asked, "commitments", replace(wanted, status=None))
    assert order.counts == Counter(row["status"] for row in rows)
    assert one_by_one(KindParts(asked, "commitments", wanted)) == with_confidence(
        asked, kind_answer(asked, "commitments", wanted)
    )
    if not wanted.givers:
        assert day_by_day(DueParts(asked, wanted)) == due_answer(asked, wanted)


@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("kinds", [(), ("deadline", "office"), ("consultation",)])
def test_the_timeline_day_by_day(
    asked: RecordQuestions, wanted: Wanted, kinds: tuple[str, ...]
) -> None:
    whole = timeline_answer(asked, wanted, kinds=kinds)
    parts = TimelineParts(asked, wanted, kinds)
    days = parts.groups()
    assert sum(count for _, count in days) == len(whole)
    assert [row for day, _ in days for row in parts.rows(day, day)] == whole
    for (one, _), (other, _) in pairwise(days):
        found = parts.rows(one, other)
        assert found == [row for row in whole if one <= entry_day(row) <= other]


def test_offices_one_by_one(record: Record) -> None:
    asked = RecordQuestions(record, MOMENTS[0], lambda _: None)
    parts = OfficeParts.of(asked)
    assert parts is not None
    whole = with_confidence(asked, kind_answer(asked, "offices"))
    groups = parts.groups()
    assert [row for office, _ in groups for row in parts.rows(office, office)] == whole
    assert parts.rows(groups[0][0], groups[-1][0]) == whole
    assert Counter(map(parts.group_of, whole)) == dict(groups)
    others = [RecordQuestions(record, one, lambda _: None) for one in MOMENTS[1:]]
    assert [OfficeParts.of(one) for one in others] == [None, None, None]


def test_there_is_something_to_be_given_in_parts(record: Record) -> None:
    asked = RecordQuestions(record, MOMENTS[0], lambda _: None)
    assert all(ids_of(KindParts(asked, kind)) for kind in PARTED)
    assert DueParts(asked).groups()
    assert len(TimelineParts(asked).groups()) > 3


def test_a_mistake_is_told_before_any_part(record: Record) -> None:
    asked = RecordQuestions(record, replace(MOMENTS[0]), lambda _: None)
    with pytest.raises(UsageError):
        KindParts(asked, "incidents", Wanted(status="due")).order()
    with pytest.raises(UsageError):
        DueParts(asked, within="soon").groups()
    with pytest.raises(NotFoundError):
        TimelineParts(asked, Wanted(report="nothing")).groups()


@pytest.mark.postgres
def test_parts_are_the_same_on_postgresql(record: Record, postgres_url: str) -> None:
    here = RecordQuestions(record, MOMENTS[0], lambda _: None)
    with open_record(postgres_url) as other:
        put_readings(other, READINGS)
        update_index(other)
        there = RecordQuestions(other, MOMENTS[0], lambda _: None)
        for kind in PARTED:
            assert one_by_one(KindParts(there, kind)) == one_by_one(KindParts(here, kind))
        assert day_by_day(DueParts(there)) == day_by_day(DueParts(here))
        days = TimelineParts(there).groups()
        assert days == TimelineParts(here).groups()
        for day, count in days:
            assert len(TimelineParts(there).rows(day, day)) == count
