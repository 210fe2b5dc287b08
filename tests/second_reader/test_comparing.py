"""Which claim a proposal is about, and where two that are about one thing differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_texts import made_report
from servanda.model import (
    Assurance,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Evidence,
    Modality,
    Omission,
    OmissionSort,
    Target,
)
from servanda.second_reader.comparing import compare

TEXT = (
    "Minister Holm met Reyk in Graz on Monday and told him of the talks that Peru and Chile held. "
    "Austria has 6,000 radios and will buy 3,000 masts.\n"
)
REPORT = made_report(TEXT)
HELD, PLANNED = ConsultationStatus.HELD, ConsultationStatus.PLANNED


def claim(body: Body, words: str = TEXT[:40]) -> Claim:
    start = TEXT.index(words)
    evidence = Evidence.of(REPORT.id, TEXT, start, start + len(words))
    return Claim.make(REPORT.id, body, (evidence,), rule="test", confidence=0.8)


def meeting(**more: object) -> Consultation:
    made = Consultation(
        ConsultationForm.MEETING, HELD, parties=("AT", "PE"), place="Graz", country="AT"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_what_does_not_stand_at_the_same_words_is_another_thing() -> None:
    assert compare(claim(meeting()), claim(meeting(), "Austria has 6,000 radios")) is None
    assert compare(claim(meeting()), claim(Capability("radios"))) is None


@pytest.mark.parametrize(
    ("more", "differing"),
    [
        ({}, []),
        ({"place": None}, []),
        ({"parties": ("AT",)}, []),
        ({"parties": ("AT", "CL")}, ["parties"]),
        ({"status": PLANNED}, ["status"]),
        ({"form": ConsultationForm.VISIT}, []),
        ({"form": ConsultationForm.CALL}, []),
        ({"place": "Austria"}, []),
        ({"place": "the city of Graz"}, []),
        ({"place": "Peru"}, ["place"]),
        ({"place": "Vienna"}, ["place"]),
    ],
)
def test_meetings_of_one_sentence_may_differ_in_one_cell(
    more: dict[str, object], differing: list[str]
) -> None:
    assert compare(claim(meeting()), claim(meeting(**more))) == differing


@pytest.mark.parametrize(
    "more",
    [
        {"parties": ("CL", "PE"), "status": PLANNED},
        {"parties": ("CL", "PE"), "form": ConsultationForm.CALL},
        {"status": PLANNED, "form": ConsultationForm.SIGNING},
        {"place": "Vienna", "status": PLANNED},
    ],
)
def test_where_more_differs_the_sentence_tells_of_two_meetings(more: dict[str, object]) -> None:
    assert compare(claim(meeting()), claim(meeting(**more))) is None


def test_a_pledge_and_a_promise_at_the_same_words_differ_in_their_kind() -> None:
    promise = Commitment(("AT",), "keep", "the peace in Peru", Modality.VOWS)
    pledge = Assurance(("AT",), "peace", "to keep the peace in Peru")
    other = Assurance(("AT",), "radios", "unbroken trust in radios")
    assert compare(claim(promise), claim(pledge)) == ["kind"]
    assert compare(claim(pledge), claim(promise)) == ["kind"]
    assert compare(claim(promise), claim(other)) is None
    assert compare(claim(pledge), claim(Capability("peace"))) is None


def test_a_condition_taken_for_the_object_is_one_promise() -> None:
    """One reader takes "until the war ends" for what is raised; the other knows better."""
    loose = Commitment(("AT",), "raise", "until the long war ends", Modality.AGREED)
    tight = Commitment(
        ("AT",), "raise", "tolls on masts", Modality.AGREED, condition="until the long war ends"
    )
    apart = Commitment(
        ("AT",), "send", "tugs", Modality.AGREED, condition="until the long war ends"
    )
    assert compare(claim(loose), claim(tight)) == []
    assert compare(claim(tight), claim(apart)) is None


def test_of_denials_at_the_same_words_the_one_who_denies_is_told_alike() -> None:
    one = Omission("a charge that Peru denies", OmissionSort.DENIED, "Peru")
    other = Omission("making secret radios", OmissionSort.DENIED, "Peru")
    third = Omission("making secret radios", OmissionSort.NOT_DISCUSSED, "Peru")
    assert compare(claim(one), claim(other)) == []
    assert compare(claim(one), claim(third)) is None
    assert compare(claim(other), claim(third)) == ["sort"]


def test_a_promise_stays_one_where_two_cells_differ() -> None:
    one = Commitment(("AT",), "buy", "masts", Modality.WILL, target=Target("3,000", "masts"))
    other = replace(one, obligors=("PE",), modality=Modality.CONSIDERING)
    assert compare(claim(one), claim(other)) == ["obligors", "modality"]


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ("6,000", "6000", []),
        ("6,000", "6,000", []),
        ("6,000", "600", ["quantity"]),
        ("1,5", "15", ["quantity"]),
        ("some", None, []),
        ("Two dozen", "two dozen", []),
    ],
)
def test_a_comma_between_thousands_is_no_difference(
    one: str, other: str | None, differing: list[str]
) -> None:
    made = Capability("radios", quantity=one), Capability("radios", quantity=other)
    assert compare(claim(made[0]), claim(made[1])) == differing
    promised = [
        Commitment(
            ("AT",),
            "buy",
            "radios",
            Modality.WILL,
            target=Target(number, "radios") if number else None,
        )
        for number in (one, other)
    ]
    assert compare(claim(promised[0]), claim(promised[1])) == differing


MEETINGS = st.builds(
    meeting,
    parties=st.lists(st.sampled_from(["AT", "PE", "CL"]), unique=True).map(tuple),
    place=st.sampled_from([None, "Graz", "Austria", "Lima", "Peru"]),
    status=st.sampled_from(list(ConsultationStatus)),
    form=st.sampled_from(list(ConsultationForm)),
)


@given(MEETINGS, MEETINGS)
def test_it_does_not_matter_who_is_compared_with_whom(
    one: Consultation, other: Consultation
) -> None:
    assert compare(claim(one), claim(other)) == compare(claim(other), claim(one))
    assert compare(claim(one), claim(one)) == []
