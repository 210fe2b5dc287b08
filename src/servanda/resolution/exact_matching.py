"""Claims that are one where their keys are equal: assurances, omissions and quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from servanda.model import Assurance, ClaimId, Entity, Omission, Quote, ResolvedClaim
from servanda.model.text_folding import fold
from servanda.resolution.claim_order import entity_id, in_order, order_key, reports_of
from servanda.resolution.content_words import content
from servanda.resolution.union_find import UnionFind

__all__ = ["find_assurances", "find_omissions", "find_quotes", "omission_key"]


def find_assurances(claims: Iterable[ResolvedClaim]) -> list[Entity]:
    """Group the assurances: the same words about the same matter by the same parties."""
    return _alike(claims, "assurance", _assurance)


def find_omissions(
    claims: Iterable[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> list[Entity]:
    """Group the omissions: the same sort, matter and side; `components` are given what is tied together."""
    return _alike(claims, "omission", omission_key, components)


def find_quotes(claims: Iterable[ResolvedClaim]) -> list[Entity]:
    """Group the quotes: the same words of the same speaker."""
    return _alike(claims, "quote", _quote)


def omission_key(claim: ResolvedClaim) -> tuple[str, ...]:
    """Return what two omissions that are one have in common: sort, who is silent, the matter."""
    body = claim.claim.body
    if not isinstance(body, Omission):
        return (claim.claim.id,)
    words = sorted(content(body.what)) or [body.what]
    return body.sort.value, fold(body.who or ""), *words


def _alike(
    claims: Iterable[ResolvedClaim],
    kind: str,
    key: Callable[[ResolvedClaim], Hashable],
    components: UnionFind[ClaimId] | None = None,
) -> list[Entity]:
    """Group the claims of one kind whose keys are equal."""
    groups: defaultdict[Hashable, list[ResolvedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=order_key):
        if claim.claim.kind == kind:
            groups[key(claim)].append(claim)
    if components is not None:
        for group in groups.values():
            components.union(*(one.claim.id for one in group))
    return [
        Entity(
            entity_id(kind, group),
            kind,
            in_order(group),
            reports_of(group),
            reasons=("the same words by the same side",) if len(group) > 1 else (),
        )
        for group in groups.values()
    ]


def _assurance(claim: ResolvedClaim) -> Hashable:
    body = claim.claim.body
    if not isinstance(body, Assurance):
        return claim.claim.id
    return frozenset(body.parties), content(body.about) or body.about, content(body.wording)


def _quote(claim: ResolvedClaim) -> Hashable:
    body = claim.claim.body
    if not isinstance(body, Quote):
        return claim.claim.id
    return fold(body.speaker or claim.source), " ".join(fold(body.words).split())
