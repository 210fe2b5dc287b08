"""The parties that a claim is about: those named in any role of its body."""

from __future__ import annotations

from servanda.model import (
    Capability,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Modality,
    Participant,
    Quote,
)
from servanda.model.parties import parties_of


def test_parties_are_those_named_in_any_role() -> None:
    people = (Participant("Ona Tarn", "minister", "VE"), Participant("Karl Brix"))
    meeting = Consultation(ConsultationForm.MEETING, ConsultationStatus.HELD, people)
    assert parties_of(meeting) == {"VE"}
    promise = Commitment(("VE", "QX"), "lend", "barges", Modality.WILL, beneficiary="SO")
    assert parties_of(promise) == {"VE", "QX", "SO"}
    assert parties_of(Capability("Heron", "SO", supplier="VE")) == {"SO", "VE"}
    assert parties_of(Quote("Ona Tarn", "The bond is firm")) == frozenset()
