"""Assurances, omissions and quotes: claims are one entity where all that matters of them is equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from servanda.model import Assurance, ClaimId, Entity, Omission, Quote, ResolvedClaim
from servanda.model.text_folding import fold
from servanda.resolution.claim_order import order_key
from servanda.resolution.content_words import content
from servanda.resolution.matching import entity_of
from servanda.resolution.union_find import UnionFind

__all__ = [
    "assurance_key",
    "find_assurances",
    "find_omissions",
    "find_quotes",
    "omission_key",
    "quote_key",
]


def find_assurances(claims: Iterable[ResolvedClaim]) -> list[Entity]:
    """Resolve the assurances: the same words about the same matter by the same parties."""
    return _entities(claims, "assurance", assurance_key)


def find_omissions(
    claims: Iterable[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> list[Entity]:
    """Resolve the omissions: the same sort, matter and side; `components` are given who matches."""
    return _entities(claims, "omission", omission_key, components)


def find_quotes(claims: Iterable[ResolvedClaim]) -> list[Entity]:
    """Resolve the quotes: the same words of the same speaker."""
    return _entities(claims, "quote", quote_key)


def omission_key(claim: ResolvedClaim) -> tuple[str, ...]:
    """Return what two omissions that are one have in common: sort, who is silent, the matter."""
    body = claim.claim.body
    if not isinstance(body, Omission):
        return (claim.claim.id,)
    words = sorted(content(body.what)) or [body.what]
    return body.sort.value, fold(body.who or ""), *words


def assurance_key(claim: ResolvedClaim) -> tuple[str, ...]:
    """Return what two assurances that are one have in common: who gives it, the matter, the wording."""
    body = claim.claim.body
    if not isinstance(body, Assurance):
        return (claim.claim.id,)
    matter = sorted(content(body.about)) or [body.about]
    return "|".join(sorted(set(body.parties))), " ".join(matter), *sorted(content(body.wording))


def quote_key(claim: ResolvedClaim) -> tuple[str, ...]:
    """Return what two quotes that are one have in common: the speaker and the words."""
    body = claim.claim.body
    if not isinstance(body, Quote):
        return (claim.claim.id,)
    return fold(body.speaker or claim.source), " ".join(fold(body.words).split())


def _entities(
    claims: Iterable[ResolvedClaim],
    kind: str,
    key: Callable[[ResolvedClaim], Hashable],
    components: UnionFind[ClaimId] | None = None,
) -> list[Entity]:
    """Make an entity of all claims of one kind that have one key."""
    by_key: defaultdict[Hashable, list[ResolvedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=order_key):
        if claim.claim.kind == kind:
            by_key[key(claim)].append(claim)
    if components is not None:
        for group in by_key.values():
            components.union(*(one.claim.id for one in group))
    return [
        entity_of(kind, group, ("the same words by the same side",) if len(group) > 1 else ())
        for group in by_key.values()
    ]
