"""Matching: what a kind of claim needs for its claims to be compared, and entities made of matches.

A matcher prepares claims of one kind for comparison (their *features*), says by which blocking keys
two of them find each other, and compares two. A comparison explains itself, whether it comes to a
match or to none, and depends on the two claims alone. Matches then merge clusters, the surest
first, unless two members cannot be one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from servanda.model import ClaimId, Entity, ResolvedClaim
from servanda.resolution.blocking import BlockingKeys, candidate_pairs
from servanda.resolution.claim_order import entity_id, order_key
from servanda.resolution.union_find import Clusters, UnionFind

__all__ = [
    "Features",
    "Match",
    "Matcher",
    "Pair",
    "Rules",
    "entity_of",
    "first_objection",
    "refused",
]


@dataclass(frozen=True, slots=True)
class Match:
    """What a comparison came to: `score` above 0 where two claims match, and `why` or why not.

    `moved` says that two commitments are one but for the deadline: a revision, not a repetition.
    """

    score: float
    why: str
    moved: bool = False

    def __bool__(self) -> bool:
        """Whether the two match."""
        return self.score > 0


def refused(why: str) -> Match:
    """Return the outcome of a comparison that is no match."""
    return Match(0.0, why)


class Features(Protocol):
    """A claim prepared for comparison."""

    @property
    def claim(self) -> ResolvedClaim:
        """The claim itself."""


F = TypeVar("F", bound=Features)
P = TypeVar("P")
Pair = tuple[int, int]
"""The places of two claims in the list that is matched, the lower one first."""

Rules = tuple[tuple[str, Callable[[P, P], bool]], ...]
"""Reasons against a match, each with the test for it."""


def first_objection(rules: Rules[P], a: P, b: P) -> str:
    """Return the first reason that holds of two; empty where none does."""
    for why, holds in rules:
        if holds(a, b):
            return why
    return ""


@dataclass(frozen=True, slots=True)
class Matcher(Generic[F]):
    """How the claims of one kind are matched.

    `cannot_link` says why two can never be one entity, empty where they can; it is asked of every
    two members of clusters that would merge, `compare` only of pairs that share a blocking key.

    Where `alike` is given, claims for which it returns the same have the same keys, and compare
    alike with any third that is as far away (`apart`); whether two can be one depends besides on
    whether they are of one report. So what is told over and over in the same words is compared once.
    """

    kind: str
    keys: Callable[[F], BlockingKeys]
    compare: Callable[[F, F], Match]
    cannot_link: Callable[[F, F], str]
    alike: Callable[[F], Hashable] | None = None
    apart: Callable[[F, F], int] = lambda _a, _b: 0

    def matches(
        self, found: Sequence[F], components: UnionFind[ClaimId] | None = None
    ) -> dict[Pair, Match]:
        """Compare the pairs that share a key; `components` are given every pair that matches.

        The matches are in the order of their places.
        """
        matches: dict[Pair, Match] = {}
        fits: defaultdict[int, list[ClaimId]] = defaultdict(list)
        alike, keys = self._alike(found), {}
        for at, one in enumerate(found):
            if alike[at] not in keys:
                keys[alike[at]] = self.keys(one)
        known: dict[Hashable, Match] = {}
        for a, b in candidate_pairs([keys[one] for one in alike]):
            which = alike[a], alike[b], self.apart(found[a], found[b])
            match = known.get(which)
            if match is None:
                match = known[which] = self.compare(found[a], found[b])
            if match:
                matches[a, b] = match
                fits[a].append(found[b].claim.claim.id)
        if components is not None:
            for a, others in fits.items():
                components.union(found[a].claim.claim.id, *others)
        return matches

    def clusters(
        self,
        found: Sequence[F],
        matches: Mapping[Pair, Match],
        agree: Callable[[int, int], bool] | None = None,
    ) -> list[tuple[list[int], list[str]]]:
        """Merge what matches, the surest first; give the members of each cluster and the reasons."""
        alike, reports = self._alike(found), [one.claim.claim.report for one in found]
        known: dict[Hashable, str] = {}

        def cannot_link(a: int, b: int) -> str:
            which = alike[a], alike[b], reports[a] == reports[b]
            why = known.get(which)
            if why is None:
                why = known[which] = self.cannot_link(found[a], found[b])
            return why

        clusters = Clusters(range(len(found)), cannot_link)
        ordered = sorted(matches)  # they are mostly: then the surest are sorted by one number
        for a, b in sorted(ordered, key=lambda pair: -matches[pair].score):
            match = matches[a, b]
            clusters.merge(a, b, match.why, agree)
        return clusters.all()

    def _alike(self, found: Sequence[F]) -> list[int]:
        """Give the claims numbers, those that are alike the same."""
        if self.alike is None:
            return list(range(len(found)))
        numbers: dict[Hashable, int] = {}
        return [numbers.setdefault(self.alike(one), len(numbers)) for one in found]

    def entities(
        self, found: Sequence[F], components: UnionFind[ClaimId] | None = None
    ) -> tuple[Entity, ...]:
        """Match the claims and make an entity of each cluster, ordered by id."""
        clusters = self.clusters(found, self.matches(found, components))
        entities = (
            entity_of(self.kind, [found[at].claim for at in members], reasons)
            for members, reasons in clusters
        )
        return tuple(sorted(entities, key=lambda entity: entity.id))


def entity_of(kind: str, claims: Sequence[ResolvedClaim], reasons: Iterable[str] = ()) -> Entity:
    """Make one entity of some claims."""
    claims = sorted(claims, key=order_key)
    return Entity(
        entity_id(kind, claims[:1]),
        kind,
        tuple(one.claim.id for one in claims),
        tuple(dict.fromkeys(one.source for one in claims)),
        reasons=tuple(reasons),
    )
