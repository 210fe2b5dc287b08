"""Where the other end of a tie is looked up: what a claim can be found by, and what it looks for.

Ties join things of different kinds, so what a structure looks for (promises with its words) is
not what it is found by. They follow the conditions of `servanda.identity.ties` and
`servanda.identity.fulfilment`; a tie between claims that do not meet here is not made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from servanda.identity.blocking import Keys, key
from servanda.identity.rarity import USUAL_BETWEEN, counted, weight
from servanda.identity.times import calendar_parts
from servanda.identity.words import content, stem
from servanda.model import (
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Incident,
    Omission,
    OmissionSort,
    ResolvedClaim,
    Structure,
    When,
)

__all__ = ["ANSWERED_WITHIN", "NAMED", "tie_keys"]

NAMED = 0.6
"""Part of a unit's words that a promise to set it up must name."""

ANSWERED_WITHIN = 45
"""Days after an incident up to which a protest may be an answer to it."""

_SIGN = stem("sign")


def tie_keys(claim: ResolvedClaim) -> Keys:
    """Return the keys of a claim; none for a kind that nothing is tied to."""
    match claim.claim.body:
        case Commitment() as body:
            return _commitment(body)
        case Structure() as body:
            words = _rarest(content(body.unit), NAMED)
            return Keys(_all("unit", words), _all("promise", words))
        case Omission() as body if body.sort in (OmissionSort.DENIED, OmissionSort.NOT_AGREED):
            words = [w for w in content(body.what) if counted(w) <= USUAL_BETWEEN]
            return Keys(_all("denied", words), _all("promise", words))
        case Consultation() as body:
            return _consultation(claim, body)
        case Incident() as body:
            return _incident(claim, body)
        case _:
            return Keys()


def _commitment(body: Commitment) -> Keys:
    words = content(body.object)
    found = Keys(_all("promise", words), _all("unit", words) | _all("denied", words))
    if _SIGN in content(body.action):
        found |= Keys(_all("to sign", words), _all("signed", words))
    return found


def _consultation(claim: ResolvedClaim, body: Consultation) -> Keys:
    found = Keys()
    if body.form is ConsultationForm.SIGNING and body.status is ConsultationStatus.HELD:
        words = content(" ".join(one.exact for one in claim.claim.evidence))
        found |= Keys(_all("signed", words), _all("to sign", words))
    if body.form is ConsultationForm.PROTEST:
        sides = combinations(sorted({*body.parties, *_sides(body)}), 2)
        parts = calendar_parts(claim.time("when"))
        both = [(*pair, part) for pair in sides for part in parts]
        found |= Keys(_all("protest", both), _all("incident", both))
    return found


def _incident(claim: ResolvedClaim, body: Incident) -> Keys:
    when = claim.time("when")
    if when is None or when.latest is None or not (body.actor and body.target):
        return Keys()
    after = When.between(when.earliest, when.latest + timedelta(days=ANSWERED_WITHIN))
    sides = sorted((body.actor, body.target))
    both = [(*sides, part) for part in calendar_parts(after)]
    return Keys(_all("incident", both), _all("protest", both))


def _sides(body: Consultation) -> Iterable[str]:
    return (one.party for one in body.participants if one.party)


def _rarest(words: frozenset[str], part: float) -> list[str]:
    """Return so many of the rarest words that whoever has `part` of all has one of these."""
    few = len(words) - math.ceil(part * len(words)) + 1
    return sorted(words, key=lambda w: (-weight(w), w))[:few]


def _all(what: str, words: Iterable[str | tuple[str, ...]]) -> frozenset[str]:
    return frozenset(key(what, *((w,) if isinstance(w, str) else w)) for w in words)
