"""Turns of a transcript: whose words stand behind a speaker's label, up to the next label.

    President of Chile Rosa Vidal: Friends, we will build the port together.
    Luis Ocampo (retranslated): Thank you. I will come in May.

A label opens a paragraph: an office or a form of address, a name, a colon. Who is labelled without a
name that the report knows ("Question:") speaks too, as nobody in particular.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.data_tables import word_set

if TYPE_CHECKING:
    from servanda.parsing.document import Parsed
    from servanda.parsing.people import Person

__all__ = ["Turn", "turn_at", "turns_of"]

_LABEL = re.compile(
    r"^[^\S\n]*(?:\* )*(?P<who>[^\W\d_a-z][^\n:\"“”.?!]{1,100}?(?:\b[A-Z]\.[^\n:\"“”?!]{1,60}?)?)"
    r"(?:[^\S\n]*\((?P<aside>[^()\n]{1,40})\))?:(?=\s)",
    re.MULTILINE,
)
_NOBODY = word_set("extraction", "labels", "turns")
_LONG = 12  # words of a label


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a report that one person says; `person` is None where the label names nobody known."""

    start: int
    end: int
    person: Person | None


def turns_of(parsed: Parsed) -> tuple[Turn, ...]:
    """Return the turns of a report in order of the text; none where no label names a person."""
    labels: list[tuple[int, Person | None]] = []
    for match in _LABEL.finditer(parsed.content):
        found = _labelled(parsed, match)
        if found is not None:
            labels.append((match.end(), found[0]))
    if not any(person for _, person in labels):
        return ()
    ends = [*(start for start, _ in labels[1:]), len(parsed.content)]
    return tuple(
        Turn(start, end, person) for (start, person), end in zip(labels, ends, strict=True)
    )


def turn_at(turns: tuple[Turn, ...], offset: int) -> Turn | None:
    """Return the turn that holds a place of the text."""
    number = bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    return turns[number] if number >= 0 else None


def _labelled(parsed: Parsed, match: re.Match[str]) -> tuple[Person | None] | None:
    """Return whom a label names, in a tuple; None where it is no label of a speaker."""
    who = match.group("who").strip()
    start, end = match.span("who")
    if who.lower() in _NOBODY:
        return (None,)
    if len(who.split()) > _LONG:
        return None
    named = [m for m in parsed.people.at(start, end) if parsed.content[m.end : end].strip() == ""]
    if named:
        before = parsed.content[start : named[0].start].strip()
        offices = [o for o in parsed.offices if start <= o.start and o.end <= named[0].start + 1]
        bare = not before or bool(offices) or before.isupper()
        return (parsed.people.people[named[-1].person],) if bare else None
    if who.isupper():
        return (_by_surname(parsed, who),)
    return None


def _by_surname(parsed: Parsed, who: str) -> Person | None:
    """Return the one person whom a label in capitals means by the last name: "SECRETARY VIDAL"."""
    last = who.rsplit(maxsplit=1)[-1].lower()
    fits = [p for p in parsed.people.people if last in {w.lower() for w in p.words}]
    return fits[0] if len(fits) == 1 else None
