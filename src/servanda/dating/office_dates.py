"""What the office-holders of the record say of an undated report that names one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import comb
from typing import TYPE_CHECKING, Protocol

from servanda.dating.day_sets import span
from servanda.dating.tenure_facts import FINE, Key, Said, Sighting, holding, same, sightings, terms
from servanda.dating.textual_clues import Clue, Rank
from servanda.model import Basis, ResolvedClaim, Tenure, When

if TYPE_CHECKING:
    from servanda.store.index.clue_queries import Asked
    from servanda.store.index.clue_rows import Office, Seen, Term

__all__ = [
    "HARDLY",
    "Answer",
    "KeptTerms",
    "Known",
    "Offices",
    "Terms",
    "known_terms",
    "office_clues",
    "offices_of",
]


HARDLY = 250  # to one: that chance named all reports of one before all reports of another
_SURE = 2  # reports that must name another holder before that bounds a term

# person, office, party, since, until: as `servanda.dating.by_own_words.date_report` takes it
Known = tuple[str, str, str, When | None, When | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the others say of a person in an office: of the term, and of who came before and after.

    `before` is the last sight of a predecessor, `after` the first of a successor.
    """

    said: tuple[Said, ...] = ()
    before: Sighting | None = None
    after: Sighting | None = None


class Terms(Protocol):
    """What knows who held which office."""

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Say what all reports but one, by its name, tell of a person in an office."""
        ...


class Offices:
    """Who held which office, by the reports that bear a date."""

    def __init__(
        self, seen: Iterable[tuple[Key, Sighting]], said: Iterable[tuple[Key, Said]]
    ) -> None:
        """Take what all reports tell, or enough of it (see `redating_terms`)."""
        self._seen: defaultdict[Key, list[Sighting]] = defaultdict(list)
        self._said: defaultdict[Key, list[Said]] = defaultdict(list)
        for key, sighting in seen:
            self._seen[key].append(sighting)
        for key, term in said:
            self._said[key].append(term)
        self._parted: dict[tuple[Key, str], _Parted] = {}

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Say what all reports but one tell of a person in an office."""
        own, others = self._part(key, person)
        own = [s for s in own if s.report != report]
        others = [s for s in others if s.report != report]
        before, after = _between(own, others, single=key[2])
        return Answer(tuple(self._stated(key, person, report, own)), before, after)

    def _part(self, key: Key, person: str) -> _Parted:
        """Part the mentions of an office into those of one person and those of others."""
        if (key, person) not in self._parted:
            parted: _Parted = ([], [])
            for seen in self._seen.get(key, ()):
                parted[0 if same(seen.person, person) else 1].append(seen)
            self._parted[key, person] = parted
        return self._parted[key, person]

    def _stated(
        self, key: Key, person: str, report: str, own: Sequence[Sighting]
    ) -> Iterator[Said]:
        """Yield what other reports say of the term, unless the person was seen outside of it."""
        for said in self._said.get(key, ()):
            if said.report == report or not same(said.person, person):
                continue
            begun = said.since.earliest if said.since else None
            ended = said.until.latest if said.until else None
            if begun and any(s.last < begun for s in own):
                continue  # in office before: then this is a second term, and there may be a third
            if ended and any(s.first > ended for s in own):
                continue
            yield said


_Parted = tuple[list[Sighting], list[Sighting]]


def offices_of(tenures: Sequence[ResolvedClaim]) -> Offices:
    """Return who held which office by all tenures of a record."""
    return Offices(sightings(tenures), terms(tenures))


def office_clues(offices: Terms, mine: Sequence[ResolvedClaim]) -> Iterator[Clue]:
    """Yield what the holders that one report names allow; `mine` are that report's tenures."""
    for key, body, source in holding(mine):
        answer = offices.answer(key, body.person, source)
        for said in answer.said:
            yield _within(body, said)
        yield from _turns(body, answer)


def known_terms(offices: Terms, mine: Sequence[ResolvedClaim]) -> tuple[Known, ...]:
    """Return the stated terms of those one report names, as `date_report` takes them."""
    return tuple(
        (body.person, body.office, key[0], said.since, None)
        for key, body, source in holding(mine)
        for said in offices.answer(key, body.person, source).said
        if said.since is not None
    )


def _within(body: Tenure, said: Said) -> Clue:
    first = said.since.earliest if said.since else None
    last = said.until.latest if said.until else None
    told = [f"since {said.since.edtf}"] if said.since else []
    told += [f"until {said.until.edtf}"] if said.until else []
    return Clue(
        span(first, last),
        f"it names {body.person} as {body.office}: in office {' and '.join(told)}, as {said.report} tells",
        Rank.OFFICE,
        Basis.ASSUMED,
    )


def _turns(body: Tenure, answer: Answer) -> Iterator[Clue]:
    before, after = answer.before, answer.after
    if before is not None:
        yield Clue(
            span(before.first, None),
            f"it names {body.person} as {body.office}, who followed {before.person}, "
            f"still in office in {before.report}",
            Rank.OFFICE,
            Basis.ASSUMED,
        )
    if after is not None:
        yield Clue(
            span(None, after.last),
            f"it names {body.person} as {body.office}, whom {after.person} had followed "
            f"by {after.report}",
            Rank.OFFICE,
            Basis.ASSUMED,
        )


def _between(
    own: Sequence[Sighting], others: Sequence[Sighting], *, single: bool
) -> tuple[Sighting | None, Sighting | None]:
    """Bound a term by those who were seen in the office before and after it."""
    if not own:
        return None, None
    first, last = min(s.first for s in own), max(s.last for s in own)
    if any(s.last >= first and s.first <= last for s in others):
        return None, None  # two at a time: not one office, or one of them was misread
    before = _sure([s for s in others if s.last < first])
    after = _sure([s for s in others if s.first > last])
    latest = earliest = None
    if before and (single or _in_turn(own, before)):
        latest = max(before, key=lambda s: (s.first, s.report, s.person))
    if after and (single or _in_turn(own, after)):
        earliest = min(after, key=lambda s: (s.last, s.report, s.person))
    return latest, earliest


def _in_turn(one: Sequence[Sighting], other: Sequence[Sighting]) -> bool:
    """Whether holders at the same time would hardly be named all the one before all the other."""
    days = len({s.first for s in one}), len({s.first for s in other})
    return comb(sum(days), days[0]) >= HARDLY


def _sure(seen: Sequence[Sighting]) -> list[Sighting]:
    """Keep the mentions of those whom at least two reports name."""
    found = []
    for person in sorted({s.person for s in seen}):
        if len({s.report for s in seen if same(s.person, person)}) >= _SURE:
            found += [s for s in seen if s.person == person]
    return found


# -- Who held which office, asked of a record that keeps it: a few rows tell as much as all o


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
