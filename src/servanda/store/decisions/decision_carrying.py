"""Carrying decisions over: what a person decided on a claim holds for the one that took its place. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeGuard, TypeVar

from servanda.model.addition import is_added
from servanda.model.amendment import EVIDENCE, read_evidence, write_evidence
from servanda.model.claim import Claim
from servanda.model.decision import Action, Anchor, Decision, DecisionId, Score
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId
from servanda.model.quote_places import around, quote_place

__all__ = ["Carried", "anchor", "anchored_there", "carry", "moved", "successor"]


W = TypeVar("W", Decision, Score)
_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a claim that a word is about: `to` is its successor, or None for an orphan.

    `unplaced` are the words on which a person let the claim rest, where they have no clear place in
    the text that took the place of theirs: then it rests on the words that its reader found.
    """

    word: DecisionId
    anchor: Anchor
    to: ClaimId | None
    unplaced: str = ""


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


def successor(
    anchor: Anchor, claims: Iterable[Claim], texts: Mapping[str, str] = _NO_TEXTS
) -> ClaimId | None:
    """Return which of `claims` took the place of the one that stood at `anchor`; None: none surely.

    `claims` are those of the report that now bears the name. Where its text is the same, offsets
    decide; where it is another, only the very words do, at the place where `texts`, by the ids of
    their reports, say that they stand now.
    """
    places: dict[str, tuple[int, int] | None] = {anchor.report: (anchor.start, anchor.end)}
    fit: list[tuple[float, ClaimId]] = []
    for claim in claims:
        if claim.kind != anchor.kind or claim.id in anchor.beside:
            continue
        if claim.report not in places:
            places[claim.report] = _place(anchor, texts, claim.report)
        place = places[claim.report]
        if place is not None:
            share = _overlap(*place, claim.evidence)
        else:
            share = float(any(one.exact == anchor.exact for one in claim.evidence))
        if share > 0:
            fit.append((share, claim.id))
    best = max((share for share, _ in fit), default=0.0)
    found = [claim for share, claim in fit if share == best]
    return found[0] if len(found) == 1 else None


def _place(anchor: Anchor, texts: Mapping[str, str], report: str) -> tuple[int, int] | None:
    """Return where the words of an anchor stand in the text of another report."""
    around_it = around(texts.get(anchor.report, ""), anchor.start, anchor.end)
    return quote_place(texts.get(report, ""), anchor.exact, *around_it)


def carry(
    words: Iterable[Decision | Score],
    standing: frozenset[str],
    now: Mapping[str, Sequence[Claim]],
    texts: Mapping[str, str] = _NO_TEXTS,
) -> tuple[Carried, ...]:
    """Return what became of each claim that words are about and that no longer stands.

    `standing` are the ids of the claims that stand, `now` the claims of each report by its name,
    `texts` those of the reports that bore the names and bear them now, by their ids.
    """
    found = []
    for word in words:
        known = {one.claim: one for one in word.anchors}
        for claim in word.claims:
            if claim not in standing and claim in known:
                place = known[claim]
                fit = _fitting(word, now.get(place.source, ()))
                to = successor(place, fit, texts)
                home = next((one.report for one in fit if one.id == to), None)
                found.append(Carried(word.id, place, to, _unplaced(word, home, texts)))
    return tuple(found)


def _unplaced(word: Decision | Score, home: str | None, texts: Mapping[str, str]) -> str:
    """Return the words of an amended anchor that have no place in the report where its claim is now."""
    if home is None or not _anchors(word):
        return ""
    spans = read_evidence(word.value)
    lost = (one.exact for one in spans if _placed(one, home, texts) is None)
    return next(lost, "")


def _anchors(word: Decision | Score) -> TypeGuard[Decision]:
    amends = isinstance(word, Decision) and word.action is Action.AMEND
    return amends and word.field == EVIDENCE  # type: ignore[union-attr] # it is a decision


def _placed(one: Evidence, report: str, texts: Mapping[str, str]) -> Evidence | None:
    """Return evidence where it stands in the text of a report."""
    if one.report == report:
        return one
    return one.placed(report, texts.get(report, ""), texts.get(one.report, ""))


def anchored_there(word: Decision, home: str | None, texts: Mapping[str, str]) -> Decision:
    """Return an amended anchor with the places that its words have in the report `home`.

    It is returned unchanged where one of them has no clear place there: it then says nothing of that text.
    """
    if home is None or not _anchors(word):
        return word
    spans = [_placed(one, home, texts) for one in read_evidence(word.value)]
    there = [one for one in spans if one is not None]
    if len(there) < len(spans):
        return word
    return dataclasses.replace(word, value=write_evidence(there))


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
