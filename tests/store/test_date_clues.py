"""What a record keeps of the dates that reports tell each other, the same on every database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledgers import AT, DAY, LATER, claims, report
from servanda.errors import RecordError
from servanda.model import Basis, Dating, When
from servanda.store import Record, open_record
from servanda.store.index.clue_rows import Meeting, Office, Seat, Seen, Shape, Stirred, Witness
from servanda.store.index.date_clues import Answers

OFFICE = Office("VE", "minister:foreign", single=True)
TARN, VANE = Seat(OFFICE, "Ona Tarn"), Seat(OFFICE, "Jo Vane")
TALKS = Meeting("meeting", "SO|VE", (("Ona Tarn", "VE", "tarn"), ("Karl Brix", "SO", "brix")))
NOTHING = Answers({}, {})


def copying(one: Shape, other: Shape, shared: int) -> bool:
    """Two passages in common are enough here."""
    return shared > 1 and one.people == other.people


def tells(name: str, record: Record, **given: object) -> Witness:
    """Put a report and say what it tells of dates."""
    one = report(name, f"{name} was here.")
    record.put(one, (), at=AT, reader="1")
    base = Witness(one.id, name, DAY, DAY, fine=True, open=False, people=frozenset({"tarn"}))
    return replace(base, **given)  # type: ignore[arg-type]


def keep(record: Record, *witnesses: Witness) -> None:
    """Keep what reports tell, all that is new."""
    news = record.clues.news("way")
    if news.reports is None:
        assert record.clues.note(news)
        mark, reports, _ = record.clues.pending(100)
        assert record.clues.keep(mark, reports, witnesses, copying)
    else:
        assert record.clues.keep(news.mark, news.reports, witnesses, copying, news=news)


def calm(record: Record, datings: Mapping[str, Dating] | None = None) -> int | None:
    """Deal with all that is stirred."""
    stirred = record.clues.stirred()
    assert stirred is not None
    return record.clues.weigh(stirred, datings or {}, NOTHING, at=LATER)


def stirs(record: Record) -> Stirred:
    found = record.clues.stirred()
    assert found is not None
    return found


def named(record: Record, keys: object) -> set[str]:
    with record.clues.asking() as asked:
        return {name for _, name in asked.reports(keys).values()}  # type: ignore[arg-type]


def test_all_is_news_once_and_then_what_changed(record: Record) -> None:
    tells("a", record)
    assert record.clues.news("way").reports is None
    keep(record)
    assert record.clues.news("way").reports == frozenset()
    assert record.clues.news("another way").reports is None
    one = tells("b", record)
    assert record.clues.news("way").reports == frozenset({one.report})
    keep(record, one)
    record.retract("b", at=LATER)
    assert record.clues.news("way").reports == frozenset({one.report})
    again = report("a", "a was elsewhere.")
    record.put(again, claims(report("a.txt"))[:0], at=LATER, reader="1")
    assert {one.report, again.id} < record.clues.news("way").reports  # type: ignore[operator]


def test_only_one_process_keeps_what_is_new(record: Record) -> None:
    keep(record)
    one = tells("a", record)
    first, second = record.clues.news("way"), record.clues.news("way")
    assert record.clues.keep(first.mark, {one.report}, [one], copying, news=first)
    assert not record.clues.keep(second.mark, {one.report}, [one], copying, news=second)
    assert not record.clues.note(second)
    assert not record.clues.keep(first.mark, {one.report}, [one], copying)  # it is not pending


def test_what_is_pending_is_kept_in_parts(record: Record) -> None:
    all_told = [tells(name, record, open=name == "c") for name in "abc"]
    assert record.clues.note(record.clues.news("way"))
    while True:
        assert (record.clues.stirred() is None) is bool(record.clues.pending(1)[1])
        mark, some, left = record.clues.pending(2)
        if not some:
            break
        assert left >= len(some)
        mine = [one for one in all_told if one.report in some]
        assert record.clues.keep(mark, some, mine, copying)
    assert named(record, stirs(record).reports) == {"c"}
    assert record.check() == []


def test_who_was_seen_first_and_last_is_found_among_many(record: Record) -> None:
    days = [date(2031, 1, day) for day in range(1, 29)]
    tarn = [tells(f"t{day}", record, first=day, last=day, seen=(TARN,)) for day in days]
    later = date(2032, 3, 3)
    vane = [tells(f"v{n}", record, first=later, last=later, seen=(VANE,)) for n in range(3)]
    keep(record, *tarn, *vane)
    with record.clues.asking() as asked:
        people = asked.people(OFFICE)
        assert set(people.values()) == {"Ona Tarn", "Jo Vane"}
        seats = {person: seat for seat, person in people.items()}
        ends = asked.bounds(OFFICE)
        mine = [one for one in ends if one.seat == seats["Ona Tarn"]]
        assert {one.first for one in mine} == {days[0], days[-1]}
        assert len([one for one in ends if one.seat == seats["Jo Vane"]]) == len(vane)
        last = next(one for one in mine if one.first == days[-1])
        without = asked.bounds(OFFICE, without=last.witness)
        assert max(one.last for one in without if one.seat == last.seat) == days[-2]
        of = last.seat
        some = asked.days(of, 5, before=days[10])
        assert [one.first for one in some] == days[:5]
        assert asked.meeting_days(of, later, later, 31) == []
        assert [one.name for one in asked.meeting_days(of, days[3], days[3], 31)] == [f"t{days[3]}"]
        around = asked.around(seats["Jo Vane"], days[0], days[-1])
        assert {one.name for one in around} == {"v0", "v1", "v2"}
        assert all(isinstance(one, Seen) for one in around)


def test_what_changes_stirs_what_rests_on_it(record: Record) -> None:
    open_ = tells(
        "u",
        record,
        fine=False,
        open=True,
        first=None,
        last=None,
        asks=frozenset({TARN}),
        awaits=frozenset({(TALKS, 5)}),
        passages=(1, 2, 3),
    )
    keep(record, open_)
    assert calm(record) == 0
    assert not stirs(record)
    copy = tells("c", record, passages=(2, 3, 4), seen=(TARN,), told=((TALKS, DAY, "c-1"),))
    keep(record, copy)
    found = stirs(record)
    assert named(record, found.reports) == {"c"}
    assert {tuple(named(record, [key])) for pair in found.copies for key in pair} == {
        ("u",),
        ("c",),
    }
    with record.clues.asking() as asked:
        assert asked.offices(found.seats) == {OFFICE}
        assert asked.meetings(found.meetings) == {found.meetings[0]: TALKS}
        ((report_key, _, weekday, _),) = asked.awaiting(TALKS, ())
        assert named_of(asked.reports([report_key])) == {"u"}
        assert weekday == 5
        assert set(asked.may_be(TALKS, pair=False).values()) == {TALKS}
        assert asked.told_days(found.meetings, without=0) == [DAY]
    calm(record)
    record.retract("c", at=LATER)
    keep(record)
    found = stirs(record)
    assert named(record, found.reports) == {"u"}  # its copy is gone
    assert found.seats
    assert found.meetings
    calm(record)
    with record.clues.asking() as asked:
        assert set(asked.people(OFFICE).values()) == {"Ona Tarn"}  # the open report asks for her
    assert record.check() == []


def named_of(reports: Mapping[int, tuple[str, str]]) -> set[str]:
    return {name for _, name in reports.values()}


def test_dates_are_held_unless_the_record_has_learnt_more(record: Record) -> None:
    one = tells("a", record, open=True)
    keep(record, one)
    better = Dating(When.on(date(2031, 5, 3)), Basis.ASSUMED, ("b tells it",))
    before = stirs(record)
    other = tells("b", record)
    assert record.clues.weigh(before, {one.report: better}, NOTHING, at=LATER) == 1
    keep(record, other)
    assert record.clues.weigh(before, {one.report: better}, NOTHING, at=LATER) is None
    assert record.view().report("a").dating == better
    record.retract("a", at=LATER)
    assert calm(record, {one.report: better}) == 0  # it stands no more, which is news to come


def test_a_copy_of_a_record_has_the_clues(record: Record, tmp_path: Path) -> None:
    keep(record, tells("a", record, seen=(TARN,), open=True, passages=(1, 2)))
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert record.copy_to(other).problems == ()
    with open_record(other) as copied:
        assert copied.clues.news("way").reports == frozenset()
        assert stirs(copied) == stirs(record)


def test_a_mark_that_cannot_be_read_is_none(record: Record) -> None:
    from sqlalchemy import update

    from servanda.store import schema

    keep(record)
    with record._store.writing() as connection:
        connection.execute(
            update(schema.meta).where(schema.meta.c.key == "weighed").values(value="1 0")
        )
    assert record.clues.news("way").reports is None


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("DELETE FROM passage WHERE hash = 1", "its copies cannot be found"),
        ("DELETE FROM seen; DELETE FROM passage; DELETE FROM witness", "is not kept"),
        ("UPDATE seen SET last_day = '2060-01-01'", "other days than its own"),
        ("UPDATE seen SET seat = seat + 5000", "no seat goes with it"),
    ],
)
def test_damage_is_found(url: str, damage: str, why: str) -> None:
    with open_record(url) as record:
        keep(record, tells("a", record, seen=(TARN,), passages=(1, 2)))
        assert record.check() == []
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        file.executescript(damage)
        file.close()
        assert any(why in problem.why for problem in record.check())


def test_a_closed_record_says_so(url: str) -> None:
    record = open_record(url)
    record.close()
    Path(url.removeprefix("sqlite:///")).write_bytes(b"no database")
    with pytest.raises(RecordError):
        record.clues.news("way")
