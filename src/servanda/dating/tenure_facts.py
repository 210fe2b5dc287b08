"""The tenures that reports tell: who is named as the holder of which office, and for which term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.model import ResolvedClaim, Tenure, When
from servanda.resolution.claim_order import spread
from servanda.resolution.office_keys import office
from servanda.resolution.person_names import Likeness, compare, parse

__all__ = [
    "FINE",
    "Key",
    "Said",
    "Sighting",
    "holding",
    "key_of",
    "outright",
    "same",
    "sightings",
    "terms",
]


FINE = 31  # days: a report dated more vaguely is no witness of who was in office when
# Words in front of an office that make it another one, or nobody's now.
_LESSER = re.compile(
    r"\b(?:alternate|deputy|vice|acting|interim|caretaker|former|ex|then|late|incoming)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE = 12  # characters in front of an office that hold such a word

Key = tuple[str, str, bool]
"""A party, the key of an office, and whether one person at a time holds it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A dated report, by its name, that names a person with an office that they hold."""

    person: str
    first: date
    last: date
    report: str


@dataclass(frozen=True, slots=True)
class Said:
    """A report that says from or until when a person holds an office."""

    person: str
    since: When | None
    until: When | None
    report: str


def sightings(tenures: Iterable[ResolvedClaim]) -> Iterator[tuple[Key, Sighting]]:
    """Yield the holders of offices that reports dated finely enough name."""
    for one in tenures:
        key, body, when = key_of(one), one.claim.body, one.published
        if key is None or not isinstance(body, Tenure) or body.former or body.incoming:
            continue
        if when is None or spread(when) > FINE:
            continue
        if when.earliest is not None and when.latest is not None:
            yield key, Sighting(body.person, when.earliest, when.latest, one.source)


def terms(tenures: Iterable[ResolvedClaim]) -> Iterator[tuple[Key, Said]]:
    """Yield what reports say of the days on which a term began or ended."""
    for one in tenures:
        key, body = key_of(one), one.claim.body
        if key is None or not isinstance(body, Tenure):
            continue
        since, until = _fine(one.time("since")), _fine(one.time("until"))
        if since is not None or until is not None:
            yield key, Said(body.person, since, until, one.source)


def key_of(one: ResolvedClaim) -> Key | None:
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


def holding(mine: Sequence[ResolvedClaim]) -> Iterator[tuple[Key, Tenure, str]]:
    """Yield the offices that a report's persons hold, with the report's name.

    Former and future holders are left out, and offices to which the report names two.
    """
    names: defaultdict[Key | None, list[str]] = defaultdict(list)
    found = []
    for one in mine:
        body = one.claim.body
        if isinstance(body, Tenure) and not body.former and not body.incoming:
            key = key_of(one)
            found.append((key, body, one.source))
            names[key].append(body.person)
    for key, body, source in found:
        given = names[key]
        if key is not None and all(same(given[0], other) for other in given[1:]):
            yield key, body, source


def _fine(when: When | None) -> When | None:
    return when if spread(when) <= FINE else None


@lru_cache(maxsize=65536)
def same(left: str, right: str) -> bool:
    """Whether two names may be one person's; a surname spelt almost alike is enough to doubt."""
    if compare(left, right)[0] is not Likeness.NONE:
        return True
    mine, theirs = parse(left).words, parse(right).words
    return bool(mine and theirs) and compare(mine[-1], theirs[-1])[0] is not Likeness.NONE
