"""Whom a claim and a row are about, in any role."""

from __future__ import annotations

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
from servanda.model.parties import parties_of, parties_of_row
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
