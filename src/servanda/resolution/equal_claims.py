"""Claims that are one where their keys are equal: assurances, omissions and quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from servanda.model import Assurance, Entity, Omission, Quote, ResolvedClaim
from servanda.resolution.clustering import ClaimFamilies
from servanda.resolution.content_words import content
from servanda.resolution.person_names import fold
from servanda.resolution.telling_order import entity_id, in_order, reports_of, telling

__all__ = ["find_assurances", "find_omissions", "find_quotes", "omission_key"]


def find_assurances(claims: Iterable[ResolvedClaim]) -> list[Entity]:
    """Group the assurances: the same words about the same matter by the same parties."""
    return _alike(claims, "assurance", _assurance)


def find_omissions(
    claims: Iterable[ResolvedClaim], kin: ClaimFamilies | None = None
) -> list[Entity]:
    """Group the omissions: the same sort, matter and side; `kin` learns what is of one family."""
    return _alike(claims, "omission", omission_key, kin)


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
    kin: ClaimFamilies | None = None,
) -> list[Entity]:
    """Group the claims of one kind whose keys are equal."""
    groups: defaultdict[Hashable, list[ResolvedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=telling):
        if claim.claim.kind == kind:
            groups[key(claim)].append(claim)
    if kin is not None:
        for group in groups.values():
            kin.join(*(one.claim.id for one in group))
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
