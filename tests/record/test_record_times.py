"""Laws of time, on random histories: what was to be had at any instant is to be had ever after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from ledgers import AT, WORDS, by_words, claims, report
from sqlalchemy import delete

from servanda.errors import NotFoundError
from servanda.model import Claim, Dating, Report, When
from servanda.model.decisions import Action, Concern, Decision, Undo
from servanda.record import Record, View, open_record
from servanda.record.schema import meta, version
from servanda.record.tables import metadata

FEW = settings(max_examples=120, deadline=None)
MANY = settings(
    max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
DAYS = (date(2031, 4, 20), date(2031, 5, 2), date(2031, 5, 9), None)
NAMES = "abc"


@dataclass(frozen=True)
class Put:
    """A report comes in, as one version of the readers found it."""

    name: str
    words: int
    told: int
    day: date | None
    reader: str


@dataclass(frozen=True)
class Redate:
    name: str
    day: date | None


@dataclass(frozen=True)
class Retract:
    name: str


@dataclass(frozen=True)
class Decide:
    claim: int
    reject: bool


@dataclass(frozen=True)
class TakeBack:
    number: int


Step = Put | Redate | Retract | Decide | TakeBack

_days = st.sampled_from(DAYS)
_names = st.sampled_from(NAMES)
_puts = st.builds(Put, _names, st.integers(0, 2), st.integers(0, 31), _days, st.sampled_from("12"))
STEPS = st.one_of(
    _puts,
    _puts,
    st.builds(Redate, _names, _days),
    st.builds(Retract, _names),
    st.builds(Decide, st.integers(0, 9), st.booleans()),
    st.builds(TakeBack, st.integers(0, 3)),
)
HISTORIES = st.lists(st.tuples(STEPS, st.integers(-2, 3)), min_size=1, max_size=8)
"""Steps, each with the minutes that the machine's clock goes on, or back, before it."""


@cache
def made(name: str, words: int, day: date | None) -> tuple[Report, tuple[Claim, ...]]:
    one = report(f"{name}.txt", WORDS + " It rained." * words, day)
    return one, claims(one)


@cache
def kept() -> Record:
    """Open one record for all histories; each begins with all rows deleted."""
    return open_record("sqlite://", resolver=by_words)


@contextmanager
def empty() -> Iterator[Record]:
    record = kept()
    with record._store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            if table not in (meta, version):
                connection.execute(delete(table))
        connection.execute(delete(meta).where(meta.c.key.in_(["clock", "weighed"])))
        connection.exec_driver_sql("INSERT INTO text_words(text_words) VALUES ('delete-all')")
    yield record


@dataclass
class Teller:
    """Tells a history to a record, step by step."""

    record: Record
    at: datetime = AT
    said: list[str] = field(default_factory=list)

    def tell(self, step: Step, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        with suppress(NotFoundError):  # what is not there is not changed
            self._tell(step)

    def _tell(self, step: Step) -> None:
        record = self.record
        if isinstance(step, Put):
            one, told = made(step.name, step.words, step.day)
            some = [claim for place, claim in enumerate(told) if step.told >> place & 1]
            record.put(one, some, at=self.at, reader=step.reader)
        elif isinstance(step, Redate):
            standing = record.view().report(f"{step.name}.txt")
            when = When.on(step.day) if step.day else None
            record.redate(standing.id, Dating(when), at=self.at)
        elif isinstance(step, Retract):
            record.retract(f"{step.name}.txt", at=self.at)
        elif isinstance(step, Decide):
            stand = record.view().claims()
            if stand:
                target = stand[step.claim % len(stand)].claim.id
                action = Action.REJECT if step.reject else Action.ACCEPT
                word = Decision.make(action, Concern.CLAIM, [target], author="Ada", at=self.at)
                self.said.append(record.words.keep(word, at=self.at).id)
        elif self.said:
            word_id = self.said[step.number % len(self.said)]
            record.words.undo(word_id, Undo("Ada", self.at), at=self.at)


def content(view: View) -> object:
    """Give all that a view shows."""
    return view.reports(), view.claims(), view.statements(), view.decisions(), view.recorded()


def every_instant_stays(history: list[tuple[Step, int]], day: date | None) -> None:
    """Take the views after each step, and again at the end, at the instants the steps bore."""
    bounds = {"known_by": day, "as_of": day}
    with empty() as record:
        teller = Teller(record)
        taken: dict[datetime, tuple[object, object]] = {}
        for step, minutes in history:
            teller.tell(step, minutes)
            last = record.about().last
            if last is not None:
                now = content(record.view()), content(record.view(**bounds))
                assert taken.setdefault(last, now) == now  # a change bears an instant of its own
        assert record.view(recorded_by=AT - timedelta(days=9)).reports() == ()
        for then, views in taken.items():
            later = min((t for t in taken if t > then), default=then + timedelta(days=9))
            for instant in (then, later - timedelta(microseconds=1)):
                assert content(record.view(recorded_by=instant)) == views[0]
                assert content(record.view(recorded_by=instant, **bounds)) == views[1]
        assert record.check() == []


def order_is_irrelevant(puts: list[Put], mixed: list[Put], day: date | None) -> None:
    """Read the same reports in two orders; known-by shows none of after the day."""
    shown = []
    for order in (puts, mixed):
        with empty() as record:
            teller = Teller(record)
            for one in order:
                teller.tell(one, 1)
            views = record.view(), record.view(known_by=day)
            shown.append([(v.reports(), v.claims(), cells(v)) for v in views])
            if day is not None:
                latest = [one.dating.when for one in views[1].reports()]
                assert all(when and when.latest and when.latest <= day for when in latest)
    assert shown[0] == shown[1]


def cells(view: View) -> object:
    return [(s.id, s.value, s.valid, s.reported, s.claims) for s in view.statements()]


ONE_EACH = st.lists(_puts, min_size=1, max_size=3, unique_by=lambda put: put.name)
MIXED = ONE_EACH.flatmap(lambda puts: st.tuples(st.just(puts), st.permutations(puts)))


@FEW
@given(HISTORIES, _days)
def test_a_view_of_any_instant_is_the_view_taken_then(
    history: list[tuple[Step, int]], day: date | None
) -> None:
    every_instant_stays(history, day)


@FEW
@given(MIXED, _days)
def test_the_order_of_reading_is_irrelevant(
    orders: tuple[list[Put], list[Put]], day: date | None
) -> None:
    order_is_irrelevant(*orders, day)


@pytest.mark.slow
def test_ten_thousand_histories_break_no_law_of_the_instant() -> None:
    tries = [0]

    @MANY
    @given(HISTORIES, _days)
    def law(history: list[tuple[Step, int]], day: date | None) -> None:
        tries[0] += 1
        every_instant_stays(history, day)

    law()
    assert tries[0] >= 10_000


@pytest.mark.slow
def test_ten_thousand_orders_break_no_law_of_reading() -> None:
    tries = [0]

    @MANY
    @given(MIXED, _days)
    def law(orders: tuple[list[Put], list[Put]], day: date | None) -> None:
        tries[0] += 1
        order_is_irrelevant(*orders, day)

    law()
    assert tries[0] >= 10_000


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
