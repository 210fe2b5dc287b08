"""Carrying decisions over: what a person decided on a claim holds for the one that took its place. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from servanda.model.addition import is_added
from servanda.model.claim import Claim
from servanda.model.decision import Action, Anchor, Decision, DecisionId, Score
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId

__all__ = ["Carried", "anchor", "carry", "moved", "successor"]


W = TypeVar("W", Decision, Score)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a claim that a word is about: `to` is its successor, or None for an orphan."""

    word: DecisionId
    anchor: Anchor
    to: ClaimId | None


def anchor(claim: Claim, source: str, others: Iterable[Claim]) -> Anchor:
    """Say where a claim stands; `source` is its report's name, `others` that report's claims."""
    first = claim.evidence[0]
    beside = sorted(
        other.id
        for other in others
        if other.id != claim.id
        and other.kind == claim.kind
        and _overlap(first.start, first.end, other.evidence) > 0
    )
    return Anchor(
        claim.id,
        claim.report,
        source,
        claim.kind,
        first.start,
        first.end,
        first.exact,
        tuple(beside),
    )


def successor(anchor: Anchor, claims: Iterable[Claim]) -> ClaimId | None:
    """Return which of `claims` took the place of the one that stood at `anchor`; None: none surely.

    `claims` are those of the report that now bears the name. Where its text is the same, offsets
    decide; where it is another, only the very words do.
    """
    fit: list[tuple[float, ClaimId]] = []
    for claim in claims:
        if claim.kind != anchor.kind or claim.id in anchor.beside:
            continue
        if claim.report == anchor.report:
            share = _overlap(anchor.start, anchor.end, claim.evidence)
        else:
            share = float(any(one.exact == anchor.exact for one in claim.evidence))
        if share > 0:
            fit.append((share, claim.id))
    best = max((share for share, _ in fit), default=0.0)
    found = [claim for share, claim in fit if share == best]
    return found[0] if len(found) == 1 else None


def carry(
    words: Iterable[Decision | Score], standing: frozenset[str], now: Mapping[str, Sequence[Claim]]
) -> tuple[Carried, ...]:
    """Return what became of each claim that words are about and that no longer stands.

    `standing` are the ids of the claims that stand, `now` the claims of each report by its name.
    """
    found = []
    for word in words:
        known = {one.claim: one for one in word.anchors}
        for claim in word.claims:
            if claim not in standing and claim in known:
                place = known[claim]
                fit = _fitting(word, now.get(place.source, ()))
                found.append(Carried(word.id, place, successor(place, fit)))
    return tuple(found)


def _fitting(word: Decision | Score, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims that may take a place: what a person added stays what a person added."""
    if isinstance(word, Decision) and word.action is Action.ADD:
        return [one for one in claims if is_added(one)]
    return claims


def moved(word: W, standing: frozenset[str], moves: Mapping[str, ClaimId | None]) -> W:
    """Return a decision or score with the claims that stand now in place of those it was made on.

    Its id stays: it is still what the person decided. Claims without a successor are left out.
    """

    def now(claims: Sequence[ClaimId]) -> tuple[ClaimId, ...]:
        led = (one if one in standing else moves.get(one) for one in claims)
        return tuple(sorted({one for one in led if one is not None}))

    if isinstance(word, Score):
        return dataclasses.replace(word, targets=now(word.targets))
    return dataclasses.replace(word, targets=now(word.targets), others=now(word.others))


def _overlap(start: int, end: int, spans: Iterable[Evidence]) -> float:
    """Measure how much of one span and the best of some others is common, 0 to 1."""
    best = 0.0
    for one in spans:
        common = min(end, one.end) - max(start, one.start)
        if common > 0:
            best = max(best, common / (max(end, one.end) - min(start, one.start)))
    return best
