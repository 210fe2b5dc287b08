"""What reports alone say that dates others, kept and found again on every database."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from ledgers import AT, DAY, LATER, report
from servanda.model import Basis, Dating, When
from servanda.store import Record, open_record
from servanda.store.index.copy_signatures import Shape, Wording
from servanda.store.index.date_facts import (
    Meeting,
    MeetingMention,
    Office,
    OfficeMention,
    ReportFacts,
)
from servanda.store.index.watermark import Step

OFFICE = Office("VE", "minister:foreign", single=True)
TALKS = Meeting("meeting", "SO|VE", (("Ona Tarn", "VE", "tarn"), ("Karl Brix", "SO", "brix")))
PAIR = Meeting("2+2", "SO|VE", ())


def copying(one: Shape, other: Shape, shared: int) -> bool:
    """Two passages in common are enough here."""
    return shared > 1 and one.people == other.people


def worded(*passages: int, open_: bool = False, people: str = "tarn") -> Wording:
    return Wording(
        "", None, b"12", b"1", "f", not open_, open_, frozenset({people}), tuple(passages)
    )


def put(record: Record, name: str) -> str:
    one = report(name, f"{name} was here.")
    record.put(one, (), at=AT, reader="1")
    return one.id


def keep(record: Record, *facts: ReportFacts, of: tuple[str, ...] = ()) -> None:
    """Keep some facts, in place of what was known of their reports and of others."""
    work = record.index.work()
    if work.read is None:
        assert record.index.plan(work)
        work = record.index.work()
    reports = {*of, *(one.report for one in facts)}
    assert record.index.keep_facts(work, sorted(reports), facts, date=(), resolve=())


def finished(record: Record) -> None:
    """Strike off all that is pending."""
    for step in Step:
        while some := record.index.pending(step):
            if step is Step.READ:
                assert record.index.keep_facts(record.index.work(), some, (), date=(), resolve=())
            elif step is Step.DATE:
                record.index.keep_dates(record.index.work(), some, {}, at=AT)
            else:
                from servanda.indexing.resolve_reports import resolve_some

                assert resolve_some(record, record.index.work(), frozenset(some)) is not None


def test_offices_are_found_with_all_that_is_said_of_them(record: Record) -> None:
    a, b = put(record, "a"), put(record, "b")
    term = When.between(date(2031, 1, 1), None)
    mine = (
        OfficeMention(OFFICE, "Ona Tarn", a, "a", seen=True, first=DAY, last=DAY),
        OfficeMention(OFFICE, "Ona Tarn", a, "a", first=DAY, last=DAY, since=term),
    )
    keep(record, ReportFacts(a, offices=mine))
    keep(record, ReportFacts(b, offices=(OfficeMention(OFFICE, "Vane", b, "b", asks=True),)))
    rows = record.index.office(OFFICE)
    assert list(rows.seen) == [(DAY, DAY, "a", "Ona Tarn", a)]
    assert [(one.person, one.since, one.until) for one in rows.terms] == [("Ona Tarn", term, None)]
    assert list(rows.asks) == [(b, "b", "Vane")]
    assert tuple(record.index.own([a])[0]) == mine
    other = OFFICE._replace(single=False)
    assert record.index.office(other).seen == []
    keep(record, of=(a,))
    assert record.index.office(OFFICE).seen == []
    assert record.index.office(OFFICE).asks


def test_meetings_are_found_by_names_and_by_the_two_states(record: Record) -> None:
    a, b = put(record, "a"), put(record, "b")
    told = MeetingMention(TALKS, "c-1", a, DAY, None)
    asks = MeetingMention(TALKS, "c-2", b, None, 5)
    keep(record, ReportFacts(a, meetings=(told,)), ReportFacts(b, meetings=(asks,)))
    index = record.index
    assert index.meetings(TALKS, ["tarn"]) == [told]
    assert index.meetings(TALKS, ["brix", "tarn", "nobody"]) == [told]
    assert index.asking(["tarn"]) == {"c-2": asks}
    assert index.asking(["tarn"], parties=TALKS.parties) == {"c-2": asks}
    assert index.asking(["tarn"], parties="XX|XY") == {}
    assert index.meetings(PAIR, [PAIR.pair]) == [told]
    assert index.asking([PAIR.pair], form="2+2") == {}  # a meeting asks by names
    other = TALKS._replace(people=(("Ona Tarn", "XX", "tarn"), TALKS.people[1]))
    assert index.meetings(other, ["tarn"]) == []  # of other parties
    assert set(index.own([a, b])[1]) == {told, asks}


def test_copies_are_found_by_their_passages(record: Record) -> None:
    a, b, c = (put(record, name) for name in "abc")
    dated, waiting = worded(1, 2, 3), worded(2, 3, 4, open_=True)
    keep(
        record,
        ReportFacts(a, wording=dated),
        ReportFacts(b, open=True, wording=waiting),
        ReportFacts(c, wording=worded(2, 3, people="brix")),
    )
    assert record.index.near(waiting, copying, asks=False) == {a: dated}
    assert record.index.near(dated, copying, asks=True) == {b: waiting}
    keep(record, of=(a,))
    assert record.index.near(waiting, copying, asks=False) == {}


def test_names_that_no_report_uses_any_more_go(record: Record) -> None:
    a, b = put(record, "a"), put(record, "b")
    tarn, vane = ("Ona Tarn", "minister:foreign", "VE", True), ("Jo Vane", "", "", False)
    keep(record, ReportFacts(a, names=frozenset({tarn})), ReportFacts(b, names=frozenset({vane})))
    assert record.entities.names() == {tarn, vane}
    assert record.entities.calling([vane]) == {b}
    keep(record, of=(b,))
    assert record.entities.names() == {tarn}


def test_dates_are_held_and_known_to_come_from_others(record: Record) -> None:
    one = put(record, "a")
    better = Dating(When.on(date(2031, 5, 3)), Basis.ASSUMED, ("b tells it",))
    keep(record, ReportFacts(one, open=True))
    assert record.index.keep_dates(record.index.work(), [one], {one: better}, at=LATER) == 1
    assert record.view().report("a").dating == better
    keep(record, ReportFacts(one))
    assert record.index.pending(Step.DATE) == (one,)  # no other report dates it any more
    record.retract("a", at=LATER)
    assert record.index.keep_dates(record.index.work(), [one], {one: better}, at=LATER) == 0


@pytest.mark.costly
def test_a_copy_of_a_record_has_its_index(record: Record, tmp_path: Path) -> None:
    one = put(record, "a")
    mention = OfficeMention(OFFICE, "Ona Tarn", one, "a", seen=True, first=DAY, last=DAY)
    keep(record, ReportFacts(one, offices=(mention,), wording=worded(1, 2)))
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert record.copy_to(other).problems == ()
    with open_record(other) as copied:
        assert copied.index.own([one]) == record.index.own([one])
        assert copied.index.work() == record.index.work()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("DELETE FROM passage WHERE hash = 1", "its copies cannot be found"),
        ("UPDATE passage SET signature = signature + 1", "its copies cannot be found"),
        ("UPDATE office_mention SET report = '{gone}'", "it no longer stands"),
        ("UPDATE signature SET report = '{gone}'", "it no longer stands"),
    ],
)
def test_damage_is_found(url: str, damage: str, why: str) -> None:
    with open_record(url) as record:
        one, gone = put(record, "a"), put(record, "b")
        record.retract("b", at=LATER)
        mention = OfficeMention(OFFICE, "Ona Tarn", one, "a", seen=True, first=DAY, last=DAY)
        keep(record, ReportFacts(one, offices=(mention,), wording=worded(1, 2)))
        finished(record)
        assert record.index.stale() == 0
        assert record.check() == []
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        file.executescript(damage.format(gone=gone))
        file.close()
        assert any(why in problem.why for problem in record.check())
