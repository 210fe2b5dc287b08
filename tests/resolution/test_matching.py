"""The protocol of matching, on numbers that match where they are near: laws, reasons, clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from made import act, day
from servanda.model import ClaimId, ResolvedClaim
from servanda.resolution.blocking import BlockingKeys
from servanda.resolution.matching import (
    Match,
    Matcher,
    Rules,
    entity_of,
    first_objection,
    refused,
)
from servanda.resolution.union_find import UnionFind


@dataclass(frozen=True, slots=True)
class Number:
    claim: ResolvedClaim
    value: int


RULES: Rules[Number] = (
    ("one is negative", lambda a, b: (a.value < 0) != (b.value < 0)),
    ("far apart", lambda a, b: abs(a.value - b.value) > 2),
)


def near(a: Number, b: Number) -> Match:
    gap = abs(a.value - b.value)
    return refused("not near") if gap > 1 else Match(1 - gap / 2, f"{gap} apart")


MATCHER = Matcher(
    "incident",
    lambda one: BlockingKeys.same(str(one.value + step) for step in (-1, 0, 1)),
    near,
    lambda a, b: first_objection(RULES, a, b),
)


def numbers(*values: int) -> list[Number]:
    return [
        Number(act(f"n{at}", "SM", "NR", "fired", at=at, when=day("2031-05-04")), value)
        for at, value in enumerate(values)
    ]


def test_a_comparison_says_why_it_came_to_a_match_or_to_none() -> None:
    one, two, far = numbers(1, 2, 9)
    assert near(one, two)
    assert near(one, two).why == "1 apart"
    assert not near(one, far)
    assert near(one, far) == refused("not near")
    assert MATCHER.cannot_link(one, far) == "far apart"
    assert MATCHER.cannot_link(one, two) == ""
    assert first_objection(RULES, *numbers(-5, 5)) == "one is negative"


@given(st.lists(st.integers(-4, 6), max_size=7))
def test_no_match_is_missed_and_no_cluster_breaks_a_rule(values: list[int]) -> None:
    found = numbers(*values)
    matches = MATCHER.matches(found)
    for a, left in enumerate(found):
        for b in range(a + 1, len(found)):
            assert bool(near(left, found[b])) == ((a, b) in matches)
    for members, reasons in MATCHER.clusters(found, matches):
        assert bool(reasons) == (len(members) > 1)
        for a in members:
            for b in members:
                assert a == b or not first_objection(RULES, found[a], found[b])


def test_the_surest_match_comes_first_and_a_chain_ends_where_two_cannot_be_one() -> None:
    found = numbers(1, 2, 3, 4, 2)
    clusters = MATCHER.clusters(found, MATCHER.matches(found))
    assert [members for members, _ in clusters] == [[0, 1, 4, 2], [3]]
    assert clusters[0][1] == ["0 apart", "1 apart"]


def test_claims_that_are_alike_are_compared_once() -> None:
    found, asked = numbers(*[1, 2] * 20), []

    def counted(a: Number, b: Number) -> Match:
        asked.append((a.value, b.value))
        return near(a, b)

    matcher = replace(MATCHER, compare=counted, alike=lambda one: one.value)
    assert matcher.matches(found) == MATCHER.matches(found)
    assert sorted(asked) == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_components_hold_what_matches_though_no_cluster_came_of_it() -> None:
    found = numbers(1, 2, 3, 4, 9)
    components: UnionFind[ClaimId] = UnionFind()
    entities = MATCHER.entities(found, components)
    assert sorted(len(entity.claims) for entity in entities) == [1, 1, 3]
    ids = [one.claim.claim.id for one in found]
    assert len({components.find(one) for one in ids[:4]}) == 1
    assert not components.together(ids[0], ids[4])


def test_an_entity_lists_its_claims_and_reports_from_the_earliest() -> None:
    late = act("b", "SM", "NR", "fired", published="2031-05-09")
    early = act("c", "SM", "NR", "fired", published="2031-05-01")
    entity = entity_of("incident", [late, early], ["seen"])
    assert entity.claims == (early.claim.id, late.claim.id)
    assert entity.reports == ("c", "b")
    assert entity.reasons == ("seen",)
    assert entity.id == entity_of("incident", [early]).id
