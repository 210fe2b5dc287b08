"""The blocking keys of claims: all that a new claim can have to do with is found by them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from servanda.model import (
    ClaimId,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    EntityId,
    Incident,
    Omission,
    OmissionSort,
    ResolvedClaim,
    Structure,
    When,
)
from servanda.resolution.blocking import BlockingKeys, key
from servanda.resolution.claim_order import calendar_parts
from servanda.resolution.commitment_features import met, promise
from servanda.resolution.commitment_matching import promise_keys
from servanda.resolution.consultation_matching import gathering, gathering_keys, visit_keys
from servanda.resolution.content_words import USUAL_BETWEEN, content, counted, stem, weight
from servanda.resolution.exact_matching import omission_key
from servanda.resolution.incident_matching import incident_keys
from servanda.resolution.structure_matching import structure_keys

__all__ = ["ANSWERED_WITHIN", "KEYED", "NAMED", "keys_of", "link_keys", "same_kind_keys"]


NAMED = 0.6
"""Part of a unit's words that a promise to set it up must name."""

ANSWERED_WITHIN = 45
"""Days after an incident up to which a protest may be an answer to it."""

_SIGN = stem("sign")


def link_keys(claim: ResolvedClaim) -> BlockingKeys:
    """Return the keys of a claim; none for a kind that nothing is tied to."""
    match claim.claim.body:
        case Commitment() as body:
            return _commitment(body)
        case Structure() as body:
            words = _rarest(content(body.unit), NAMED)
            return BlockingKeys(_all("unit", words), _all("promise", words))
        case Omission() as body if body.sort in (OmissionSort.DENIED, OmissionSort.NOT_AGREED):
            words = [w for w in content(body.what) if counted(w) <= USUAL_BETWEEN]
            return BlockingKeys(_all("denied", words), _all("promise", words))
        case Consultation() as body:
            return _consultation(claim, body)
        case Incident() as body:
            return _incident(claim, body)
        case _:
            return BlockingKeys()


def _commitment(body: Commitment) -> BlockingKeys:
    words = content(body.object)
    found = BlockingKeys(_all("promise", words), _all("unit", words) | _all("denied", words))
    if _SIGN in content(body.action):
        found |= BlockingKeys(_all("to sign", words), _all("signed", words))
    return found


def _consultation(claim: ResolvedClaim, body: Consultation) -> BlockingKeys:
    found = BlockingKeys()
    if body.form is ConsultationForm.SIGNING and body.status is ConsultationStatus.HELD:
        words = content(" ".join(one.exact for one in claim.claim.evidence))
        found |= BlockingKeys(_all("signed", words), _all("to sign", words))
    if body.form is ConsultationForm.PROTEST:
        sides = combinations(sorted({*body.parties, *_sides(body)}), 2)
        parts = calendar_parts(claim.time("when"))
        both = [(*pair, part) for pair in sides for part in parts]
        found |= BlockingKeys(_all("protest", both), _all("incident", both))
    return found


def _incident(claim: ResolvedClaim, body: Incident) -> BlockingKeys:
    when = claim.time("when")
    if when is None or when.latest is None or not (body.actor and body.target):
        return BlockingKeys()
    after = When.between(when.earliest, when.latest + timedelta(days=ANSWERED_WITHIN))
    sides = sorted((body.actor, body.target))
    both = [(*sides, part) for part in calendar_parts(after)]
    return BlockingKeys(_all("incident", both), _all("protest", both))


def _sides(body: Consultation) -> Iterable[str]:
    return (one.party for one in body.participants if one.party)


def _rarest(words: frozenset[str], part: float) -> list[str]:
    """Return so many of the rarest words that whoever has `part` of all has one of these."""
    few = len(words) - math.ceil(part * len(words)) + 1
    return sorted(words, key=lambda w: (-weight(w), w))[:few]


def _all(what: str, words: Iterable[str | tuple[str, ...]]) -> frozenset[str]:
    return frozenset(key(what, *((w,) if isinstance(w, str) else w)) for w in words)


# -- The keys of claims: all that a new claim can have to do with is found by them


_MARK = "\x1e"  # stands in no word, and in no key of a tie

KEYED = ("commitment", "consultation", "incident", "omission", "structure")
"""The kinds of claim that have keys: what promises are followed by."""


def keys_of(
    claims: Sequence[ResolvedClaim], means: Mapping[tuple[ClaimId, str], EntityId]
) -> dict[ClaimId, BlockingKeys]:
    """Return the keys of each claim of a kind in `KEYED`.

    `claims` must hold all claims of each report they come from; `means` is as in `Resolution.people`.
    """
    meetings = met(claims)
    found = {}
    for one in claims:
        if one.claim.kind in KEYED:
            found[one.claim.id] = link_keys(one)
            if one.claim.kind == "consultation":
                event = gathering(one, means)
                found[one.claim.id] |= _marked(one, gathering_keys(event)) | visit_keys(event)
            elif one.claim.kind == "commitment":
                others = meetings.get(one.claim.report, frozenset())
                found[one.claim.id] |= _marked(one, promise_keys(promise(one, others)))
            else:
                own = _own(one)
                found[one.claim.id] |= _marked(one, BlockingKeys(own, own))
    return found


def _own(one: ResolvedClaim) -> frozenset[str]:
    """Return the keys that claims of one kind share where they may be one entity."""
    match one.claim.kind:
        case "incident":
            return incident_keys(one)
        case "structure":
            return structure_keys(one)
        case "omission":
            return frozenset({key(*omission_key(one))})
        case _:
            return frozenset()


def _marked(one: ResolvedClaim, keys: BlockingKeys) -> BlockingKeys:
    """Mark the keys by which claims of one kind may be one, for `own_keys`."""
    mark = f"{one.claim.kind}{_MARK}"
    return BlockingKeys(
        frozenset(mark + each for each in keys.has), frozenset(mark + each for each in keys.seeks)
    )


def same_kind_keys(keys: Iterable[str], kind: str = "") -> frozenset[str]:
    """Keep the keys that claims of one `kind`, or of any, share where they may be one entity."""
    mark = f"{kind}{_MARK}"
    return frozenset(one for one in keys if (one.startswith(mark) if kind else _MARK in one))
