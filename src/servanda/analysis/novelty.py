"""Turns: what a claim adds to what earlier reports told of the same entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.analysis.lifecycle import deadline
from servanda.analysis.wordings.assured_matters import one_matter
from servanda.analysis.wordings.wording_alignment import plain
from servanda.model import (
    Assurance,
    Commitment,
    Consultation,
    ConsultationStatus,
    Entity,
    EntityId,
    Incident,
    LinkType,
    Modality,
    ResolvedClaim,
    Structure,
    StructureStatus,
    When,
)
from servanda.model.time_words import deadline as deadline_words
from servanda.model.time_words import said
from servanda.resolution import Resolution
from servanda.resolution.claim_order import order_key, same_end

__all__ = ["REPEATED", "Before", "Turn", "turn_of"]


REPEATED = "repeated"
_REWORDED = "reworded"
_AHEAD = (ConsultationStatus.PLANNED, ConsultationStatus.PROPOSED)


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier report said: its name, its date, its words, the time it gave."""

    report: str
    published: When | None
    words: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a claim adds: one of the changes of a briefing, why, and the mentions before it."""

    change: str
    why: str
    before: tuple[Before, ...] = ()


def turn_of(
    resolution: Resolution,
    claim: ResolvedClaim,
    entity: Entity,
    known: frozenset[str],
    by_id: Mapping[EntityId, Entity],
) -> Turn:
    """Say what `claim`, which tells of `entity`, adds to what the reports named in `known` tell.

    `by_id` finds the entities that `entity` is tied to.
    """
    earlier = [one for one in resolution.claims_of(entity) if one.source in known]
    for link, other in _links(resolution, entity, by_id):
        mentions = [one for one in resolution.claims_of(other) if one.source in known]
        if not mentions or not _concerns(claim, link):
            continue
        turn = _by_link(link, claim, earlier, mentions)
        if turn is not None:
            return turn
        if link is LinkType.REPEATS and not earlier:
            earlier = mentions
    if not earlier:
        like = _same_matter(resolution, claim, known)
        return _turn(_REWORDED, "assured before in other words", like) if like else _first(claim)
    return _changed(claim, earlier) or _same(claim, earlier)


def _by_link(
    link: LinkType,
    claim: ResolvedClaim,
    earlier: Sequence[ResolvedClaim],
    mentions: Sequence[ResolvedClaim],
) -> Turn | None:
    """Say what a claim adds to what another entity, which its own is tied to, is told as."""
    if link is LinkType.CONTRADICTS:
        return _turn("contradicted", "the two exclude each other", mentions)
    if link is LinkType.FULFILS and not any(map(_deed, earlier)):
        return _turn("met", "announced before, and told here as done", mentions)
    if link is LinkType.REVISES:
        return _turn("moved", _dates(mentions, claim), mentions)
    return None


def _links(
    resolution: Resolution, entity: Entity, by_id: Mapping[EntityId, Entity]
) -> list[tuple[LinkType, Entity]]:
    found = [(link.type, by_id[link.to]) for link in entity.links if link.to in by_id]
    for other in resolution.backlinks.get(entity.id, ()):
        found += [
            (link.type, other)
            for link in other.links
            if link.to == entity.id and link.type is LinkType.CONTRADICTS
        ]
    return sorted(found, key=lambda pair: (pair[0].value, pair[1].id))


def _same_matter(
    resolution: Resolution, claim: ResolvedClaim, known: frozenset[str]
) -> list[ResolvedClaim]:
    """List what the same parties assured of the same matter before: its wording may drift."""
    body = claim.claim.body
    if not isinstance(body, Assurance):
        return []
    return [
        one
        for one in resolution.claims.values()
        if one.source in known
        and isinstance(other := one.claim.body, Assurance)
        and set(other.parties) == set(body.parties)
        and one_matter(body.about, other.about)
    ]


def _concerns(claim: ResolvedClaim, link: LinkType) -> bool:
    """Whether an entity's tie is this claim's: only what tells of a deed can meet a promise."""
    if link is LinkType.FULFILS:
        return _deed(claim)
    return link is not LinkType.REVISES or deadline(claim) is not None


def _deed(claim: ResolvedClaim) -> bool:
    body = claim.claim.body
    if isinstance(body, Structure):
        return body.status is not StructureStatus.PLANNED
    if isinstance(body, Consultation):
        return body.status is ConsultationStatus.HELD
    return isinstance(body, Commitment) and body.modality is Modality.FULFILLED


def _first(claim: ResolvedClaim) -> Turn:
    body = claim.claim.body
    if isinstance(body, Commitment) and body.rescheduled:
        return Turn("moved", f"told here first, and as moved: “{body.rescheduled}”")
    return Turn("new", "no report before tells of it")


def _changed(claim: ResolvedClaim, earlier: Sequence[ResolvedClaim]) -> Turn | None:
    body = claim.claim.body
    turn = _talks(body, earlier) if isinstance(body, Consultation) else None
    if turn is not None:
        return turn
    if _deed(claim) and not any(map(_deed, earlier)):
        return _turn("met", "promised before, and told here as done or begun", earlier)
    if isinstance(body, Commitment) and body.modality is not Modality.FULFILLED:
        return _deadline(deadline(claim), [deadline(one) for one in earlier], claim, earlier)
    return _finer(claim, earlier)


def _talks(body: Consultation, earlier: Sequence[ResolvedClaim]) -> Turn | None:
    """Say what is new of a consultation: that it was held or called off, or that it was elsewhere."""
    before = [b for one in earlier if isinstance(b := one.claim.body, Consultation)]
    if all(one.status in _AHEAD for one in before):
        if body.status is ConsultationStatus.HELD:
            return _turn("met", "announced before, and told here as held", earlier)
        if body.status is ConsultationStatus.CANCELLED:
            return _turn("contradicted", "announced before, and called off here", earlier)
    places = {one.country for one in before if one.country}
    if body.country and places and body.country not in places:
        return _turn("contradicted", f"placed in {', '.join(sorted(places))} before", earlier)
    return None


def _deadline(
    given: When | None,
    before: Sequence[When | None],
    claim: ResolvedClaim,
    earlier: Sequence[ResolvedClaim],
) -> Turn | None:
    known = [when for when in before if when is not None]
    if given is None:
        return None
    if not known:
        return _turn(
            "sharpened", f"a deadline named for the first time: {deadline_words(given)}", earlier
        )
    if not any(same_end(given, when) for when in known):
        return _turn("moved", _dates(earlier, claim), earlier)
    if all(_narrower(given, when) for when in known):
        return _turn("sharpened", _dates(earlier, claim), earlier)
    return None


def _narrower(one: When, other: When) -> bool:
    """Whether a time leaves fewer days open than another; a deadline's days before do not count."""
    if one.width is not None:
        return other.width is None or one.width < other.width
    return (
        other.width is None
        and one.latest is not None
        and other.latest is not None
        and one.start is None
        and one.latest < other.latest
    )


def _finer(claim: ResolvedClaim, earlier: Sequence[ResolvedClaim]) -> Turn | None:
    """Whether the time is told more exactly than before, or the place for the first time."""
    body = claim.claim.body
    slot = "due" if isinstance(body, Structure) and claim.time("due") else "when"
    given, known = claim.time(slot), [w for one in earlier if (w := one.time(slot))]
    may = bool(known) or isinstance(body, Consultation | Incident | Structure)
    if given is not None and may and all(_narrower(given, w) for w in known):
        return _turn("sharpened", _dates(earlier, claim), earlier)
    if given and known and not any(given.meets(w) for w in known):
        return _turn("contradicted", _dates(earlier, claim), earlier)
    return None


def _same(claim: ResolvedClaim, earlier: Sequence[ResolvedClaim]) -> Turn:
    mine = {plain(piece.exact) for piece in claim.claim.evidence}
    exact = [
        one for one in earlier if any(plain(piece.exact) in mine for piece in one.claim.evidence)
    ]
    if exact:
        return _turn(REPEATED, "word for word", exact)
    return _turn(_REWORDED, "said before in other words", earlier)


def _dates(earlier: Sequence[ResolvedClaim], claim: ResolvedClaim) -> str:
    """Write the times one after the other as they were told: "spring → March → 19 March"."""
    told = (*sorted(earlier, key=order_key), claim)
    words = (deadline_words(one.time("due")) or said(one.time("when"), "") for one in told)
    return " → ".join(dict.fromkeys(filter(None, words)))


def _turn(change: str, why: str, earlier: Sequence[ResolvedClaim]) -> Turn:
    order = sorted(earlier, key=order_key)
    before = tuple(
        Before(
            one.source,
            one.published,
            one.claim.evidence[0].exact,
            one.time("due") or one.time("when"),
        )
        for one in order
    )
    return Turn(change, why, before)
