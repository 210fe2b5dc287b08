"""Which party a reader means, and what is said where nothing is called so."""

from __future__ import annotations

import pytest

from servanda.data_tables import rows
from servanda.errors import UsageError
from servanda.world.gazetteer import gazetteer
from servanda.world.party_names import party_code, party_known


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("NR", "NR"),
        ("nr", "NR"),
        ("NRU", "NR"),
        ("Nauru", "NR"),
        (" the  netherlands ", "NL"),
        ("Norwegian", "NO"),
        ("Oslo", "NO"),
        ("Norge", "NO"),
        ("nihon", "JP"),
        ("turkiye", "TR"),
        ("Côte d’Ivoire", "CI"),
        ("AU", "AU"),  # the code goes before the short name of the African Union
        ("African Union", "AU-Union"),
        ("au-union", "AU-Union"),
        ("nato", "NATO"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("quad", "Quad"),
    ],
)
def test_a_party_is_known_by_any_of_its_names(name: str, code: str) -> None:
    assert party_code(name) == code


@pytest.mark.parametrize(
    ("name", "near"),
    [("Norwey", "Norway (NO)"), ("NATTO", "did you mean NATO?"), ("Nippen", "Japan (JP)")],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        party_code(name)
    assert caught.value.subject == name
    assert near in caught.value.remedy
    assert party_known(name) is None


def test_every_code_of_the_gazetteer_means_itself() -> None:
    assert {code: party_code(code) for code in gazetteer().names} == {
        code: code for code in gazetteer().names
    }


def test_own_names_are_of_states_that_the_gazetteer_has() -> None:
    table = rows("world", "own_names")
    assert {code for code, _ in table} <= set(gazetteer().names)
    for code, names in table:
        assert {party_code(name) for name in names.split("|")} == {code}
