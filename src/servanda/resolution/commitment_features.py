"""Promises: commitment claims made ready for comparison."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.model import Commitment, Consultation, ResolvedClaim, When
from servanda.model.text_folding import fold
from servanda.resolution.content_words import content, figures, proper, written_out

__all__ = ["Promise", "met", "promise", "spelt"]


_WITH = re.compile(r"(?:(?:also|closely|together|jointly) )*with\b", re.IGNORECASE)
_CLAUSE = re.compile(r",|;| (?:which|that|who|where|each|amid|as|while|in order|so|including)\b")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment claim with what decides whether another one is the same promise."""

    claim: ResolvedClaim
    body: Commitment
    obligors: frozenset[str]
    words: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    relation: frozenset[str]
    telling: frozenset[str]
    sentence: str
    due: When | None


def promise(claim: ResolvedClaim, others: frozenset[str] = frozenset()) -> Promise:
    """Prepare a commitment claim for comparison. Raises TypeError for another kind.

    `others` are the parties that its report is otherwise about: who met whom.
    """
    body = claim.claim.body
    if not isinstance(body, Commitment):
        raise TypeError(claim.claim.kind)
    text = f"{body.action} {body.object}"
    return Promise(
        claim,
        body,
        frozenset(body.obligors),
        content(text),
        content(_head(body.object)),
        proper(_head(body.object)),
        figures(text),
        others | {*body.obligors, *([body.beneficiary] if body.beneficiary else [])},
        content(claim.claim.evidence[0].exact),
        " ".join(fold(claim.claim.evidence[0].exact).split()),
        claim.time("due"),
    )


def met(claims: Sequence[ResolvedClaim]) -> dict[str, frozenset[str]]:
    """Say of each report which parties met in what it tells."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Consultation):
            found[claim.claim.report].update(body.parties)
            found[claim.claim.report].update(p.party for p in body.participants if p.party)
    return {report: frozenset(parties) for report, parties in found.items()}


def spelt(one: Promise, other: Promise) -> Promise:
    """Write out the abbreviations that the other report's words explain."""
    text = f"{one.body.action} {one.body.object}"
    full = written_out(text, other.body.object)
    if full == text:
        return one
    objects = written_out(_head(one.body.object), other.body.object)
    return replace(one, words=content(full), objects=content(objects), names=proper(objects))


def _head(text: str) -> str:
    """Cut an object down to the entity: no relative clause, nobody it is done with."""
    if _WITH.match(text):
        _, _, text = text.partition(" to ")
    return _CLAUSE.split(text, maxsplit=1)[0]
