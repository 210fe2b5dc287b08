"""The blocking keys of a claim: everything that a new claim can match or link to is found by them."""

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
from servanda.resolution.commitment_features import (
    Alike,
    commitment_features,
    parties_meeting,
)
from servanda.resolution.commitment_matching import commitment_keys
from servanda.resolution.consultation_matching import (
    consultation_features,
    consultation_keys,
    visit_keys,
)
from servanda.resolution.content_words import USUAL_BETWEEN, content, counted, stem, weight
from servanda.resolution.exact_matching import omission_key
from servanda.resolution.incident_matching import incident_features, incident_keys
from servanda.resolution.structure_matching import structure_features, structure_keys

__all__ = ["ANSWERED_WITHIN", "KEYED", "NAMED", "keys_of", "link_keys", "same_kind_keys"]


NAMED = 0.6
"""Part of a unit's words that a promise to set it up must name."""

ANSWERED_WITHIN = 45
"""Days after an incident up to which a protest may be an answer to it."""

KEYED = ("commitment", "consultation", "incident", "omission", "structure")
"""The kinds of claim that have keys: those that change what becomes of a commitment."""

_SIGN = stem("sign")
_MARK = "\x1e"  # occurs in no word, and in no key of a link


def keys_of(
    claims: Sequence[ResolvedClaim],
    persons: Mapping[tuple[ClaimId, str], EntityId],
    meetings: Mapping[str, frozenset[str]] | None = None,
) -> dict[ClaimId, BlockingKeys]:
    """Return the keys of each claim of a kind in `KEYED`.

    `persons` is as in `Resolution.people`, `meetings` as `parties_meeting` gives them; where left
    out, `claims` must hold all claims of each report they come from.
    """
    meetings = parties_meeting(claims) if meetings is None else meetings
    found = {}
    promises: dict[Alike, BlockingKeys] = {}
    for one in claims:
        if one.claim.kind == "consultation":
            event = consultation_features(one, persons)
            keys = link_keys(one) | _marked(one, consultation_keys(event)) | visit_keys(event)
        elif one.claim.kind == "commitment":
            told = commitment_features(one, meetings.get(one.claim.report, frozenset()))
            known = promises.get(told.alike)
            keys = known or link_keys(one) | _marked(one, commitment_keys(told))
            promises[told.alike] = keys
        elif one.claim.kind in KEYED:
            keys = link_keys(one) | _marked(one, _match_keys(one))
        else:
            continue
        found[one.claim.id] = keys
    return found


def same_kind_keys(keys: Iterable[str], kind: str = "") -> frozenset[str]:
    """Keep the keys by which claims of one `kind`, or of any, may be one entity."""
    mark = f"{kind}{_MARK}"
    return frozenset(one for one in keys if (one.startswith(mark) if kind else _MARK in one))


def _match_keys(one: ResolvedClaim) -> BlockingKeys:
    """Return the keys by which a claim of one report finds others that may be the same entity."""
    match one.claim.kind:
        case "incident":
            return incident_keys(incident_features(one))
        case "structure":
            return structure_keys(structure_features(one))
        case "omission":
            return BlockingKeys.same([key(*omission_key(one))])
        case _:
            return BlockingKeys()


def _marked(one: ResolvedClaim, keys: BlockingKeys) -> BlockingKeys:
    """Mark the keys by which claims of one kind may be one entity, for `same_kind_keys`."""
    mark = f"{one.claim.kind}{_MARK}"
    return BlockingKeys(
        frozenset(mark + each for each in keys.has), frozenset(mark + each for each in keys.seeks)
    )


# -- Keys of links: between claims of different kinds


def link_keys(claim: ResolvedClaim) -> BlockingKeys:
    """Return the keys by which entities of different kinds find each other; none for other kinds."""
    match claim.claim.body:
        case Commitment() as body:
            return _commitment(body)
        case Structure() as body:
            words = _rarest(content(body.unit), NAMED)
            return BlockingKeys(_each("unit", words), _each("promise", words))
        case Omission() as body if body.sort in (OmissionSort.DENIED, OmissionSort.NOT_AGREED):
            words = [w for w in content(body.what) if counted(w) <= USUAL_BETWEEN]
            return BlockingKeys(_each("denied", words), _each("promise", words))
        case Consultation() as body:
            return _consultation(claim, body)
        case Incident() as body:
            return _incident(claim, body)
        case _:
            return BlockingKeys()


def _commitment(body: Commitment) -> BlockingKeys:
    words = content(body.object)
    found = BlockingKeys(_each("promise", words), _each("unit", words) | _each("denied", words))
    if _SIGN in content(body.action):
        found |= BlockingKeys(_each("to sign", words), _each("signed", words))
    return found


def _consultation(claim: ResolvedClaim, body: Consultation) -> BlockingKeys:
    found = BlockingKeys()
    if body.form is ConsultationForm.SIGNING and body.status is ConsultationStatus.HELD:
        words = content(" ".join(one.exact for one in claim.claim.evidence))
        found |= BlockingKeys(_each("signed", words), _each("to sign", words))
    if body.form is ConsultationForm.PROTEST:
        named = (one.party for one in body.participants if one.party)
        sides = combinations(sorted({*body.parties, *named}), 2)
        parts = calendar_parts(claim.time("when"))
        both = [(*pair, part) for pair in sides for part in parts]
        found |= BlockingKeys(_each("protest", both), _each("incident", both))
    return found


def _incident(claim: ResolvedClaim, body: Incident) -> BlockingKeys:
    when = claim.time("when")
    if when is None or when.latest is None or not (body.actor and body.target):
        return BlockingKeys()
    after = When.between(when.earliest, when.latest + timedelta(days=ANSWERED_WITHIN))
    sides = sorted((body.actor, body.target))
    both = [(*sides, part) for part in calendar_parts(after)]
    return BlockingKeys(_each("incident", both), _each("protest", both))


def _rarest(words: frozenset[str], part: float) -> list[str]:
    """Return as many of the rarest words as it takes: who has `part` of all has one of these."""
    few = len(words) - math.ceil(part * len(words)) + 1
    return sorted(words, key=lambda w: (-weight(w), w))[:few]


def _each(what: str, words: Iterable[str | tuple[str, ...]]) -> frozenset[str]:
    return frozenset(key(what, *((w,) if isinstance(w, str) else w)) for w in words)
