"""What the record's office-holders say of an undated report: it names one who was in office then.

A person is in an office from the day another report gives, or between the last mention of a
predecessor and the first of a successor. One report alone makes nobody a predecessor: it takes two.
An office that several may hold (a spokesperson's) counts where its holders were named one after
the other so often that chance would hardly have put them so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import Protocol

from servanda.dates.clues import Clue, Rank
from servanda.dates.dayset import span
from servanda.follow.redating_tenures import Key, Said, Sighting, holding, same, sightings, terms
from servanda.model import Basis, ResolvedClaim, Tenure, When

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
_SURE = 2  # reports that must name another holder before that bounds a term

# person, office, party, since, until: as `servanda.dates.date_report` takes it
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
