"""Clustering: sets that join, unless something keeps two of their members apart; families of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from servanda.model import ClaimId

__all__ = ["ClaimFamilies", "Groups"]


T = TypeVar("T")


class Groups(Generic[T]):
    """Items joined step by step into groups.

    `apart(a, b)` says that two items must never be in one group; it is asked of every pair before
    two groups are joined, so that a chain of likenesses cannot join what no single one would.
    """

    def __init__(self, items: Iterable[T], apart: Callable[[T, T], bool] | None = None) -> None:
        self._members: list[list[T]] = [[item] for item in items]
        self._index: dict[T, int] = {m[0]: i for i, m in enumerate(self._members)}
        self._apart = apart
        self._reasons: list[list[str]] = [[] for _ in self._members]

    def join(
        self, left: T, right: T, reason: str, alike: Callable[[T, T], bool] | None = None
    ) -> bool:
        """Join the groups of two items; False where something keeps them apart.

        With `alike`, at least half of the pairs between the two groups must be alike.
        """
        a, b = self._index[left], self._index[right]
        if a == b:
            return True
        if alike is not None:
            pairs = [alike(x, y) for x in self._members[a] for y in self._members[b]]
            if 2 * sum(pairs) < len(pairs):
                return False
        if self._apart is not None and any(
            self._apart(x, y) for x in self._members[a] for y in self._members[b]
        ):
            return False
        for item in self._members[b]:
            self._index[item] = a
        self._members[a] += self._members[b]
        self._reasons[a] += [*self._reasons[b], reason]
        self._members[b], self._reasons[b] = [], []
        return True

    def together(self, left: T, right: T) -> bool:
        """Whether two items are in one group."""
        return self._index[left] == self._index[right]

    def group(self, item: T) -> list[T]:
        """Return the members of an item's group."""
        return list(self._members[self._index[item]])

    def all(self) -> list[tuple[list[T], list[str]]]:
        """Return every group with the reasons it was joined for, in a fixed order of reasons."""
        pairs = zip(self._members, self._reasons, strict=True)
        return [(m, sorted(set(r))) for m, r in pairs if m]


# -- ClaimFamilies: claims that anything ties into one family, whether or not they became one entity


class ClaimFamilies:
    """Families of claims, grown pair by pair."""

    def __init__(self) -> None:
        """Begin with every claim alone."""
        self._parent: dict[ClaimId, ClaimId] = {}

    def of(self, claim: ClaimId) -> ClaimId:
        """Return the claim that stands for the family of `claim`."""
        root = claim
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(claim, claim)) != root:
            self._parent[claim] = root
            claim = above
        return root

    def join(self, *claims: ClaimId) -> None:
        """Make one family of the families of some claims."""
        roots = sorted({self.of(claim) for claim in claims})
        for other in roots[1:]:
            self._parent[other] = roots[0]

    def families(self, claims: Iterable[ClaimId]) -> list[list[ClaimId]]:
        """Sort `claims` into their families, in a fixed order."""
        found: defaultdict[ClaimId, list[ClaimId]] = defaultdict(list)
        for claim in sorted(claims):
            found[self.of(claim)].append(claim)
        return [found[root] for root in sorted(found)]
