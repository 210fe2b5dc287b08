"""Names through order, rank, initials and spelling; and names that stay apart."""

from __future__ import annotations

import pytest

from servanda.resolution.person_names import Likeness, compare, parse


@pytest.mark.parametrize(
    ("left", "right", "want"),
    [
        ("ORLAN Tevi", "Tevi Orlan", Likeness.SAME),
        ("Gen. Tevi Orlan", "Orlan Tevi", Likeness.SAME),
        ("Téví Orlán", "tevi orlan", Likeness.SAME),
        ("Kang-ho Seld", "Kangho Seld", Likeness.SAME),
        ("Kang-ho Seld", "Kang Ho Seld", Likeness.SAME),
        ("Ada R. Brandt", "Ada Brandt", Likeness.PART),
        ("Ada Rosa Brandt", "Ada R. Brandt", Likeness.PART),
        ("Ada Brandt Jr.", "Ada R. Brandt", Likeness.PART),
        ("Ada Brandt", "Ada Maria Brandt", Likeness.PART),
        ("Joe Brandt", "Joseph R. Brandt, Jr.", Likeness.PART),
        ("Bill Brandt", "William Brandt", Likeness.PART),
        ("Bill Brandt", "William Kern", Likeness.NONE),
        ("Bill Brandt", "Robert Brandt", Likeness.NONE),
        ("Brandt", "Ada Brandt", Likeness.SURNAME),
        ("Orlan", "ORLAN Tevi", Likeness.SURNAME),
        ("A. Brandt", "Ada Brandt", Likeness.SURNAME),
        ("Ada Brandt", "Ada Brendt", Likeness.SPELLING),
        ("Lars van der Merk", "Lars Van der Merk", Likeness.SAME),
        ("Ada Brandt", "Rolf Brandt", Likeness.NONE),
        ("Ada Brandt Jr.", "Ada Brandt Sr.", Likeness.NONE),
        ("Tevi", "ORLAN Tevi", Likeness.NONE),
        ("R. Brandt", "Ada Brandt", Likeness.NONE),
        ("Ada H. Brandt", "Ada W. Brandt", Likeness.NONE),
        ("Ada Q. Brandt", "Ada Rosa Brandt", Likeness.NONE),
        ("Kim Min", "Kim Mun", Likeness.NONE),
        ("Ada Brandt", "Leo Marsh", Likeness.NONE),
        ("", "Leo Marsh", Likeness.NONE),
    ],
)
def test_compare(left: str, right: str, want: Likeness) -> None:
    likeness, why = compare(left, right)
    assert likeness is want
    assert why
    assert compare(right, left)[0] is want


def test_a_rank_is_no_name_but_a_surname_that_is_one_stays() -> None:
    assert parse("Lt. Gen. Ada Brandt").words == ("ada", "brandt")
    assert parse("Ada Major").words == ("ada", "major")
    assert parse("King").words == ("king",)


def test_capitals_mark_the_family_name() -> None:
    assert parse("ORLAN Tevi").surname == "orlan"
    assert parse("ADA BRANDT").surname is None
