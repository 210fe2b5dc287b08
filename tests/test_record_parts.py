"""Lists in parts: all parts together are the whole answer, in its order, whatever filters are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from indexed import READINGS, indexed, put_readings
from servanda.analysis.timeline_list import entry_day
from servanda.errors import NotFoundError, UsageError
from servanda.export.narrowing import EVERYTHING, Wanted
from servanda.indexing.update import update_index
from servanda.record_answers import due_answer, kind_answer, timeline_answer, with_confidence
from servanda.record_parts import PARTED, DueParts, KindParts, TimelineParts
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


def one_by_one(of: KindParts | DueParts) -> list[dict[str, Any]]:
    ids = of.ids()
    assert len(set(ids)) == len(ids)
    return [row for one in ids for row in of.rows([one])]


@pytest.mark.parametrize("kind", PARTED)
@pytest.mark.parametrize("wanted", FILTERS)
def test_a_list_of_one_kind(asked: RecordQuestions, kind: str, wanted: Wanted) -> None:
    whole = with_confidence(asked, kind_answer(asked, kind, wanted))
    parts = KindParts(asked, kind, wanted)
    assert one_by_one(parts) == whole
    assert parts.rows([*reversed(parts.ids()), "co-gone"]) == whole[::-1]


@pytest.mark.parametrize("wanted", [*FILTERS, Wanted(status="overdue"), Wanted(status="done,due")])
@pytest.mark.parametrize(("within", "kinds"), [(None, ()), ("90d", ()), (None, ("structure",))])
def test_what_is_due(
    asked: RecordQuestions, wanted: Wanted, within: str | None, kinds: tuple[str, ...]
) -> None:
    whole = due_answer(asked, wanted, within=within, kinds=kinds)
    assert one_by_one(DueParts(asked, wanted, within, kinds)) == whole


@pytest.mark.parametrize("wanted", FILTERS)
@pytest.mark.parametrize("kinds", [(), ("deadline", "office"), ("consultation",)])
def test_the_timeline_day_by_day(
    asked: RecordQuestions, wanted: Wanted, kinds: tuple[str, ...]
) -> None:
    whole = timeline_answer(asked, wanted, kinds=kinds)
    parts = TimelineParts(asked, wanted, kinds)
    days = parts.days()
    assert sum(count for _, count in days) == len(whole)
    assert [row for day, _ in days for row in parts.rows(day, day)] == whole
    for (one, _), (other, _) in pairwise(days):
        found = parts.rows(one, other)
        assert found == [row for row in whole if one <= entry_day(row) <= other]


def test_there_is_something_to_be_given_in_parts(record: Record) -> None:
    asked = RecordQuestions(record, MOMENTS[0], lambda _: None)
    assert all(KindParts(asked, kind).ids() for kind in PARTED)
    assert DueParts(asked).ids()
    assert len(TimelineParts(asked).days()) > 3


def test_a_mistake_is_told_before_any_part(record: Record) -> None:
    asked = RecordQuestions(record, replace(MOMENTS[0]), lambda _: None)
    with pytest.raises(UsageError):
        KindParts(asked, "incidents", Wanted(status="due")).ids()
    with pytest.raises(UsageError):
        DueParts(asked, within="soon").ids()
    with pytest.raises(NotFoundError):
        TimelineParts(asked, Wanted(report="nothing")).days()


@pytest.mark.postgres
def test_parts_are_the_same_on_postgresql(record: Record, postgres_url: str) -> None:
    here = RecordQuestions(record, MOMENTS[0], lambda _: None)
    with open_record(postgres_url) as other:
        put_readings(other, READINGS)
        update_index(other)
        there = RecordQuestions(other, MOMENTS[0], lambda _: None)
        for kind in PARTED:
            assert one_by_one(KindParts(there, kind)) == one_by_one(KindParts(here, kind))
        assert one_by_one(DueParts(there)) == one_by_one(DueParts(here))
        days = TimelineParts(there).days()
        assert days == TimelineParts(here).days()
        for day, count in days:
            assert len(TimelineParts(there).rows(day, day)) == count
