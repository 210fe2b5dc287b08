"""Commitment claims prepared for comparison: their parties, words, names, numbers and deadline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.data_tables import one_of
from servanda.model import Commitment, Consultation, ResolvedClaim, When
from servanda.model.text_folding import fold
from servanda.resolution.content_words import content, figures, proper, written_out

__all__ = ["CommitmentFeatures", "commitment_features", "expanded", "parties_meeting"]


_TOGETHER, _CLAUSES = one_of("resolution", "together"), one_of("resolution", "clause")
_WITH = re.compile(rf"(?:{_TOGETHER} )*with\b", re.IGNORECASE)
_CLAUSE = re.compile(rf",|;| {_CLAUSES}\b")


@dataclass(frozen=True, slots=True)
class CommitmentFeatures:
    """A commitment claim with what decides whether another one is the same commitment.

    Sets of words hold stems. `words` are those of action and object, `objects` and `names` (the
    capitalised ones) those of the object's noun phrase, `sentence_words` those of the whole
    sentence, which `sentence` gives folded. `relation` are the parties that the claim and the rest
    of its report are about.
    """

    claim: ResolvedClaim
    body: Commitment
    obligors: frozenset[str]
    words: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    relation: frozenset[str]
    sentence_words: frozenset[str]
    sentence: str
    due: When | None


def commitment_features(
    claim: ResolvedClaim, others: frozenset[str] = frozenset()
) -> CommitmentFeatures:
    """Prepare a commitment claim for comparison. Raises TypeError for another kind.

    `others` are the parties that meet in the claim's report (see `parties_meeting`).
    """
    body = claim.claim.body
    if not isinstance(body, Commitment):
        raise TypeError(claim.claim.kind)
    text = f"{body.action} {body.object}"
    phrase = _noun_phrase(body.object)
    return CommitmentFeatures(
        claim,
        body,
        frozenset(body.obligors),
        content(text),
        content(phrase),
        proper(phrase),
        figures(text),
        others | {*body.obligors, *([body.beneficiary] if body.beneficiary else [])},
        content(claim.claim.evidence[0].exact),
        " ".join(fold(claim.claim.evidence[0].exact).split()),
        claim.time("due"),
    )


def parties_meeting(claims: Sequence[ResolvedClaim]) -> dict[str, frozenset[str]]:
    """Return for each report the parties of the consultations that it reports."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Consultation):
            found[claim.claim.report].update(body.parties)
            found[claim.claim.report].update(p.party for p in body.participants if p.party)
    return {report: frozenset(parties) for report, parties in found.items()}


def expanded(one: CommitmentFeatures, other: CommitmentFeatures) -> CommitmentFeatures:
    """Write out the abbreviations of one claim that the object of the other explains."""
    text = f"{one.body.action} {one.body.object}"
    full = written_out(text, other.body.object)
    if full == text:
        return one
    objects = written_out(_noun_phrase(one.body.object), other.body.object)
    return replace(one, words=content(full), objects=content(objects), names=proper(objects))


def _noun_phrase(text: str) -> str:
    """Cut an object down to its noun phrase: no relative clause, no one it is done with."""
    if _WITH.match(text):
        _, _, text = text.partition(" to ")
    return _CLAUSE.split(text, maxsplit=1)[0]
