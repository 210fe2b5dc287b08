"""Disjoint sets (union-find), and clusters that grow pair by pair under cannot-link constraints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product, starmap
from typing import Generic, TypeVar

__all__ = ["Clusters", "UnionFind"]


T = TypeVar("T")


class UnionFind(Generic[T]):
    """Disjoint sets of items.

    Items need not be announced: one that was never united with another is a set of its own. The
    members of a set and the representative come out in an order that only the calls decide.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {}
        self._members: dict[T, list[T]] = {item: [item] for item in items}

    def find(self, item: T) -> T:
        """Return the representative of the item's set."""
        root = item
        while (above := self._parent.get(root, root)) != root:
            root = above
        while (above := self._parent.get(item, item)) != root:
            self._parent[item] = root
            item = above
        return root

    def together(self, left: T, right: T) -> bool:
        """Whether two items are in one set."""
        return self.find(left) == self.find(right)

    def union(self, *items: T) -> T | None:
        """Unite the sets of some items; the representative of the first stays, and is returned."""
        if not items:
            return None
        root = self.find(items[0])
        for item in items[1:]:
            other = self.find(item)
            if other != root:
                joined = [*self.members(root), *self.members(other)]
                self._parent[other] = root
                self._members[root] = joined
                self._members.pop(other, None)
        return root

    def members(self, item: T) -> list[T]:
        """Return the items of the item's set, those of the first set united first."""
        root = self.find(item)
        return self._members.get(root, [root])

    def sets(self) -> Iterator[list[T]]:
        """Go through the sets of the items given or united, in the order of their representatives."""
        yield from self._members.values()


class Clusters(Generic[T]):
    """Clusters of items that merge step by step, each merge for a reason.

    `cannot_link(a, b)` says why two items must never be in one cluster, empty where they may. It is
    asked of every pair before two clusters merge, so that a chain of matches cannot join what no
    single match would.
    """

    def __init__(self, items: Iterable[T], cannot_link: Callable[[T, T], str]) -> None:
        items = list(items)
        self._sets = UnionFind(items)
        self._cannot_link = cannot_link
        self._reasons: dict[T, list[str]] = {item: [] for item in items}

    def merge(
        self, left: T, right: T, reason: str, agree: Callable[[T, T], bool] | None = None
    ) -> str:
        """Merge the clusters of two items; return what forbids it, empty where nothing does.

        With `agree`, at least half of the pairs between the two clusters must agree.
        """
        a, b = self._sets.find(left), self._sets.find(right)
        if a == b:
            return ""
        pairs = list(product(self._sets.members(a), self._sets.members(b)))
        if agree is not None and 2 * sum(starmap(agree, pairs)) < len(pairs):
            return "fewer than half of the claims of both agree"
        for x, y in pairs:
            if obstacle := self._cannot_link(x, y):
                return obstacle
        self._sets.union(a, b)
        self._reasons[a] += [*self._reasons.pop(b), reason]
        return ""

    def together(self, left: T, right: T) -> bool:
        """Whether two items are in one cluster."""
        return self._sets.together(left, right)

    def members(self, item: T) -> list[T]:
        """Return the items of the item's cluster."""
        return list(self._sets.members(item))

    def all(self) -> list[tuple[list[T], list[str]]]:
        """Return every cluster with the reasons it was merged for, sorted and each once."""
        return [
            (members, sorted(set(self._reasons[self._sets.find(members[0])])))
            for members in self._sets.sets()
        ]
