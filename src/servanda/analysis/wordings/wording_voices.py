"""Whom a report attributes the words at a place to, according to its claims."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from servanda.model import (
    Assurance,
    Commitment,
    Consultation,
    Omission,
    Quote,
    Report,
    ResolvedClaim,
)
from servanda.resolution import Resolution

__all__ = ["Voice", "Voices"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something: a person where a claim names one, and for which parties."""

    speaker: str | None = None
    parties: tuple[str, ...] = ()


class Voices:
    """Who speaks where, in every report of a resolution."""

    def __init__(self, resolution: Resolution) -> None:
        """Gather the claims that name a speaker or the parties that say something."""
        self._resolution = resolution
        self._claims: defaultdict[str, list[tuple[int, int, ResolvedClaim]]] = defaultdict(list)
        for claim in resolution.claims.values():
            if isinstance(
                claim.claim.body, Quote | Assurance | Commitment | Omission | Consultation
            ):
                for piece in claim.claim.evidence:
                    self._claims[claim.claim.report].append((piece.start, piece.end, claim))

    def at(self, report: Report, start: int, end: int) -> Voice:
        """Say who speaks the words at `start..end`: the tightest claim around them that says so."""
        around = [
            (right - left, claim.claim.id, claim)
            for left, right, claim in self._claims.get(report.id, ())
            if left <= start and end <= right
        ]
        speaker: str | None = None
        parties: tuple[str, ...] = ()
        for _, _, claim in sorted(around, key=lambda item: item[:2]):
            speaker = speaker or self._speaker(claim)
            parties = parties or _parties(claim)
        return Voice(speaker, parties)

    def of(self, claim: ResolvedClaim) -> Voice:
        """Say who speaks in one claim."""
        return Voice(self._speaker(claim), _parties(claim))

    def _speaker(self, claim: ResolvedClaim) -> str | None:
        body = claim.claim.body
        name = body.who if isinstance(body, Omission) else getattr(body, "speaker", None)
        if name is None:
            return None
        who = self._resolution.people.get((claim.claim.id, name))
        return self._resolution.names.get(who, name) if who else name


def _parties(claim: ResolvedClaim) -> tuple[str, ...]:
    body = claim.claim.body
    if isinstance(body, Assurance):
        return body.parties
    if isinstance(body, Commitment):
        return body.obligors
    return body.parties if isinstance(body, Consultation) else ()
