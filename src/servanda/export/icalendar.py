"""Deadlines and announced consultations as a calendar (RFC 5545) that others may subscribe to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from servanda.analysis.answers import BoardRow
from servanda.analysis.dated_entries import entry_of
from servanda.analysis.descriptions import best_time, consultation_status, entity_line, parties
from servanda.analysis.plan_status import status_words
from servanda.export.safe_text import shown
from servanda.export.scope import Scope
from servanda.model import (
    CommitmentStatus,
    Consultation,
    ConsultationStatus,
    Modality,
    ResolvedClaim,
    When,
)
from servanda.model.time_words import deadline, said

if TYPE_CHECKING:
    import icalendar

__all__ = [
    "WIDEST",
    "Event",
    "calendar",
    "calendar_text",
    "deadline_events",
    "meeting_events",
    "revisions",
]


_BREAK = re.compile("\r\n|[\r\n\u2028\u2029\x85]")
_URL = re.compile(r"https?://[!-~]+\Z")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: `first` its first day, `after` the first day after it.

    `sequence` counts its revisions (RFC 5545, 3.8.7.4), `stamp` is when the record last learnt of
    it, `created` when it first did; `status` is CONFIRMED, TENTATIVE or CANCELLED. `more` are
    properties of our own, whose names begin with X-.
    """

    uid: str
    sequence: int
    stamp: datetime
    created: datetime
    first: date
    after: date
    summary: str
    description: str
    status: str
    categories: tuple[str, ...] = ()
    location: str | None = None
    url: str | None = None
    more: tuple[tuple[str, str], ...] = ()


def calendar_text(
    name: str, events: Iterable[Event], *, alarm: timedelta | None = None
) -> Iterator[bytes]:
    """Write one calendar of that name, to be published; with `alarm`, a reminder so long before."""
    import icalendar

    found = icalendar.Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", "-//servanda//record of commitments//EN")
    found.add("CALSCALE", "GREGORIAN")
    found.add("METHOD", "PUBLISH")
    for key in ("NAME", "X-WR-CALNAME"):
        found.add(key, icalendar.vText(_text(name)))
    for event in events:
        made = _component(event)
        if alarm is not None and event.status != "CANCELLED":
            made.add_component(_alarm(event, alarm))
        found.add_component(made)
    yield found.to_ical()


def _component(event: Event) -> icalendar.Event:
    import icalendar

    made = icalendar.Event()
    made.add("UID", event.uid)
    made.add("DTSTAMP", event.stamp)
    made.add("CREATED", event.created)
    made.add("LAST-MODIFIED", event.stamp)
    made.add("SEQUENCE", event.sequence)
    made.add("DTSTART", event.first)
    made.add("DTEND", event.after)
    made.add("SUMMARY", _text(event.summary))
    made.add("DESCRIPTION", _text(event.description))
    made.add("STATUS", event.status)
    made.add("TRANSP", "TRANSPARENT")  # a deadline keeps nobody busy for the days it spans
    if event.categories:
        made.add("CATEGORIES", [_text(each) for each in event.categories])
    if event.location:
        made.add("LOCATION", _text(event.location))
    if event.url and _URL.match(event.url):
        made.add("URL", event.url)
    for name, value in event.more:
        made.add(
            name, icalendar.vText(_text(value))
        )  # of unknown names the library escapes nothing
    return made


def _alarm(event: Event, before: timedelta) -> icalendar.Alarm:
    import icalendar

    made = icalendar.Alarm()
    made.add("ACTION", "DISPLAY")
    made.add("DESCRIPTION", _text(event.summary))
    made.add("TRIGGER", -before)
    return made


def _text(words: str) -> str:
    """Make a text safe for the library, which escapes LF and CR LF but no other line break."""
    return _BREAK.sub("\n", shown(words)).replace("\t", " ")


WIDEST = 731
"""Days: a span of two years or more is of no use in a calendar and is left out."""

_STATUS = CommitmentStatus
_CLOSED = (_STATUS.DONE, _STATUS.PARTLY_DONE, _STATUS.REVISED, _STATUS.DROPPED)
_GONE = (_STATUS.REVISED, _STATUS.DROPPED)
_AHEAD = (ConsultationStatus.PLANNED, ConsultationStatus.PROPOSED, ConsultationStatus.CANCELLED)
_DAY = timedelta(days=1)
_WORDS = 3  # of how many reports the words are shown


def calendar(scope: Scope) -> Iterator[bytes]:
    """Write deadlines and announced consultations as one iCalendar file.

    It has what is still ahead on the scope's day; with `scope.past` what lies behind it, too.
    """
    events = [*deadline_events(scope), *meeting_events(scope)]
    events = [one for one in events if scope.past or one.after > scope.today]
    events.sort(key=lambda event: (event.first, event.after, event.uid))
    name = "servanda: deadlines and consultations"
    yield from calendar_text(name, events, alarm=scope.alarm)


def deadline_events(scope: Scope) -> Iterator[Event]:
    """Make one event for each commitment that has a last day; moved or dropped ones are cancelled.

    "By March 2025" stands on its last day; "in March 2025" spans the month. That a day
    has passed changes nothing.
    """
    for row in scope.rows:
        days = _span(row.due, last=True)
        if days is None or row.due is None:
            continue
        claims = [scope.resolution.claims[one] for one in row.claims]
        status = "CONFIRMED"
        if row.status in _GONE:
            status = "CANCELLED"
        elif row.modality == Modality.CONSIDERING.value:
            status = "TENTATIVE"
        # By what the record says, not by the day: an entry changes only when its stamp does.
        name = row.status.value.replace("_", " ") if row.status in _CLOSED else "due"
        put = f"Status: {name}; {row.why}" if row.status in _CLOSED else f"Put: {row.modality}"
        yield Event(
            f"{scope.lasting(row.claims)}@servanda",
            revisions(row),
            scope.learnt(scope.resting_on(row)),
            scope.first_learnt(row.reports),
            *days,
            f"{name.capitalize()}: {', '.join(row.obligors) or '?'}: {row.what}",
            "\n".join([put, f"Due: {deadline(row.due)}", *_words(claims)]),
            status,
            ("DEADLINE", *row.obligors),
            url=_url(scope, row.reports),
            more=(("X-SERVANDA-ID", row.id), ("X-SERVANDA-WHEN", row.due.edtf)),
        )


def meeting_events(scope: Scope) -> Iterator[Event]:
    """Make one event for each consultation that some report announced, whatever became of it."""
    for entity, _ in scope.entities("consultation"):
        claims = scope.resolution.claims_of(entity)
        entry = entry_of(scope.resolution, entity, scope.today)
        when, status = best_time(claims), entry.status if entry else consultation_status(claims)
        days = _span(when, last=False)
        ahead = [one for one in claims if _body(one).status in _AHEAD]
        if not ahead or when is None or days is None:
            continue
        line = " ".join(entity_line(scope.resolution, entity).split())
        states = [_state(one) for one in claims]
        told = consultation_status(claims)
        ended = sorted(claims, key=lambda one: _body(one).status.value != told)
        yield Event(
            f"{scope.lasting(entity.claims)}@servanda",
            _changes(states),
            scope.learnt(entity.reports),
            scope.first_learnt(entity.reports),
            *days,
            f"{status_words(status).capitalize()}: {line}",
            "\n".join([f"Status: {status_words(status)}", f"When: {said(when)}", *_words(claims)]),
            {"cancelled": "CANCELLED", "proposed": "TENTATIVE"}.get(status, "CONFIRMED"),
            ("CONSULTATION", *parties(claims)),
            next((body.place for one in ended if (body := _body(one)).place), None),
            _url(scope, entity.reports),
            (("X-SERVANDA-ID", entity.id), ("X-SERVANDA-WHEN", when.edtf)),
        )


def revisions(row: BoardRow) -> int:
    """Count how often a commitment was revised: its deadline moved, or it was met or given up.

    Another report, whatever its date, never makes the count smaller. That a day has passed is no
    revision.
    """
    dues = [step.due.edtf for step in row.history if step.due is not None and step.report]
    closed = {step.status for step in row.history if step.status in _CLOSED and step.due is None}
    return _changes(dues) + len(closed) + (row.status in _GONE)


def _changes(states: Iterable[object]) -> int:
    count, before = -1, object()
    for state in states:
        count += state != before
        before = state
    return max(count, 0)


def _span(when: When | None, *, last: bool) -> tuple[date, date] | None:
    """Give the first day and the first day after; None where one side is open, or it is too wide.

    With `last`, a time without a beginning is its last day: the last admissible one.
    """
    if when is None or when.latest is None or when.latest == date.max:
        return None
    first = when.earliest or (when.latest if last else None)
    if first is None or (when.latest - first).days >= WIDEST:
        return None
    return first, when.latest + _DAY


def _body(one: ResolvedClaim) -> Consultation:
    body = one.claim.body
    assert isinstance(body, Consultation)
    return body


def _state(one: ResolvedClaim) -> tuple[str, str, str]:
    when, body = one.time("when"), _body(one)
    return when.edtf if when else "", body.place or "", body.status.value


def _words(claims: Iterable[ResolvedClaim]) -> Iterator[str]:
    shown: dict[str, str] = {}
    for one in claims:
        shown.setdefault(one.source, one.claim.evidence[0].exact)
    for name, words in list(shown.items())[-_WORDS:]:
        yield f"{name}: “{' '.join(words.split())}”"


def _url(scope: Scope, names: Iterable[str]) -> str | None:
    wanted = set(names)
    return next((one.url for one in scope.every_report if one.name in wanted and one.url), None)
