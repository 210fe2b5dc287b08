"""Sets of words: which hold others, are held, or differ in one word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.parsing.word_sets import WordSets

WORDS = st.frozensets(st.sampled_from("ada adam bo brandt carl marsh".split()), min_size=1)
LONG = frozenset(f"word{number}" for number in range(9))


def _within_one(one: frozenset[str], other: frozenset[str]) -> bool:
    rest, left = one - other, other - one
    alike = len(rest) == len(left) == 1 and next(iter(rest))[:2] == next(iter(left))[:2]
    return alike and bool(one & other)


@settings(deadline=None)
@given(st.lists(WORDS), WORDS)
def test_a_look_up_finds_what_a_walk_finds(
    names: list[frozenset[str]], asked: frozenset[str]
) -> None:
    sets = WordSets()
    for number, name in enumerate(names):
        sets.add(number, name)
    assert sets.with_all(asked) == {n for n, name in enumerate(names) if asked <= name}
    assert sets.within(asked) == {n for n, name in enumerate(names) if name <= asked}
    near = [n for n, name in enumerate(names) if _within_one(name, asked)]
    assert [n for n in sets.variants(asked) if names[n] != asked] == near


def test_a_long_name_is_looked_up_too() -> None:
    sets = WordSets()
    sets.add(0, frozenset({"word3", "word8"}))
    sets.add(1, frozenset({"word3", "marsh"}))
    assert sets.within(LONG) == {0}


def test_what_was_found_can_be_changed_and_nothing_else_changes() -> None:
    sets = WordSets()
    sets.add(0, frozenset({"brandt"}))
    sets.with_all(frozenset({"brandt"})).clear()
    assert sets.with_all(frozenset({"brandt"})) == {0}
