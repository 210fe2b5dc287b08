"""Whom a claim and a row are about, in any role."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import (
    Capability,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Target,
)
from servanda.model.parties import PartyFilter, lies_between, parties_of, parties_of_row
from servanda.model.serialization import plain_row


def test_parties_stand_in_any_role() -> None:
    people = (Participant("Tarn", party="VE"), Participant("Brix"))
    talks = Consultation(ConsultationForm.CALL, ConsultationStatus.HELD, people, ("SO",))
    promise = Commitment(
        ("VE",), "lend", "barges", Modality.WILL, beneficiary="SO", target=Target("40", "barges")
    )
    assert parties_of(talks) == {"VE", "SO"}
    assert parties_of(promise) == {"VE", "SO"}
    assert parties_of(Capability("Heron")) == frozenset()
    for body in (talks, promise):
        assert parties_of_row(plain_row(body)) == parties_of(body)


def test_who_says_nothing_of_a_row() -> None:
    silence = Omission("the port", OmissionSort.NOT_DISCUSSED, who="VE")
    assert parties_of(silence) == {"VE"}
    assert parties_of_row(plain_row(silence)) == frozenset()


PROMISE = {"kind": "commitment", "obligors": ["NR", "TV"], "beneficiaries": ["SM"]}
STRIKE = {"kind": "incident", "actor": "NR", "target": "SM"}
OFFICE = {"kind": "tenure", "party": "NR"}
VISIT = {"kind": "consultation", "parties": ["NR"], "country": "SM", "participants": []}
TALKS = {"kind": "consultation", "parties": ["NR", "TV"], "country": "SM", "participants": []}
WORD = {"kind": "assurance", "parties": ["NR"]}


@pytest.mark.parametrize(
    ("row", "between", "givers", "receivers", "passes"),
    [
        (PROMISE, "", "", "", True),
        (PROMISE, "NR", "", "", True),
        (PROMISE, "NR SM", "", "", True),
        (PROMISE, "NR SM TV", "", "", True),
        (PROMISE, "NR VE", "", "", False),
        (PROMISE, "", "NR", "", True),
        (PROMISE, "", "NR TV", "SM", True),
        (PROMISE, "", "SM", "", False),
        (PROMISE, "", "", "NR", False),
        (PROMISE, "SM", "TV", "", True),
        (STRIKE, "NR SM", "", "", True),
        (STRIKE, "", "NR", "SM", True),
        (STRIKE, "", "SM", "NR", False),
        (OFFICE, "NR SM", "", "", True),  # one party alone can have an office
        (OFFICE, "SM TV", "", "", False),
        (OFFICE, "", "NR", "", False),
        (VISIT, "NR SM", "", "", True),  # of a visit that names one side, the host is the other
        (TALKS, "NR SM", "", "", False),  # where two met, a third only lent the room
        (WORD, "", "NR", "", True),
        (WORD, "", "", "SM", False),
    ],
)
def test_what_lies_between_some_parties(
    row: dict[str, Any], between: str, givers: str, receivers: str, *, passes: bool
) -> None:
    asked = PartyFilter(*(frozenset(each.split()) for each in (between, givers, receivers)))
    assert asked.passes(row) is passes


_CODES = st.sets(st.sampled_from(["NR", "SM", "TV", "VE"]))


@given(_CODES, _CODES, _CODES)
def test_naming_another_party_never_adds_to_what_lies_between(
    sides: set[str], named: set[str], more: set[str]
) -> None:
    if lies_between(sides, named | more):
        assert lies_between(sides, named)
    assert lies_between(sides, named) == (named <= sides)
