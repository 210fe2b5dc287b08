"""Laws of disjoint sets and of clusters that cannot-link constraints keep apart."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from servanda.resolution.union_find import Clusters, UnionFind

ITEMS = range(8)
PAIRS = st.lists(st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)), max_size=12)


def connected(pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    """Find connected components the slow way: grow sets until nothing changes."""
    sets = [{item} for item in ITEMS]
    for _ in ITEMS:
        for a, b in pairs:
            left = next(one for one in sets if a in one)
            right = next(one for one in sets if b in one)
            if left is not right:
                sets.remove(right)
                left |= right
    return {frozenset(one) for one in sets}


@given(PAIRS)
def test_sets_are_the_connected_components(pairs: list[tuple[int, int]]) -> None:
    sets = UnionFind(ITEMS)
    for a, b in pairs:
        sets.union(a, b)
    assert {frozenset(one) for one in sets.sets()} == connected(pairs)
    for a, b in combinations(ITEMS, 2):
        assert sets.together(a, b) == sets.together(b, a) == (b in sets.members(a))


@given(PAIRS)
def test_items_need_not_be_announced(pairs: list[tuple[int, int]]) -> None:
    sets: UnionFind[int] = UnionFind()
    for a, b in pairs:
        assert sets.union(a, b) == sets.find(a) == sets.find(b)
    united = {one for one in connected(pairs) if len(one) > 1}
    assert {frozenset(one) for one in sets.sets() if len(one) > 1} == united
    assert sets.find(99) == 99
    assert sets.members(99) == [99]


def test_the_representative_of_the_first_stays_and_members_keep_their_order() -> None:
    sets = UnionFind("abcd")
    assert sets.union("c", "d") == "c"
    assert sets.union("a", "d") == "a"
    assert sets.members("d") == ["a", "c", "d"]
    assert list(sets.sets()) == [["a", "c", "d"], ["b"]]
    assert sets.union() is None


@given(PAIRS, st.sets(st.sampled_from(list(combinations(ITEMS, 2))), max_size=6))
def test_transitivity_stops_at_cannot_link(
    pairs: list[tuple[int, int]], apart: set[tuple[int, int]]
) -> None:
    def cannot_link(a: int, b: int) -> str:
        return "apart" if (min(a, b), max(a, b)) in apart else ""

    clusters = Clusters(ITEMS, cannot_link)
    for a, b in pairs:
        obstacle = clusters.merge(a, b, f"{a}-{b}")
        assert clusters.together(a, b) is (not obstacle)
        assert clusters.members(a) if not obstacle else obstacle == "apart"
    found = clusters.all()
    assert sorted(item for members, _ in found for item in members) == list(ITEMS)
    for members, reasons in found:
        assert not any(cannot_link(a, b) for a, b in combinations(members, 2))
        assert bool(reasons) == (len(members) > 1)
        assert reasons == sorted(set(reasons))


def test_half_of_the_pairs_must_agree() -> None:
    clusters = Clusters("abcd", lambda *_: "")
    clusters.merge("a", "b", "first")
    one = clusters.merge("b", "c", "second", lambda a, b: {a, b} == {"b", "c"})
    none = clusters.merge("c", "d", "third", lambda a, b: {a, b} == {"c", "d"})
    assert (one, bool(none)) == ("", True)
    assert clusters.all() == [(["a", "b", "c"], ["first", "second"]), (["d"], [])]
