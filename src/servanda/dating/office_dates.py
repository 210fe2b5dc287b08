"""What the office-holders of the record say of an undated report that names one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from math import comb
from operator import attrgetter
from typing import Protocol

from servanda.dating.day_sets import span
from servanda.dating.tenure_facts import FINE, Key, Said, Sighting, holding, same, sightings, terms
from servanda.dating.textual_clues import Clue, Rank
from servanda.model import Basis, ResolvedClaim, Tenure, When
from servanda.model.time_words import said as in_words

__all__ = [
    "HARDLY",
    "Answer",
    "Known",
    "Offices",
    "Terms",
    "known_terms",
    "office_clues",
    "offices_of",
]


HARDLY = 250  # to one: that chance named all reports of one before all reports of another
_FEW_DAYS = 24  # of one, beside two of another, are more than chance names one after the other
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
        """Take what reports tell; `said` in the order in which it is to be listed."""
        sightings: defaultdict[Key, list[Sighting]] = defaultdict(list)
        stated: defaultdict[Key, list[Said]] = defaultdict(list)
        for key, sighting in seen:
            sightings[key].append(sighting)
        for key, term in said:
            stated[key].append(term)
        self._of = {
            key: _Office(sightings[key], stated[key], single=key[2])
            for key in sightings.keys() | stated.keys()
        }

    def answer(self, key: Key, person: str, report: str) -> Answer:
        """Say what all reports but one tell of a person in an office."""
        office = self._of.get(key)
        return Answer() if office is None else office.answer(person, report)

    def more(self, key: Key, seen: Sequence[Sighting], said: Sequence[Said]) -> Offices:
        """Return the same with more sightings of an office; `said` is all that is told of its terms.

        What is known of other persons and offices is shared by both.
        """
        office = self._of.get(key) or _Office((), (), single=key[2])
        made = Offices((), ())
        made._of = {**self._of, key: office.more(seen, said)}
        return made


class _Days:
    """The sightings of one name in an office, sorted by their first days and by their last."""

    def __init__(self, seen: Iterable[Sighting]) -> None:
        self.by_first = sorted(seen, key=_FIRST)
        self.by_last = sorted(self.by_first, key=_LAST)

    def more(self, seen: Iterable[Sighting]) -> _Days:
        """Return the same with more sightings: those known are in order, and are not sorted again."""
        made = _Days(())
        made.by_first, made.by_last = list(self.by_first), list(self.by_last)
        for one in seen:
            insort(made.by_first, one, key=_FIRST)
            insort(made.by_last, one, key=_LAST)
        return made

    def ends(self, without: str) -> tuple[date, date, date, date] | None:
        """Return the least and greatest first day, and the least and greatest last day."""
        found = [
            next((s for s in days if s.report != without), None)
            for days in (
                self.by_first,
                reversed(self.by_first),
                self.by_last,
                reversed(self.by_last),
            )
        ]
        first, late, early, last = found
        if first is None or late is None or early is None or last is None:
            return None
        return first.first, late.first, early.last, last.last

    def meets(self, first: date, last: date, without: str) -> bool:
        """Whether the person was seen on one of some days."""
        start = bisect_left(self.by_first, first - timedelta(days=FINE), key=_FIRST)
        end = bisect_right(self.by_first, last, key=_FIRST)
        some = islice(self.by_first, start, end)
        return any(s.last >= first and s.report != without for s in some)

    def before(self, day: date, without: str) -> Iterator[Sighting]:
        """Yield the sightings that end before a day, the last ones first."""
        end = bisect_left(self.by_last, day, key=_LAST)
        return (
            self.by_last[n] for n in range(end - 1, -1, -1) if self.by_last[n].report != without
        )

    def after(self, day: date, without: str) -> Iterator[Sighting]:
        """Yield the sightings that begin after a day, the first ones first."""
        start = bisect_right(self.by_first, day, key=_FIRST)
        return (s for s in islice(self.by_first, start, None) if s.report != without)


_FIRST: Callable[[Sighting], date] = attrgetter("first")
_LAST: Callable[[Sighting], date] = attrgetter("last")
_NOBODY = _Days(())
_Beyond = Callable[[_Days], Iterator[Sighting]]


class _Office:
    """Who held one office: a few sightings answer a question, however many there are."""

    def __init__(self, seen: Sequence[Sighting], said: Sequence[Said], *, single: bool) -> None:
        names: defaultdict[str, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            names[sighting.person].append(sighting)
        self._days = {name: _Days(found) for name, found in names.items()}
        self._said = said
        self._single = single
        self._reports = {s.report for s in seen} | {s.report for s in said}
        self._answers: dict[str, Answer] = {}

    def more(self, seen: Sequence[Sighting], said: Sequence[Said]) -> _Office:
        """Return the same with more sightings, and with `said` as all that is told of terms."""
        names: defaultdict[str, list[Sighting]] = defaultdict(list)
        for sighting in seen:
            names[sighting.person].append(sighting)
        made = _Office((), said, single=self._single)
        grown = {name: self._days.get(name, _NOBODY).more(found) for name, found in names.items()}
        made._days = self._days | grown
        made._reports |= self._reports | {s.report for s in seen}
        return made

    def answer(self, person: str, report: str) -> Answer:
        """Say what all reports but one tell of a person."""
        if report in self._reports:
            return self._answer(person, report)
        if person not in self._answers:
            self._answers[person] = self._answer(person, "")
        return self._answers[person]

    def _answer(self, person: str, without: str) -> Answer:
        mine = [name for name in self._days if same(name, person)]
        ends = [found for name in mine if (found := self._days[name].ends(without))]
        said = tuple(self._stated(person, without, ends))
        if not ends:
            return Answer(said)
        first, last = min(e[0] for e in ends), max(e[3] for e in ends)
        others = [name for name in self._days if name not in set(mine)]
        if any(self._days[name].meets(first, last, without) for name in others):
            return Answer(said)  # two at a time: not one office, or one of them was misread

        def before(days: _Days) -> Iterator[Sighting]:
            return days.before(first, without)

        def after(days: _Days) -> Iterator[Sighting]:
            return days.after(last, without)

        earlier = self._turn(mine, others, before, without)
        later = self._turn(mine, others, after, without)
        return Answer(
            said,
            max((_latest(before(days)) for days in earlier), key=_by_first, default=None),
            min((_earliest(after(days)) for days in later), key=_by_last, default=None),
        )

    def _turn(
        self, mine: Sequence[str], others: Sequence[str], beyond: _Beyond, without: str
    ) -> Sequence[_Days]:
        """Return those who surely held the office beyond some day, one holder after the other."""
        sure = self._sure(others, beyond)
        return sure if sure and self._one_by_one(mine, sure, beyond, without) else ()

    def _stated(
        self, person: str, without: str, own: Sequence[tuple[date, date, date, date]]
    ) -> Iterator[Said]:
        """Yield what reports say of the term, unless the person was seen outside of it."""
        for said in self._said:
            if said.report == without or not same(said.person, person):
                continue
            begun = said.since.earliest if said.since else None
            ended = said.until.latest if said.until else None
            if begun and any(early < begun for _, _, early, _ in own):
                continue  # in office before: then this is a second term, and there may be a third
            if ended and any(late > ended for _, late, _, _ in own):
                continue
            yield said

    def _sure(self, names: Sequence[str], beyond: _Beyond) -> list[_Days]:
        """Keep those whom at least two reports name beyond some day."""
        some = {name: set(_reports(beyond(self._days[name]))) for name in names}
        return [
            self._days[name]
            for name in names
            if some[name]
            and len(set().union(*(some[other] for other in names if same(other, name)))) >= _SURE
        ]

    def _one_by_one(
        self, mine: Sequence[str], others: Sequence[_Days], beyond: _Beyond, without: str
    ) -> bool:
        """Whether one office holder followed the other.

        Holders at the same time would hardly be named all the one before all the other.
        """
        if self._single:
            return True
        for most in (_FEW_DAYS, HARDLY):  # a few days of each tell in most cases
            own = _count(
                (s for name in mine for s in self._days[name].by_first if s.report != without), most
            )
            theirs = _count((s for days in others for s in beyond(days)), most)
            if comb(own + theirs, own) >= HARDLY:
                return True
        return False


def _reports(seen: Iterable[Sighting]) -> Iterator[str]:
    """Yield the names of two reports at most."""
    first = ""
    for sighting in seen:
        if not first:
            first = sighting.report
            yield first
        elif sighting.report != first:
            yield sighting.report
            return


def _count(seen: Iterable[Sighting], most: int) -> int:
    """Count different days, up to so many."""
    found: set[date] = set()
    for sighting in seen:
        found.add(sighting.first)
        if len(found) >= most:
            break
    return len(found)


def _by_first(one: Sighting) -> tuple[date, str, str]:
    return one.first, one.report, one.person


def _by_last(one: Sighting) -> tuple[date, str, str]:
    return one.last, one.report, one.person


def _latest(seen: Iterator[Sighting]) -> Sighting:
    """Return the one that begins last of sightings that are sorted by their ends, descending."""
    best = next(seen)
    for other in seen:
        if other.last < best.first:
            break
        best = max(best, other, key=_by_first)
    return best


def _earliest(seen: Iterator[Sighting]) -> Sighting:
    """Return the one that ends first of sightings that are sorted by their beginnings."""
    best = next(seen)
    for other in seen:
        if other.first > best.last:
            break
        best = min(best, other, key=_by_last)
    return best


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
    told = [f"since {in_words(said.since)}"] if said.since else []
    told += [f"until {in_words(said.until)}"] if said.until else []
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
