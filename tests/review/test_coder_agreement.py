"""Measures of agreement against numbers worked out by hand and in textbooks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions import AGAIN, FIRST, MOVED, A, B, C, decide, score
from servanda.review.coder_agreement import (
    Level,
    agreement,
    cohen,
    disagreements,
    krippendorff,
    raw,
    unanimous,
)


def table(**coders: str) -> dict[int, dict[str, Hashable]]:
    """Lay out codings, one letter a unit; a dot is a unit that the coder left out."""
    rows: dict[int, dict[str, Hashable]] = {}
    for coder, values in coders.items():
        for unit, value in enumerate(values.replace(" ", "")):
            if value != ".":
                rows.setdefault(unit, {})[coder] = int(value) if value.isdigit() else value
    return rows


# Four observers, twelve units, five values, codings missing: Krippendorff, Computing
# Krippendorff's Alpha-Reliability (2011), section D.
FOUR = table(
    a="123321412...",
    b="1233224125.3",
    c=".3332342251.",
    d="12332441251.",
)


@pytest.mark.parametrize(
    ("level", "alpha"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)],
)
def test_alpha_of_the_textbook_with_missing_codings(level: Level, alpha: float) -> None:
    assert krippendorff(FOUR, level) == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_two_observers_and_two_values() -> None:
    # The same paper, section A: ten units, six agreements, four disagreements.
    two = table(ben="0100000010", gerry="1110010000")
    assert krippendorff(two) == pytest.approx(0.095, abs=5e-4)
    assert raw(two) == 0.6


def test_kappa_by_hand() -> None:
    # 20 both yes, 5 yes and no, 10 no and yes, 15 both no: p_o 35/50; p_e .5*.6 + .5*.4 = .5.
    two = table(a="y" * 25 + "n" * 25, b="y" * 20 + "n" * 5 + "y" * 10 + "n" * 15)
    assert cohen(two, "a", "b") == pytest.approx(0.4)
    assert cohen(two, "b", "a") == pytest.approx(0.4)
    assert raw(two) == pytest.approx(0.7)


def test_kappa_of_three_values_by_hand() -> None:
    # a: 4 x, 3 y, 3 z; b: 5 x, 3 y, 2 z; equal in 8 of 10. p_e = .2 + .09 + .06 = .35.
    two = table(a="xxxx yyy zzz", b="xxxx xyy yzz")
    assert cohen(two, "a", "b") == pytest.approx((0.8 - 0.35) / 0.65)


def test_worse_than_chance_is_below_nought() -> None:
    two = table(a="01", b="10")
    assert cohen(two, "a", "b") == pytest.approx(-1.0)
    # Coincidences: four, all unequal; D_o = 4/4, D_e = 8/12.
    assert krippendorff(two) == pytest.approx(1 - 1 / (8 / 12))


@pytest.mark.parametrize("codings", [{}, table(a="111"), table(a="11", b="11")])
def test_what_never_varies_or_was_judged_by_one_has_no_measure(
    codings: Mapping[int, Mapping[str, Hashable]],
) -> None:
    assert krippendorff(codings) is None
    assert cohen(codings, "a", "b") is None


def test_units_that_one_coder_left_out_play_no_part_in_kappa() -> None:
    assert cohen(table(a="011.", b="01.1"), "a", "b") == pytest.approx(1.0)
    assert raw(table(a="0", b=".")) is None


def test_a_scale_of_words_is_refused_where_it_must_be_one_of_numbers() -> None:
    with pytest.raises(TypeError, match="no number"):
        krippendorff(table(a="xy", b="yx"), Level.INTERVAL)


@given(
    st.dictionaries(
        st.integers(0, 6),
        st.dictionaries(st.sampled_from("abcd"), st.integers(-1, 1), max_size=4),
        max_size=7,
    ),
    st.sampled_from(Level),
)
def test_alpha_is_one_where_all_agree_and_never_more(
    codings: dict[int, dict[str, int]], level: Level
) -> None:
    alpha = krippendorff(codings, level)
    assert alpha is None or alpha <= 1 + 1e-9
    if alpha is not None and raw(codings) == 1.0:
        assert alpha == pytest.approx(1.0)


# -- By kind of judgement


def test_agreement_takes_each_coders_last_word_and_leaves_out_what_one_alone_judged() -> None:
    said = [
        decide("reject", "claim", A),
        decide("accept", "claim", A, minutes=1),
        decide("amend", "claim", A, field="object", value="x", minutes=2),
        decide("accept", "claim", A, author="bo", blind=True),
        decide("reject", "claim", B, author="bo"),
        decide("merge", "match", A, B, C),
        decide("split", "match", A, others=[C], author="bo"),
        decide("merge", "match", A, B, author="bo"),
        score("NR", 1),
        score("NR", None, coder="bo"),
    ]
    found = {one.kind: one for one in agreement(said)}
    assert set(found) == {"commitment", "match"}
    assert (found["commitment"].units, found["commitment"].raw) == (1, 1.0)
    assert (found["match"].units, found["match"].raw) == (2, 0.5)
    known = {one.claim.id: one for one in (FIRST, AGAIN, MOVED)}
    (one,) = disagreements(said, known)
    assert one.said == (("ana", "same"), ("bo", "different"))
    assert agreement(said, ["ana", "cy"]) == ()


def test_three_coders_are_measured_together_and_by_pairs() -> None:
    said = [
        score(party, value, coder=coder)
        for coder, values in (("ana", (1, 0, -1)), ("bo", (1, 0, 0)), ("cy", (1, 1, -1)))
        for party, value in zip(("NR", "SM", "AL"), values, strict=True)
    ]
    found = agreement(said)
    assert [one.coders for one in found] == [
        ("ana", "bo", "cy"),
        ("ana", "bo"),
        ("ana", "cy"),
        ("bo", "cy"),
    ]
    assert {one.level for one in found} == {"ordinal"}
    assert found[0].kappa is None
    assert found[0].raw == pytest.approx(5 / 9)
    assert found[1].raw == pytest.approx(2 / 3)


def test_what_two_blind_coders_agree_on_is_unanimous_unless_it_is_decided_openly() -> None:
    said = [
        decide("accept", "claim", A, B, C, blind=True),
        decide("accept", "claim", A, B, author="bo", blind=True),
        decide("reject", "claim", C, author="bo", blind=True),
        decide("reject", "claim", B, author="cy", minutes=5),
    ]
    assert unanimous(said) == {"accept": {A: ("ana", "bo")}}
    assert unanimous(said, ["ana", "cy"]) == {}
