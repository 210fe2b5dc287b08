"""Calendars as another program reads them: days, spans, revisions, nothing of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scopes import ADA, CLAIMS, LEO, TODAY, scope, talks, told
from servanda.analysis.answers import BoardRow, Step
from servanda.export.icalendar import Event, calendar, calendar_text, revisions
from servanda.export.narrowing import Wanted
from servanda.export.scope import Scope
from servanda.model import CommitmentStatus, When

AT = datetime(2031, 1, 1, tzinfo=UTC)


def read(found: Scope, *, past: bool = True) -> dict[str, icalendar.Event]:
    found.past = past
    text = b"".join(calendar(found)).decode()
    parsed = icalendar.Calendar.from_ical(text)
    assert parsed["METHOD"] == "PUBLISH"
    events = {str(event["SUMMARY"]): event for event in parsed.walk("VEVENT")}
    assert len(events) == text.count("BEGIN:VEVENT")
    assert not any(event.errors for event in events.values())
    return events


def test_deadlines_and_what_was_announced() -> None:
    events = read(scope())
    assert set(events) == {
        "Revised: NR: hand over ten ferries",
        "Due: NR: hand over ten ferries",
        "Held: meeting: Ada Brandt, Leo Marsh in Kelm",
        "Cancelled: visit: Leo Marsh",
    }


def test_what_lies_behind_is_left_out_unless_it_is_asked_for() -> None:
    before, after = scope(today=date(2031, 7, 31)), scope(today=date(2031, 8, 1))
    assert set(read(before, past=False)) == {
        "Due: NR: hand over ten ferries",
        "Cancelled: visit: Leo Marsh",
    }
    assert set(read(after, past=False)) == {"Due: NR: hand over ten ferries"}
    on_it, over = scope(today=date(2031, 8, 31)), scope(today=date(2031, 9, 1))
    assert read(on_it, past=False)
    assert not read(over, past=False)


def test_an_alarm_is_set_before_what_is_not_called_off() -> None:
    found = scope()
    found.alarm = timedelta(days=7)
    alarms = {
        name: [one["TRIGGER"].dt for one in event.walk("VALARM")]
        for name, event in read(found).items()
    }
    assert alarms["Due: NR: hand over ten ferries"] == [timedelta(days=-7)]
    assert alarms["Cancelled: visit: Leo Marsh"] == []
    assert not any(event.walk("VALARM") for event in read(scope()).values())


def test_a_deadline_stands_on_its_last_day() -> None:
    event = read(scope())["Due: NR: hand over ten ferries"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 8, 31), date(2031, 9, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["X-SERVANDA-WHEN"] == "../2031-08-31"
    assert event.categories == ["DEADLINE", "NR"]


def test_what_moved_or_was_called_off_is_cancelled() -> None:
    events = read(scope())
    assert events["Revised: NR: hand over ten ferries"]["STATUS"] == "CANCELLED"
    visit = events["Cancelled: visit: Leo Marsh"]
    assert visit["STATUS"] == "CANCELLED"
    assert (visit["DTSTART"].dt, visit["DTEND"].dt) == (date(2031, 7, 1), date(2031, 8, 1))


def test_a_vague_time_is_a_span_until_it_is_known_better() -> None:
    before = read(scope(CLAIMS[:2]))[
        "Day passed, not reported: meeting: Ada Brandt, Leo Marsh in Ostby"
    ]
    assert (before["DTSTART"].dt, before["DTEND"].dt) == (date(2031, 5, 1), date(2031, 6, 1))
    after = read(scope())["Held: meeting: Ada Brandt, Leo Marsh in Kelm"]
    assert after["DTSTART"].dt == date(2031, 5, 3)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_place_and_stamp_are_those_of_the_last_word() -> None:
    events = read(scope())
    assert events["Held: meeting: Ada Brandt, Leo Marsh in Kelm"]["LOCATION"] == "Kelm"
    moved = events["Revised: NR: hand over ten ferries"]
    assert moved["DTSTAMP"].dt == datetime(2031, 5, 6, tzinfo=UTC)
    assert moved["SEQUENCE"] > 0


def test_instants_are_the_records() -> None:
    event = read(scope())["Held: meeting: Ada Brandt, Leo Marsh in Kelm"]
    assert event["DTSTAMP"].dt == datetime(2031, 5, 6, tzinfo=UTC)
    assert event["CREATED"].dt == datetime(2031, 1, 11, 8, tzinfo=UTC)
    without = read(scope(recorded={}))["Held: meeting: Ada Brandt, Leo Marsh in Kelm"]
    assert without["DTSTAMP"].dt == datetime(2031, 5, 4, tzinfo=UTC)


def test_the_name_stays_though_an_older_report_is_read_later() -> None:
    """The record learnt of n2 first, though n1 was published first."""
    late = {"n1.txt": (AT.replace(year=2032), AT.replace(year=2032)), "n2.txt": (AT, AT)}
    alone = read(scope(CLAIMS[4:9], recorded=late))
    both = read(scope(CLAIMS[:9], recorded=late))
    (name,) = (event["UID"] for key, event in both.items() if key.startswith("Held"))
    assert name == scope(CLAIMS[4:9]).lasting([CLAIMS[4].claim.id]) + "@servanda"
    assert not [key for key in alone if key.startswith("Held")]  # nobody had announced it


def test_the_day_changes_nothing() -> None:
    text = b"".join(calendar(scope()))
    assert b"".join(calendar(scope(today=date(2034, 1, 1)))) == text


@pytest.mark.parametrize(
    ("when", "drawn"),
    [
        (When.between(date(2031, 1, 1), None), False),
        (When.between(None, date(2031, 1, 1)), False),
        (When.between(date(2030, 1, 1), date(2033, 1, 1)), False),
        (When.between(date(2031, 1, 1), date(2031, 12, 31)), True),
    ],
)
def test_open_and_very_wide_times_have_no_place(when: When, drawn: bool) -> None:
    claim = told("n1.txt", talks("visit", "planned", ADA, LEO), "will meet Leo Marsh", when=when)
    assert bool(read(scope((claim,)))) is drawn


def test_filters_apply() -> None:
    assert len(read(scope(wanted=Wanted(report="n3")))) == 1
    assert not read(scope((), ()))


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=30))
def test_any_text_survives_folding(words: str, place: str) -> None:
    event = Event(
        "a@servanda", 0, AT, AT, TODAY, TODAY, words, words * 3, "CONFIRMED", (place,), place
    )
    text = b"".join(calendar_text("x", [event])).decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (read_,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    kept = str(read_["SUMMARY"]).replace("\n", "")
    printable = [c for c in words if c.isprintable() and c not in "\u2028\u2029"]
    assert [c for c in kept if c in printable or c.isprintable()].count(" ") >= printable.count(" ")
    assert sorted(c for c in kept if c.isalnum()) == sorted(c for c in words if c.isalnum())


def test_names_and_properties_of_our_own_are_escaped_too() -> None:
    more = (("X-SERVANDA-WHEN", "[2031-01-01,2031-01-08];\r\nBEGIN:VEVENT"),)
    url = "https://example.org/\r\nBEGIN:VALARM"
    event = Event("a", 0, AT, AT, TODAY, TODAY, "x", "y", "CONFIRMED", url=url, more=more)
    lines = b"".join(calendar_text("a,b", [event])).decode().split("\r\n")
    assert "X-WR-CALNAME:a\\,b" in lines
    assert "X-SERVANDA-WHEN:[2031-01-01\\,2031-01-08]\\;\\nBEGIN:VEVENT" in lines
    assert lines.count("BEGIN:VEVENT") == 1
    assert "BEGIN:VALARM" not in lines


(ROW, *_) = scope().rows
STEP = Step(CommitmentStatus.PLANNED, None, "n", None, None, "", "")
DUES = [None, *(When.on(date(2031, 1, day)) for day in range(1, 4))]
STEPS = st.builds(
    lambda due, status: replace(STEP, due=due, status=status),
    st.sampled_from(DUES),
    st.sampled_from([CommitmentStatus.PLANNED, CommitmentStatus.DUE, CommitmentStatus.DONE]),
)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=6), STEPS, st.integers(0, 6))
def test_one_more_report_never_lowers_the_sequence(steps: list[Step], one: Step, at: int) -> None:
    before: BoardRow = replace(ROW, history=tuple(steps))
    after = replace(ROW, history=(*steps[:at], one, *steps[at:]))
    assert revisions(after) >= revisions(before)
