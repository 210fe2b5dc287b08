"""States by the standard's codes and names, and parties by the names that people use."""

from __future__ import annotations

import pytest

from servanda.world.country_codes import alpha3_of, is_state, party_name
from servanda.world.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("party", "code"),
    [("NO", "NOR"), ("XK", "KOS"), ("AX", "ALA"), ("G7", None), ("EU", None), ("ZZ", None)],
)
def test_codes_of_states_and_of_nothing_else(party: str, code: str | None) -> None:
    assert alpha3_of(party) == code
    assert is_state(party) is (code is not None)


def test_every_state_of_the_gazetteer_has_a_code() -> None:
    states = set(gazetteer().names) - set(gazetteer().members)
    assert {state for state in states if alpha3_of(state) is None} == set()


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("KR", "South Korea"),  # as diplomacy has it; the standard: "Korea, Republic of"
        ("AX", "Åland Islands"),  # the standard's, where the gazetteer has none
        ("NATO", "NATO"),
        ("ZZ", "ZZ"),
    ],
)
def test_parties_go_by_the_names_that_people_use(party: str, name: str) -> None:
    assert party_name(party) == name
