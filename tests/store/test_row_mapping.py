"""What is stored comes back the same: every kind of claim, full and as empty as may be."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ledgers import AT, report, span
from servanda.model import (
    Assurance,
    Basis,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Dating,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Precision,
    Quote,
    Structure,
    StructureStatus,
    Target,
    Tenure,
    TimeRef,
    TimexType,
    When,
)
from servanda.model.serialization import from_plain, to_plain
from servanda.model.time import Direction
from servanda.store import Record
from trying import tries

REF = TimeRef(
    3,
    9,
    "Monday",
    TimexType.DATE,
    "weekday",
    (("day", 1), ("of", "May")),
    mod="APPROX",
    relation="by",
    direction=Direction.PAST,
)
FULL: tuple[Body, ...] = (
    Consultation(
        ConsultationForm.TWO_PLUS_TWO,
        ConsultationStatus.PLANNED,
        (Participant("Ona Tarn", "minister", "VE"), Participant("Brix")),
        ("VE", "SO"),
        "Kestrel",
        "VE",
        REF,
        50,
        "the summit",
        "first in years",
    ),
    Commitment(
        ("VE", "SO"),
        "lend",
        "barges",
        Modality.VOWS,
        "QX",
        REF,
        "if it rains",
        "Ona Tarn",
        Target("40", "barges"),
        REF,
        "a year early",
    ),
    Assurance(("VE",), "the pact", "firm as ever", "Brix", Modality.WILL),
    Capability("Heron", "VE", "12", "boats", 400, "$3", "SO", REF),
    Structure("Harbour Guard", "renamed", StructureStatus.DONE, "VE", REF, REF),
    Incident("crossed", "VE", "SO", "the strait", REF),
    Tenure("Ona Tarn", "minister", "VE", REF, REF, former=True, incoming=True),
    Omission("the toll", OmissionSort.DENIED, "Brix"),
    Quote("Brix", "no", direct=False, via="a clerk"),
    DateMention(REF),
)
BARE: tuple[Body, ...] = (
    Consultation(ConsultationForm.CALL, ConsultationStatus.HELD),
    Commitment((), "", "", Modality.PLANS),
    Assurance((), "", ""),
    Capability(""),
    Structure("", "", StructureStatus.STARTED),
    Incident(""),
    Tenure("", ""),
    Omission("", OmissionSort.NOT_AGREED),
    Quote(None, ""),
    DateMention(TimeRef(0, 1, "", TimexType.SET, "")),
)


@pytest.mark.parametrize("body", [*FULL, *BARE], ids=lambda body: type(body).__name__)
def test_every_kind_of_claim_comes_back(record: Record, body: Body) -> None:
    one = report("a.txt")
    claim = Claim.make(one.id, body, (span(one, "Tarn"), span(one, "Brix")), rule="r", confidence=1)
    assert record.put(one, (claim,), at=AT, reader="1")
    assert not record.put(one, (claim,), at=AT, reader="1")
    assert record.view().claims()[0].claim == claim
    assert record.check() == []


_DAYS = st.dates(date(1, 1, 1), date(9000, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start = draw(st.none() | _DAYS)
    length = draw(st.none() | st.integers(1, 999))
    end = (start or date(2000, 1, 1)) + timedelta(days=length) if length else None
    precision, basis = draw(st.sampled_from(Precision)), draw(st.sampled_from(Basis))
    return When(start, end, precision, basis, (), draw(st.booleans()))


@settings(max_examples=tries(12), deadline=None)
@given(
    st.none() | whens() | st.lists(_DAYS, min_size=1).map(lambda days: When.one_of(tuple(days))),
    st.sampled_from(Basis),
    st.lists(st.text(max_size=5), max_size=2),
)
def test_every_dating_comes_back(when: When | None, basis: Basis, reasons: list[str]) -> None:
    dating = Dating(when, basis, tuple(reasons), tuple(reasons))
    assert from_plain(Dating, to_plain(dating)) == dating
