"""Calendars as RFC 5545 has them: all-day events, escaped, folded, nothing read from the clock.

Written here rather than with a library: publishing needs a dozen properties, one escape and one
fold, and the tests read what comes out with a reader that is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.exports.sheets import clean

__all__ = ["Event", "calendar_text"]

_FOLD = 75  # octets a line, without its end (RFC 5545, 3.1)
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


def calendar_text(name: str, events: Iterable[Event]) -> Iterator[str]:
    """Write one calendar of that name, to be published; lines end in CR LF."""
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//servanda//record of commitments//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    )
    for event in events:
        yield _lines(*_event(event))
    yield _lines("END:VCALENDAR")


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_instant(event.stamp)}"
    yield f"CREATED:{_instant(event.created)}"
    yield f"LAST-MODIFIED:{_instant(event.stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.after:%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy all year because something is due in it
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    if event.location:
        yield f"LOCATION:{_text(event.location)}"
    if event.url and _URL.match(event.url):
        yield f"URL:{event.url}"
    for name, value in event.more:
        yield f"{name}:{_text(value)}"
    yield "END:VEVENT"


def _text(words: str) -> str:
    words = clean(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return re.sub(r"\r\n|[\r\n\u2028\u2029\x85]", r"\\n", words).replace("\t", " ")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _lines(*lines: str) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _folded(line: str) -> str:
    """Break a line after at most 75 octets, never within a character."""
    if len(line.encode()) <= _FOLD:
        return line
    parts, part, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _FOLD:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += width
    return "\r\n".join([*parts, part])
