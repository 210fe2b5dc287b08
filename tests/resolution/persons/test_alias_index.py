"""Aliases that come and go: what is left is what would be there without those that went."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.resolution.person_mentions import Alias
from servanda.resolution.persons.alias_index import AliasIndex, lone_person

_SOME = st.sets(
    st.builds(
        Alias,
        st.sampled_from(["Ona Brandt", "Brandt Ona", "Brandt", "Li Li", "Ona Kern", "Kern", "Li"]),
        st.sampled_from([None, "president"]),
        st.sampled_from([None, "NO"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(_SOME, _SOME)
def test_an_alias_that_goes_leaves_nothing_behind(first: set[Alias], more: set[Alias]) -> None:
    index = AliasIndex(first)
    before = index.copy()
    for one in more - first:
        index.add(one)
    for one in more - first:
        index.remove(one)
    words = {"ona", "brandt", "li", "kern"}
    for each in (before, index):
        assert each.aliases == first
        assert each.standing_alone(words) == AliasIndex(first).standing_alone(words)
        assert each.with_word(words) == AliasIndex(first).with_word(words)
        assert each.others(words) == AliasIndex(first).others(words)
        assert each.lone == AliasIndex(first).lone
        assert {name: each.alike([name]) for name in each.written} == {
            name: AliasIndex(first).alike([name]) for name in AliasIndex(first).written
        }


def test_a_name_of_one_word_said_twice_is_like_longer_ones() -> None:
    index = AliasIndex([Alias("Li Li"), Alias("Ona Maria Li"), Alias("Ona Kern")])
    assert index.alike(["li li"]) == {"li li", "li maria ona"}
    assert index.alike(["li maria ona"]) == {"li li", "li maria ona"}


def test_a_lone_name_is_told_by_office_and_party() -> None:
    one, other = Alias("Kern", "minister", "NO"), Alias("Kern", "minister", "SE")
    assert lone_person(one) != lone_person(other)
    assert AliasIndex([one]).lone == {lone_person(one): frozenset({one})}
