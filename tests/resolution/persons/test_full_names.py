"""Full names: what two of one person have in common, and which are split by state."""

from __future__ import annotations

import pytest

from servanda.resolution.person_mentions import Alias
from servanda.resolution.person_names import Likeness, compare, parse
from servanda.resolution.persons.full_names import blocks, full_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ona Brandt", "Brandt Ona"),
        ("Bob Brandt", "Robert Brandt"),
        ("Ona M. Brandt", "Ona Brandt"),
        ("Kim Jong Un", "Kim Jongun"),
        ("Ona Albrechtson", "Ona Albrechtsen"),
        ("Ona Maria Brandt", "Ona Brandt"),
    ],
)
def test_names_of_one_person_share_a_block(one: str, other: str) -> None:
    assert compare(one, other)[0] is not Likeness.NONE
    assert not set(blocks(parse(one).words)).isdisjoint(blocks(parse(other).words))


def test_a_given_name_alone_is_no_block() -> None:
    assert set(blocks(("ona", "brandt"))).isdisjoint(blocks(("ona", "kern")))


def test_one_name_of_two_states_is_two() -> None:
    aliases = [Alias("Jun Park", "president", "NO"), Alias("Jun Park", "minister", "SE")]
    assert [one.state for one in full_names("jun park", aliases)] == ["NO", "SE"]
    assert [one.state for one in full_names("jun park", aliases[:1])] == [""]
