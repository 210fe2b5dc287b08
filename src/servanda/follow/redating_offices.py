"""What the record's office-holders say of an undated report: it names one who was in office then.

A person is in an office from the day another report gives, or between the last mention of a
predecessor and the first of a successor. One report alone makes nobody a predecessor: it takes two.
An office that several may hold (a spokesperson's) counts where its holders were named one after
the other so often that chance would hardly have put them so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import comb

from servanda.dates.clues import Clue, Rank
from servanda.dates.dayset import span
from servanda.identity.names import Likeness, compare, parse
from servanda.identity.offices import office
from servanda.identity.times import spread
from servanda.model import Basis, ResolvedClaim, Tenure, When

__all__ = ["Known", "Offices", "key_of", "outright"]

_FINE = 31  # days: a report dated more vaguely is no witness of who was in office when
_HARDLY = 250  # to one: that chance named all reports of one before all reports of another
# Words in front of an office that make it another one, or nobody's now.
_LESSER = re.compile(
    r"\b(?:alternate|deputy|vice|acting|interim|caretaker|former|ex|then|late|incoming)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE = 12  # characters in front of an office that hold such a word
_SURE = 2  # reports that must name another holder before that bounds a term

# person, office, party, since, until: as `servanda.dates.date_report` takes it
Known = tuple[str, str, str, When | None, When | None]
_Key = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A dated report that names a person with an office that they hold."""

    person: str
    first: date
    last: date
    report: str


_Parted = tuple[list[_Sighting], list[_Sighting]]


@dataclass(frozen=True, slots=True)
class _Said:
    """A report that says from or until when a person holds an office."""

    person: str
    since: When | None
    until: When | None
    report: str


class Offices:
    """Who held which office, by the reports that bear a date. Take all tenures of a record."""

    def __init__(self, tenures: Iterable[ResolvedClaim]) -> None:
        """Index the tenures by party and office."""
        self._seen: defaultdict[_Key, list[_Sighting]] = defaultdict(list)
        self._said: defaultdict[_Key, list[_Said]] = defaultdict(list)
        self._parted: dict[tuple[_Key, str], _Parted] = {}
        for one in tenures:
            key, body = key_of(one), one.claim.body
            if key is None or not isinstance(body, Tenure):
                continue
            since, until = _fine(one.time("since")), _fine(one.time("until"))
            if since is not None or until is not None:
                self._said[key].append(_Said(body.person, since, until, one.source))
            when = one.published
            if body.former or body.incoming or when is None or spread(when) > _FINE:
                continue
            if when.earliest is not None and when.latest is not None:
                seen = _Sighting(body.person, when.earliest, when.latest, one.source)
                self._seen[key].append(seen)

    def clues(self, mine: Sequence[ResolvedClaim]) -> Iterator[Clue]:
        """Yield what the holders that one report names allow; `mine` are that report's tenures."""
        for one in _alone(mine):
            key, body = key_of(one), one.claim.body
            if key is None or not isinstance(body, Tenure):
                continue
            own, others = self._part(key, body.person)
            own = [s for s in own if s.report != one.source]
            for said in self._stated(key, one, own):
                yield from _within(body, said)
            others = [s for s in others if s.report != one.source]
            yield from _between(body, own, others, single=key[2])

    def known(self, mine: Sequence[ResolvedClaim]) -> tuple[Known, ...]:
        """Return the stated terms of those one report names, as `date_report` takes them."""
        found: list[Known] = []
        for one in _alone(mine):
            key, body = key_of(one), one.claim.body
            if key is None or not isinstance(body, Tenure):
                continue
            own, _ = self._part(key, body.person)
            found.extend(
                (body.person, body.office, key[0], said.since, None)
                for said in self._stated(key, one, own)
                if said.since is not None
            )
        return tuple(found)

    def _part(self, key: _Key, person: str) -> _Parted:
        """Part the mentions of an office into those of one person and those of others."""
        if (key, person) not in self._parted:
            parted: _Parted = ([], [])
            for seen in self._seen.get(key, ()):
                parted[0 if _one(seen.person, person) else 1].append(seen)
            self._parted[key, person] = parted
        return self._parted[key, person]

    def _stated(self, key: _Key, mine: ResolvedClaim, own: Sequence[_Sighting]) -> Iterator[_Said]:
        """Yield what other reports say of the term, unless the person was seen outside of it."""
        body = mine.claim.body
        if not isinstance(body, Tenure):
            return
        for said in self._said.get(key, ()):
            if said.report == mine.source or not _one(said.person, body.person):
                continue
            begun = said.since.earliest if said.since else None
            ended = said.until.latest if said.until else None
            if begun and any(s.last < begun for s in own):
                continue  # in office before: then this is a second term, and there may be a third
            if ended and any(s.first > ended for s in own):
                continue
            yield said


def key_of(one: ResolvedClaim) -> _Key | None:
    """Return party and office of a tenure, and whether one person at a time holds that office."""
    body = one.claim.body
    if not isinstance(body, Tenure) or body.party is None:
        return None
    known = office(body.office)
    return None if known is None else (body.party, known.key, known.head)


def outright(tenures: Iterable[ResolvedClaim], texts: Mapping[str, str]) -> list[ResolvedClaim]:
    """Leave out the tenures that a word in front of the office makes others: "alternate premier".

    `texts` has the text of each report by its id.
    """
    return [
        one
        for one in tenures
        if not any(
            _LESSER.search(texts[piece.report][max(0, piece.start - _BEFORE) : piece.start])
            for piece in one.claim.evidence
        )
    ]


def _alone(mine: Sequence[ResolvedClaim]) -> Iterator[ResolvedClaim]:
    """Leave out former and future holders, and offices to which a report names two."""
    names: defaultdict[_Key | None, list[str]] = defaultdict(list)
    holding = []
    for one in mine:
        body = one.claim.body
        if isinstance(body, Tenure) and not body.former and not body.incoming:
            holding.append(one)
            names[key_of(one)].append(body.person)
    for one in holding:
        given = names[key_of(one)]
        if all(_one(given[0], other) for other in given[1:]):
            yield one


def _fine(when: When | None) -> When | None:
    return when if spread(when) <= _FINE else None


def _one(left: str, right: str) -> bool:
    """Whether two names may be one person's; a surname spelt almost alike is enough to doubt."""
    if compare(left, right)[0] is not Likeness.NONE:
        return True
    mine, theirs = parse(left).words, parse(right).words
    return bool(mine and theirs) and compare(mine[-1], theirs[-1])[0] is not Likeness.NONE


def _within(body: Tenure, said: _Said) -> Iterator[Clue]:
    first = said.since.earliest if said.since else None
    last = said.until.latest if said.until else None
    told = [f"since {said.since.edtf}"] if said.since else []
    told += [f"until {said.until.edtf}"] if said.until else []
    yield Clue(
        span(first, last),
        f"it names {body.person} as {body.office}: in office {' and '.join(told)}, as {said.report} tells",
        Rank.OFFICE,
        Basis.ASSUMED,
    )


def _between(
    body: Tenure, own: Sequence[_Sighting], others: Sequence[_Sighting], *, single: bool
) -> Iterator[Clue]:
    """Bound a term by those who were seen in the office before and after it."""
    if not own:
        return
    first, last = min(s.first for s in own), max(s.last for s in own)
    if any(s.last >= first and s.first <= last for s in others):
        return  # two at a time: not one office, or one of them was misread
    before = _sure([s for s in others if s.last < first])
    after = _sure([s for s in others if s.first > last])
    if before and (single or _in_turn(own, before)):
        latest = max(before, key=lambda s: (s.first, s.report))
        yield Clue(
            span(latest.first, None),
            f"it names {body.person} as {body.office}, who followed {latest.person}, "
            f"still in office in {latest.report}",
            Rank.OFFICE,
            Basis.ASSUMED,
        )
    if after and (single or _in_turn(own, after)):
        earliest = min(after, key=lambda s: (s.last, s.report))
        yield Clue(
            span(None, earliest.last),
            f"it names {body.person} as {body.office}, whom {earliest.person} had followed "
            f"by {earliest.report}",
            Rank.OFFICE,
            Basis.ASSUMED,
        )


def _in_turn(one: Sequence[_Sighting], other: Sequence[_Sighting]) -> bool:
    """Whether holders at the same time would hardly be named all the one before all the other."""
    days = len({s.first for s in one}), len({s.first for s in other})
    return comb(sum(days), days[0]) >= _HARDLY


def _sure(seen: Sequence[_Sighting]) -> list[_Sighting]:
    """Keep the mentions of those whom at least two reports name."""
    found = []
    for person in sorted({s.person for s in seen}):
        if len({s.report for s in seen if _one(s.person, person)}) >= _SURE:
            found += [s for s in seen if s.person == person]
    return found
