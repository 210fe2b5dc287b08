"""The record's clock: a day is its last instant, and no machine's clock takes the record back."""

from __future__ import annotations

from datetime import timedelta

from histories import DAYS, NAMES, made
from ledgers import AT
from servanda.store import Record


def test_a_day_is_its_last_instant(record: Record) -> None:
    one, told = made("a", 0, DAYS[0])
    record.put(one, told, at=AT, reader="1")
    assert record.view(recorded_by=AT.date()).reports() == (one,)
    assert record.view(recorded_by=AT.date() - timedelta(days=1)).reports() == ()
    assert record.view(recorded_by=AT - timedelta(microseconds=1)).reports() == ()


def test_a_clock_that_goes_back_does_not_take_the_record_with_it(record: Record) -> None:
    for number, name in enumerate(NAMES):
        one, told = made(name, 0, None)
        record.put(one, told, at=AT - timedelta(days=number), reader="1")
    learnt = sorted(first for first, _ in record.view().recorded().values())
    assert learnt == [AT + timedelta(microseconds=n) for n in range(len(NAMES))]
    assert record.about().last == learnt[-1]
    again, told = made("a", 0, None)
    assert not record.put(again, told, at=AT + timedelta(days=9), reader="1")
    assert record.about().last == learnt[-1]  # nothing was learnt
