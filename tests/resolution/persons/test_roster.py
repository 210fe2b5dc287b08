"""The roster: whom names mean is worked out name by name, and aliases come and go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import EntityId
from servanda.resolution.person_mentions import Alias
from servanda.resolution.persons.roster import Roster, ShownNames, ShownWords

_WORDS = ("Bob", "Robert", "Kim", "Jong Un", "Jongun", "Albrechtson", "Albrechtsen", "Ona", "R.")
_ALIASES = st.builds(
    Alias,
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from([None, "president", "minister", "minister:defence"]),
    st.sampled_from([None, "NO", "SE"]),
    st.booleans(),
)


@given(st.lists(_ALIASES, max_size=12), st.lists(_ALIASES, max_size=3), st.integers(0, 4095))
def test_a_changed_roster_is_the_one_made_anew(
    first: list[Alias], new: list[Alias], gone: int
) -> None:
    left = [one for at, one in enumerate(first) if gone >> at & 1]
    before, anew = Roster(first), Roster({*(set(first) - set(left)), *new})
    after, other = before.changed(set(left) - set(new), new)
    assert after.aliases == anew.aliases
    every = {*first, *new}
    assert other == {one for one in every if before.signature(one) != anew.signature(one)}
    assert {one: after.signature(one) for one in every} == {
        one: anew.signature(one) for one in every
    }
    assert after.report(every) == anew.report(every)
    assert (after.persons, dict(after.names)) == (anew.persons, dict(anew.names))
    assert before.aliases == set(first)


@given(st.lists(_ALIASES, max_size=12))
def test_a_person_is_found_by_their_id_without_looking_at_all(some: list[Alias]) -> None:
    whole = Roster(some)
    for identity, name in whole.names.items():
        assert Roster(some).find(identity) == whole.persons.get(identity)
        assert Roster(some).display_name(identity) == name
        near = Roster(some).called_like(identity)
        mine = whole.persons[identity].aliases if identity in whole.persons else set()
        assert near >= mine
        assert all(one in near for one in some if one.name == name)
    assert Roster(some).find(EntityId("pe-gone")) is None
    assert Roster(some).called_like(EntityId("pe-gone")) == set()


@given(st.lists(_ALIASES, max_size=12), st.randoms(use_true_random=False))
def test_it_plays_no_part_who_is_asked_about_first(some: list[Alias], dice: object) -> None:
    one, other = Roster(some), Roster(some)
    dice.shuffle(some)  # type: ignore[attr-defined]
    for alias in some:
        one.report([alias])
    assert one.persons == other.persons
    assert dict(one.names) == dict(other.names)


def test_only_names_that_are_alike_are_compared() -> None:
    far = [Alias(f"Ona Tarn{letter * 5}", "minister", "NO") for letter in "abcdefgh"]
    mine = Alias("Ona Brandt", "president", "NO")
    roster = Roster([*far, mine])
    found = roster.report([mine])[mine].person
    assert roster.person(found) is not None
    near = set(roster.persons)
    assert len(near) == 9
    again = Roster([*far, mine])
    again.report([mine])
    assert sum(again.person(one) is not None for one in near) == 1


def test_names_are_shown_as_they_are_asked_for() -> None:
    known = Alias("Ona Brandt", "president", "NO")
    alone = Alias("Kern", "minister", "SE")
    roster = Roster([known, alone])
    names = ShownNames(roster)
    persons = {one: meaning.person for one, meaning in roster.report([known, alone]).items()}
    assert names[persons[known]] == "Ona Brandt"
    assert names[persons[alone]] == "Kern"
    assert set(names) == set(persons.values())
    assert len(names) == 2
    assert "pe-nobody" not in names
    assert ShownNames(roster, {persons[known]: "Ona B."})[persons[known]] == "Ona B."


@given(st.lists(_ALIASES, max_size=12))
def test_words_of_names_are_those_of_the_names_shown(some: list[Alias]) -> None:
    roster = Roster(some)
    words = {word for one in some for word in one.name.casefold().split()} | {"nobody"}
    shown = {word for name in Roster(some).names.values() for word in name.casefold().split()}
    named = ShownWords(roster)
    assert {word for word in words if word in named} == words & shown
    assert 1 not in named
