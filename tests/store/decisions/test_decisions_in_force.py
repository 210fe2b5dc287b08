"""Which decisions and grades are in force in a view."""

from __future__ import annotations

from datetime import date, timedelta

from decided import PROMISE, decide, put
from ledgers import LATER, report
from servanda.model import (
    Concern,
    Grade,
    Scale,
    status_value,
)
from servanda.store import Grades, Record


def test_a_status_said_to_hold_from_a_later_day_is_not_known_before(record: Record) -> None:
    put(record)
    value = status_value("dropped", date(2031, 8, 1))
    word = decide("amend", PROMISE.id, concern=Concern.STATUS, field="status", value=value)
    record.words.add(word, at=LATER)
    assert record.view(known_by=date(2031, 7, 31)).decisions() == ()
    assert len(record.view(known_by=date(2031, 8, 1)).decisions()) == 1
    assert len(record.view().decisions()) == 1


def test_views_keep_to_what_is_graded(record: Record) -> None:
    for name, wire in (("a.txt", "Lake News"), ("b.txt", None), ("c.txt", "Hill Wire")):
        put(record, report(name, wire=wire))

    def grade(scale: Scale, subject: str, value: str, minutes: int = 0) -> None:
        at = LATER + timedelta(minutes=minutes)
        record.words.add(Grade.make(scale, subject, value, author="ana", at=at), at=at)

    def names(reliability: str = "", credibility: str = "") -> list[str]:
        grades = Grades(frozenset(reliability), frozenset(credibility))
        view = record.view(grades=grades)
        assert {one.source for one in view.claims()} == {one.name for one in view.reports()}
        return [one.name for one in view.reports()]

    grade(Scale.RELIABILITY, "lake news", "B")
    grade(Scale.RELIABILITY, "Hill Wire", "B", 1)
    grade(Scale.RELIABILITY, "Hill Wire", "E", 2)
    grade(Scale.CREDIBILITY, "a.txt", "2")
    assert names() == ["a.txt", "b.txt", "c.txt"]
    assert names("AB") == ["a.txt"]
    assert names("E") == ["c.txt"]
    assert names("AB?") == ["a.txt", "b.txt"]
    assert names(credibility="123") == ["a.txt"]
    assert names("E", "123") == []
    assert record.view().grades(Scale.RELIABILITY)["hill wire"].value == "E"
