"""Kin: claims that anything ties into one family, whether or not they became one thing.

What a family's things are hangs on its own claims alone, so that a family can be settled without
the rest of a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from servanda.model import ClaimId

__all__ = ["Kin"]


class Kin:
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
