"""Who held which office, asked of a record that keeps it: a few rows tell as much as all of them.

Of each person in an office it takes the first and the last that is seen of them, two reports that
say so, and of offices that several may hold so many days that chance is ruled out or is not. More
rows of the same record would change no answer; `tests/follow/test_redating_kept.py` holds that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from servanda.follow.redating_offices import HARDLY, Answer, Offices
from servanda.follow.redating_tenures import FINE, Key, Said, Sighting, same

if TYPE_CHECKING:
    from servanda.record.clues_asked import Asked
    from servanda.record.clues_rows import Office, Seen, Term

__all__ = ["KeptTerms"]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an office: who is told to hold it, by seats, and some who were seen there."""

    people: dict[int, str]
    rows: list[Seen]
    terms: list[Term]


class KeptTerms:
    """Answers what one would hear of all reports, from the rows that matter."""

    def __init__(self, asked: Asked) -> None:
        """Take what answers questions."""
        self._asked = asked
        self._known: dict[Office, _Known] = {}
        self._answers: dict[tuple[Office, str], tuple[Answer, frozenset[str]]] = {}

    def answer(self, office: Office, person: str, report: int, name: str) -> Answer:
        """Say what all reports but one, given by key and name, tell of a person in an office."""
        known = self._of(office)
        if (office, person) not in self._answers:
            rows = self._enough(office, known, known.rows, person)
            heard = frozenset(row.name for row in rows)
            found = _offices(office, known, rows).answer(_key(office), person, "")
            self._answers[office, person] = found, heard
        answer, heard = self._answers[office, person]
        if name not in heard and all(name != one.name for one in known.terms):
            return answer
        rows = self._rows(office, known.people, without=report)
        rows = self._enough(office, known, rows, person, without=report)
        return _offices(office, known, rows).answer(_key(office), person, name)

    def _of(self, office: Office) -> _Known:
        if office not in self._known:
            people = self._asked.people(office)
            rows = self._rows(office, people)
            self._known[office] = _Known(people, rows, self._asked.terms(office))
        return self._known[office]

    def _rows(self, office: Office, seats: Iterable[int], *, without: int = 0) -> list[Seen]:
        rows = self._asked.bounds(office, without=without)
        if not office.single:
            for seat in seats:
                rows += self._asked.days(seat, HARDLY, without=without)
        return rows

    def _enough(
        self,
        office: Office,
        known: _Known,
        rows: list[Seen],
        person: str,
        *,
        without: int = 0,
    ) -> list[Seen]:
        """Add to rows what tells whether others were seen while a person held the office."""
        of: defaultdict[int, list[Seen]] = defaultdict(list)
        for row in rows:
            of[row.seat].append(row)
        mine = {seat for seat in of if same(known.people[seat], person)}
        own = [row for seat in mine for row in of[seat]]
        if not own:
            return rows
        first, last = _span(own)
        more: list[Seen] = []
        for seat in sorted(of.keys() - mine):
            start, end = _span(of[seat])
            if end < first or start > last:
                continue
            if any(row.last >= first and row.first <= last for row in of[seat]):
                return rows  # two at a time: that is the answer
            at_once = self._asked.meeting_days(seat, first, last, FINE, without=without)
            if at_once:
                return [*rows, *at_once]
            more += self._asked.around(seat, first, last, without=without)
            if not office.single:
                more += self._asked.days(seat, HARDLY, without=without, before=first)
                more += self._asked.days(seat, HARDLY, without=without, after=last)
        return [*rows, *more]


def _span(rows: Collection[Seen]) -> tuple[date, date]:
    return min(row.first for row in rows), max(row.last for row in rows)


def _offices(office: Office, known: _Known, rows: Iterable[Seen]) -> Offices:
    people, key = known.people, _key(office)
    return Offices(
        (
            (key, Sighting(people[row.seat], row.first, row.last, row.name))
            for row in dict.fromkeys(rows)
        ),
        ((key, Said(people[one.seat], one.since, one.until, one.name)) for one in known.terms),
    )


def _key(office: Office) -> Key:
    return office.party, office.key, office.single
